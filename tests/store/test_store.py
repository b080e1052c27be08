"""What every store promises, over every engine."""

import hashlib
from dataclasses import replace

import pytest

from rashomon.errors import StoreError
from rashomon.model import Account, Analysis, Article, Citation, Conflict, Mention, Quantity, Rejected, Side, Span, Statement
from rashomon.store import Fields, Outline, Position, Run, StoryRow, codec


def article(id="a", text="Bridge closed\n\nThe old bridge over the Orle was closed on Monday.", **fields):
    return Article(id, text, source=f"/in/{id}", **fields)


def put(store, *articles, raw=b""):
    with store.transaction():
        for one in articles:
            store.add_article(one, hashlib.sha256(one.text.encode()).hexdigest(), raw)


def account(id="a", articles=("a",)):
    cited = Citation("a", 0, 6, "Bridge")
    conflict = Conflict("c1", "value", "toll", True, (Side("8", (cited,)),), "")
    return Account(
        id=id, title="Bridge closed", articles=articles, origins=(("a",),), summary=(Statement("It was closed.", (cited,)),), timeline=(),
        figures=(), dates=(), quotes=(), entities=(), facts=(), conflicts=(conflict,),
        explained=(), omissions=(), wording=(),
    )  # fmt: skip


def test_an_article_comes_back_as_it_was(store):
    one = article(
        title="Bridge “closed”", headline=Span(0, 13), outlet="Courier", authors=("Ada", "Tom"), published="2026-03-10", url="https://x.example/1",
        notes=("n",), found=(("title", "json-ld"),), text="Bridge closed \U0001f600\r\n\r\nThe caf\u00e9 was closed.",
    )  # fmt: skip
    put(store, one, raw=b"<html>\xff")
    held = store.held("a")
    assert held is not None and held.article == one
    assert held.raw is not None and store.raw(held.raw) == b"<html>\xff"
    assert store.articles() == [one]
    assert store.articles(["a", "nowhere"]) == [one]
    assert store.held("nowhere") is None


def test_an_analysis_comes_back_as_it_was(store):
    one = article()
    number = Quantity(0, 6, "Bridge", Span(0, 3), 8, None, qualifiers=("x",), source=Span(1, 2))
    made = Analysis(one, quantities=(number,), producers=(("a", "1"),))
    put(store, one)
    assert store.stale("f1") == ["a"]
    with store.transaction():
        store.save_analysis(made, "f1")
    assert store.analyses(["a"]) == [made]
    assert store.stale("f1") == []
    assert store.stale("f2") == ["a"]


def test_an_account_comes_back_as_it_was(store):
    row = StoryRow("a", "Bridge closed", ("a",), 1, 1, "2026-03-10T00:00:00Z", "s")
    with store.transaction():
        store.save_story(row, account())
    assert store.account("a") == account()
    assert store.stories() == [row]
    with store.transaction():
        store.drop_stories(["a"])
    assert store.account("a") is None


def test_a_transaction_that_fails_leaves_nothing(store):
    with pytest.raises(KeyError), store.transaction():
        store.add_article(article(), "d", b"raw")
        store.add_rejected(Rejected("x", "empty"), b"")
        store.save_position(Position("x", "s", 1, False))
        raise KeyError
    assert store.articles() == []
    assert store.rejected() == []
    assert store.position("x") is None
    put(store, article())
    assert len(store.articles()) == 1


def test_an_id_is_taken_once(store):
    put(store, article())
    with pytest.raises(StoreError):
        put(store, article())
    assert len(store.articles()) == 1


def test_versions_are_found_by_address_and_by_place(store):
    put(store, article("a", url="https://x.example/1"), article("b", url="https://x.example/1"), article("c"), article("c~2"))
    assert [head.id for head in store.versions("https://x.example/1", "elsewhere", "z")] == ["a", "b"]
    assert [head.id for head in store.versions(None, "/in/c", "c")] == ["c"]
    assert [head.id for head in store.versions(None, "elsewhere", "c")] == ["c"]


def test_positions_and_runs_are_kept(store):
    with store.transaction():
        store.save_position(Position("x", "1", 5, False))
        store.save_position(Position("x", "2", 7, True))
        number = store.save_run(Run(seen=1, stored=1))
        assert store.save_run(Run(id=number, seen=3, stored=2, duplicate=1)) == number
    assert store.position("x") == Position("x", "2", 7, True)
    assert [(run.seen, run.stored, run.duplicate) for run in store.runs()] == [(3, 2, 1)]
    assert store.counts().duplicates == 1


def test_the_same_failure_is_kept_once(store):
    for _ in range(2):
        with store.transaction():
            store.add_rejected(Rejected("x", "empty"), b"\x00")
    assert [(row.source, row.reason) for row in store.rejected()] == [("x", "empty")]
    with store.transaction():
        store.forget_rejected(store.rejected()[0].id)
    assert store.rejected() == []


def test_judgements_are_undone_not_deleted(store):
    with store.transaction():
        number = store.add_judgement("same", "a", "b", "ada")
        assert store.undo_judgement(number)
        assert not store.undo_judgement(number)
    assert store.judgements() == []
    (row,) = store.judgements(undone=True)
    assert (row.kind, row.first, row.second, row.who) == ("same", "a", "b", "ada")
    assert row.undone


def test_search_finds_words_phrases_and_fields(store):
    put(
        store,
        article(
            "a",
            "Bridge closed\n\nThe chief of staff said the bridge was unsafe.",
            title="Bridge closed",
            outlet="Courier",
            published="2026-03-10",
        ),
        article(
            "b", "Market opens\n\nThe staff of the chief baker sang.", title="Market opens", outlet="Post", published="2026-03-12T08:00:00Z"
        ),
    )

    def ids(query, outlet=None, since=None, until=None, limit=10):
        return [hit.article for hit in store.search(query, Fields(outlet, since, until), limit)]

    assert sorted(ids("chief staff")) == ["a", "b"]
    assert ids('"chief of staff"') == ["a"]
    assert ids("BRIDGE") == ["a"]
    assert ids("bridge market") == []
    assert ids("chief", outlet="post") == ["b"]
    assert ids("chief", since="2026-03-11") == ["b"]
    assert ids("chief", until="2026-03-11") == ["a"]
    assert len(ids("chief", limit=1)) == 1
    (hit,) = store.search("unsafe", Fields(), 1)
    assert "[unsafe]" in hit.passage


def test_search_finds_persons_places_and_figures(store):
    text = "Bridge closed\n\nAda Berg said in Vessa that 1,200 people were stranded and eight died."
    names = (Mention(*span(text, "Ada Berg"), "Ada Berg", "person"), Mention(*span(text, "Vessa"), "Vessa", "place"))
    start, end = span(text, "1,200 people")
    figures = (
        Quantity(start, end, "1,200 people", Span(start, start + 5), 1200, 1200, head_lemma="person"),
        Quantity(*span(text, "eight"), "eight", Span(*span(text, "eight")), 8, 8, measure="killed"),
    )
    put(
        store,
        article("a", text, published="2026-03-10"),
        article("b", "Berg climbs\n\nNobody named a Vessa or 8 of anything.", published="2026-03-11"),
    )
    with store.transaction():
        store.save_analysis(Analysis(article("a", text), mentions=names, quantities=figures), "f")
        store.save_analysis(Analysis(article("a", text), mentions=names, quantities=figures), "g")

    def ids(query="", **fields):
        return [hit.article for hit in store.search(query, Fields(**fields), 10)]

    for fields in ({"person": "ada BERG"}, {"person": "Berg"}, {"place": "vessa"}, {"figure": "8 killed"}, {"figure": "1,200"}):
        assert ids(**fields) == ["a"], fields
        assert ids("bridge", **fields) == ["a"], fields
        assert ids("climbs", **fields) == []
    assert ids(person="Vessa") == []
    assert ids(figure="8 missing") == []
    assert ids(since="2026-03-01") == ["b", "a"]
    assert ids() == []
    assert store.faults() == []


def span(text, words):
    start = text.index(words)
    return start, start + len(words)


def test_of_very_many_that_match_the_last_stored_are_ranked(store, monkeypatch):
    for engine in ("sqlite", "postgres"):
        monkeypatch.setattr(f"rashomon.store.{engine}.RANKED", 3)
    with store.transaction():
        for number in range(6):
            store.add_article(Article(f"a{number}", "The bridge was closed.", outlet="Post" if number % 2 else "Sun"), "d", b"")
    assert {hit.article for hit in store.search("bridge", Fields(), 5)} == {"a3", "a4", "a5"}
    assert {hit.article for hit in store.search("bridge", Fields("Sun"), 5)} == {"a0", "a2", "a4"}


def test_stories_are_found_by_what_they_conflict_about(store):
    with store.transaction():
        store.save_story(StoryRow("a", "Bridge closed", ("a",), 1, 1, "2026-03-10T00:00:00Z", "s"), account())
        quiet = replace(account("b"), title="Toll road opens", conflicts=())
        store.save_story(StoryRow("b", "Toll road opens", ("b",), 1, 0, "2026-03-11T00:00:00Z", "s"), quiet)

    def ids(about=None, conflicting=False):
        return [row.id for row in store.stories(about=about, conflicting=conflicting)]

    assert ids() == ["b", "a"]
    assert ids(conflicting=True) == ["a"]
    assert ids("TOLL") == ["b", "a"]
    assert ids("toll", conflicting=True) == ["a"]
    assert ids("bridge", conflicting=True) == []
    assert ids("bridge closed") == ["a"]
    for hostile in ("%", "_", "!", "'", "\\", "\0%"):
        assert ids(hostile) == []


def test_outlines_are_the_articles_without_their_texts(store):
    put(store, article("a", published="2026-03-10"), article("b", language="de", replaces="a"))
    assert store.outlines() == [Outline("a", "2026-03-10", "en", None), Outline("b", None, "de", "a")]


QUERIES = ["", '"', '""', "AND", "NEAR(", "a* OR b", "title:", "-", "^", "(", "'", "\0", '"unclosed', "x" * 5000, "%s ?"]


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_breaks_the_search(store, query):
    put(store, article())
    assert isinstance(store.search(query, Fields(), 5), list)


def test_a_healthy_store_has_no_faults(store):
    put(store, article(), raw=b"x")
    assert store.faults() == []


def test_lost_rows_are_faults(store):
    with store.transaction():
        store.save_analysis(Analysis(article("ghost")), "f")
        store.save_run(Run(seen=3, stored=1))
    assert len(store.faults()) == 2


def test_vectors_are_kept_by_digest(store):
    with store.transaction():
        store.save_vectors({"d": b"\x00\x01"})
        store.save_vectors({"d": b"other"})
    assert store.vectors(["d", "e"]) == {"d": b"\x00\x01"}


def test_the_ledger_is_newest_first(store):
    with store.transaction():
        store.log("story new", "a", "1 report")
        store.log("story changed", "a", "2 reports")
    assert [row.what for row in store.ledger()] == ["story changed", "story new"]


def test_damaged_values_are_told_not_raised_raw():
    with pytest.raises(StoreError):
        codec.unpack(Account, b"junk")
    with pytest.raises(StoreError):
        codec.unpack(Account, codec.pack(article()))
