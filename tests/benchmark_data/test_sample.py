"""The sample in examples/: what its table says is planted is there, and grouping has three events to find."""

from __future__ import annotations

import json
import re
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def reports() -> dict[str, str]:
    """Report number -> its raw text."""
    out = {p.name[:2]: p.read_text(encoding="utf8") for p in (EXAMPLES / "reports").iterdir() if p.suffix in {".txt", ".html"}}
    for line in (EXAMPLES / "reports" / "reports.jsonl").read_text(encoding="utf8").splitlines():
        article = json.loads(line)
        out[article["id"][:2]] = article["text"]
    return out


def test_every_quoted_plant_stands_in_a_report() -> None:
    texts = reports()
    assert sorted(texts) == [f"{n:02}" for n in range(1, 16)]
    table = (EXAMPLES / "README.md").read_text(encoding="utf8").split("## What is planted")[1]
    planted = re.findall(r'"([^"]+)"', table)
    assert len(planted) > 20
    assert [phrase for phrase in planted if not any(phrase in text for text in texts.values())] == []


def test_the_reprint_shares_most_of_its_sentences_and_credits_its_source() -> None:
    texts = reports()
    page = re.sub(r"<[^>]+>", "\n", texts["01"])
    shared = [line for line in texts["02"].splitlines() if line in page]
    assert len(shared) >= 4
    assert "(CNA)" in texts["02"]
    assert "Source: Corvana News Agency" in texts["02"]
