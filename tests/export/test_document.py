"""The account as JSON: its schema, its order, its citations."""

from __future__ import annotations

import dataclasses
import itertools
import json
import random

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_report import REPORT, STORY, WIRE_ID

from rashomon import export
from rashomon.errors import CitationError
from rashomon.export import json_schema
from rashomon.export.document import number
from rashomon.model import Account, Article, Report


def test_the_document_fulfils_its_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(export.schema())
    jsonschema.validate(export.as_json(REPORT), export.schema(), cls=jsonschema.Draft202012Validator)


def test_the_schema_refuses_an_unknown_relation_and_an_uncited_sentence() -> None:
    document = export.as_json(REPORT)
    document["stories"][0]["figures"][0]["relation"] = "roughly"
    document["stories"][0]["summary"][0]["citations"] = []
    errors = {error.validator for error in jsonschema.Draft202012Validator(export.schema()).iter_errors(document)}
    assert errors == {"enum", "minItems"}


def test_every_field_is_described() -> None:
    bare = [
        f"{kind}.{name}"
        for kind, definition in [("Report", export.schema()), *export.schema()["$defs"].items()]
        for name, field in definition["properties"].items()
        if not field["description"]
    ]
    assert bare == []


def test_no_description_is_left_of_a_field_that_is_gone() -> None:
    known = {(kind, name) for kind, definition in export.schema()["$defs"].items() for name in definition["properties"]}
    known |= {("Report", name) for name in export.schema()["properties"]}
    assert set(json_schema.descriptions()) <= known


def test_the_stories_hold_the_fields_of_the_design() -> None:
    document = export.as_json(REPORT)
    assert list(document) == ["schema", "articles", "rejected", "stories"]
    assert list(document["articles"][0]) == ["id", "source", "outlet", "title", "published", "language", "origin", "text"]
    assert list(document["stories"][0]) == [field.name for field in dataclasses.fields(Account)]
    assert document["articles"][1]["origin"] == WIRE_ID
    assert document["stories"][0]["figures"][0]["mentions"][0]["high"] is None


def test_the_same_report_in_any_order_gives_the_same_bytes() -> None:
    texts = set()
    for seed in range(8):
        shuffler = random.Random(seed)
        parts = [shuffler.sample(list(part), len(part)) for part in (REPORT.articles, REPORT.rejected, REPORT.stories, REPORT.origins)]
        texts.add(export.as_text(Report(*(tuple(part) for part in parts))))
    assert len(texts) == 1


def test_numbers_have_one_form() -> None:
    assert json.dumps([number(8.0), number(2.5), number(0.1 + 0.2), number(-0.0)]) == "[8, 2.5, 0.3, 0]"
    with pytest.raises(ValueError, match="number"):
        number(float("nan"))


def test_a_lone_surrogate_can_still_be_written() -> None:
    report = Report((Article("a", "half \ud83d of a face", "a"),), (), ())
    written = export.as_text(report).encode("utf-8")
    assert json.loads(written)["articles"][0]["text"] == "half \ud83d of a face"


def test_all_citations_of_the_sample_slice() -> None:
    assert export.verify(REPORT) == len(list(itertools.chain(export.citations(REPORT.stories))))


@given(st.data())
def test_a_citation_moved_by_a_character_is_refused(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(STORY.facts) - 1))
    shift = data.draw(st.integers(-3, 3).filter(bool))
    fact = STORY.facts[place]
    moved = dataclasses.replace(fact.support[0], start=max(0, fact.support[0].start + shift), end=fact.support[0].end + shift)
    facts = (*STORY.facts[:place], dataclasses.replace(fact, support=(moved, *fact.support[1:])), *STORY.facts[place + 1 :])
    with pytest.raises(CitationError):
        export.verify(dataclasses.replace(REPORT, stories=(dataclasses.replace(STORY, facts=facts),)))


def test_a_citation_of_an_absent_article_is_refused() -> None:
    with pytest.raises(CitationError, match="not in the report"):
        export.verify(dataclasses.replace(REPORT, articles=REPORT.articles[1:]))
