"""Several parsers at once: the results in order, what hangs costs itself alone, nothing is left running."""

import os
import time

import pytest

from rashomon.errors import InputError
from rashomon.ingest import Options, parsing, read_inputs
from rashomon.ingest.pool import Pool
from rashomon.pipeline import intake
from rashomon.store import open_store

PAGE = (
    "<html><head><title>Bridge {n}</title></head><body><article><h1>Bridge {n}</h1>"
    "<p>The bridge number {n} over the Orle was closed on Monday after engineers found a crack, the council said.</p></article>"
    "</body></html>"
)


@pytest.fixture
def pool():
    opened = Pool(3)
    yield opened
    opened.close()


@pytest.fixture
def pages(tmp_path):
    for n in range(30):
        (tmp_path / f"{n:02d}.html").write_text(PAGE.format(n=n), encoding="utf-8")
        (tmp_path / f"{n:02d}.txt").write_text(
            f"Note {n}\n\nThe ferry number {n} was late on Monday, the council of Orle said.\n", encoding="utf-8"
        )
    return tmp_path


def test_results_come_in_the_order_of_the_values_whichever_is_done_first(pool):
    def slow_first(value):
        time.sleep(0.03 if value % 4 == 0 else 0)
        return value

    assert list(pool.each(slow_first, range(40), lambda value: value % 3 != 1)) == list(range(40))


def test_values_are_taken_only_a_little_ahead(pool):
    taken = []
    results = pool.each(lambda value: value, (taken.append(n) or n for n in range(1000)), lambda _: True)
    next(results)
    assert len(taken) < 20
    results.close()


def test_what_asks_for_threads_inside_a_thread_is_served(pool):
    inner = lambda value: list(pool.each(lambda n: n * value, range(5), lambda _: True))  # noqa: E731
    assert list(pool.each(inner, range(9), lambda _: True)) == [[n * value for n in range(5)] for value in range(9)]


def test_an_error_reaches_the_one_who_takes_the_result(pool):
    def refuse(value):
        raise InputError(f"no {value}")

    for worth in (True, False):
        results = pool.each(refuse, range(6), lambda _, worth=worth: worth)
        with pytest.raises(InputError, match="no 0"):
            next(results)


def test_several_processes_parse_and_end_with_the_block():
    with parsing.guarded():
        markup = [PAGE.format(n=n) for n in range(12)]
        found = list(parsing.each(parsing.read_page, markup, lambda _: True))
        assert [page.title for page in found] == [f"Bridge {n}" for n in range(12)]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_pool_that_is_closed_in_the_middle_leaves_nothing_running():
    pool = Pool(2)

    def parse(markup):
        with pool.guard() as guard:
            return guard.page(markup)

    results = pool.each(parse, [PAGE.format(n=n) for n in range(50)], lambda _: True)
    next(results)
    pool.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_folder_of_pages_is_read_in_the_order_of_its_files(pages):
    articles, rejected = read_inputs([str(pages)])
    assert not rejected
    expected = [f"{kind} {n}" for n in range(30) for kind in ("Bridge", "Note")]
    assert [article.title for article in articles] == expected


def test_pages_are_stored_once_in_the_order_of_their_files_and_not_read_again(pages):
    store = open_store(":memory:")
    run = intake.take(store, [str(pages), str(pages)], Options())
    assert (run.stored, run.unchanged) == (60, 60)
    assert [row.items for row in store.positions()] == [1] * 60
    assert intake.take(store, [str(pages)], Options()).unchanged == 60
    store.close()
