"""The documentation says what the code does: generated pages are fresh, links lead somewhere, the words are explained."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from rashomon.model import vocabulary

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*.md")])


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(_generator().PAGES))
def test_a_generated_page_is_fresh(name: str) -> None:
    fresh = _generator().PAGES[name]()
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == fresh, "run python docs/generate.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href|srcset)="([^"]+)"', text)
    missing = [target for target in targets if "://" not in target and not target.startswith("#")]
    missing = [target for target in missing if not (page.parent / target.partition("#")[0]).exists()]
    assert missing == []


def test_the_glossary_holds_each_word_once() -> None:
    words = re.findall(r"^\| \*\*(.+?)\*\* \|", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(words) == len(set(words))
    assert {"Article", "Origin", "Story", "Fact", "Conflict", "Explained", "Omission", "Account"} <= set(words)


def test_measured_figures_go_between_their_marks_and_nowhere_else() -> None:
    figures = [
        {"name": "people, F1", "value": 0.71234, "target": 0.65, "better": "more"},
        {"name": "seconds", "value": None, "target": 2.5, "better": "less"},
    ]
    generator = _generator()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    made = generator.accuracy(readme, figures)
    assert "| people, F1 | 0.712 | ≥ 0.65 |" in made
    assert "seconds |" not in made.split(generator.BEGIN)[1].split(generator.END)[0]
    assert made.split(generator.BEGIN)[0] == readme.split(generator.BEGIN)[0]
    assert made.split(generator.END)[1] == readme.split(generator.END)[1]


def test_every_kind_of_conflict_is_explained() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert set(vocabulary.KIND) <= set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))


def test_every_page_is_in_the_table_of_contents() -> None:
    contents = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in (ROOT / "docs").glob("*.md") if page.name != "README.md" and f"({page.name})" not in contents] == []
