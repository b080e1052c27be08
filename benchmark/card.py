"""Write the counts of the benchmark into its card (README.md), between the marks; --check only compares."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
BEGIN, END = "<!-- counts: begin -->", "<!-- counts: end -->"
LAYERS = ("quantities", "dates", "quotes")


def read(name: str, file: str) -> dict[str, Any]:
    """One story's JSON file."""
    content: dict[str, Any] = json.loads((HERE / name / file).read_text(encoding="utf8"))
    return content


def counted(names: list[str]) -> dict[str, Counter[str]]:
    """What the named stories hold, by table."""
    out: dict[str, Counter[str]] = {k: Counter() for k in ("size", "real", "trap", *LAYERS)}
    for name in names:
        gold, meta = read(name, "gold.json"), read(name, "meta.json")
        words = [a["words"] for a in meta["articles"]]
        mentions = {layer: sum(len(g["variants" if layer == "quotes" else "mentions"]) for g in gold[layer]) for layer in LAYERS}
        out["size"].update(
            {
                "stories": 1,
                "reports": len(words),
                "words": sum(words),
                "figures (mentions)": mentions["quantities"],
                "figures with a credited source": sum(bool(m["attributed_to"]) for q in gold["quantities"] for m in q["mentions"]),
                "dates (mentions)": mentions["dates"],
                "quotes (wordings)": mentions["quotes"],
                "people": len(gold["people"]),
                "key facts": len(gold["key_facts"]),
                "conflicts, real": sum(x["real"] for x in gold["conflicts"]),
                "look-alikes": sum(not x["real"] for x in gold["conflicts"]),
                "omissions": len(gold["omissions"]),
                "wordings of a thing": sum(len(t) for w in gold["wording"] for t in w["terms"].values()),
                "reprints": sum(len(c["articles"]) - 1 for c in gold["sources"]["copy_groups"]),
            }
        )
        out["real"].update(x["kind"] for x in gold["conflicts"] if x["real"])
        out["trap"].update(x["explained_by"] for x in gold["conflicts"] if not x["real"])
        for layer in LAYERS:
            out[layer].update(g["verdict"] for g in gold[layer])
    return out


def tables() -> str:
    """The counts as Markdown."""
    split: dict[str, list[str]] = json.loads((HERE / "split.json").read_text(encoding="utf8"))["split"]
    fit, gate = counted(split["fit"]), counted(split["gate"])
    parts = []
    for key, head in (
        ("size", "What"),
        ("real", "Real conflicts by kind"),
        ("trap", "Look-alikes by reason"),
        ("quantities", "Groups of figures by verdict"),
        ("dates", "Groups of dates by verdict"),
        ("quotes", "Utterances by verdict"),
    ):
        keys = list(fit["size"]) if key == "size" else sorted(fit[key] | gate[key])
        rows = [f"| {k} | {fit[key][k]:,} | {gate[key][k]:,} | {fit[key][k] + gate[key][k]:,} |" for k in keys]
        parts.append("\n".join([f"| {head} | fit | gate | all |", "|---|---:|---:|---:|", *rows]))
    stories = ["| Story | kind | part | reports | told |", "|---|---|---|---:|---|"]
    for half, names in split.items():
        for name in names:
            meta = read(name, "meta.json")
            stories.append(f"| `{name}` | {meta['kind']} | {half} | {len(meta['articles'])} | {meta['title']} |")
    return "\n\n".join([*parts, "\n".join(stories)])


def main() -> int:
    """Rewrite the card, or with --check tell whether it is up to date."""
    card = HERE / "README.md"
    text = card.read_text(encoding="utf8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    new = f"{before}{BEGIN}\n{tables()}\n{END}{after}"
    if "--check" in sys.argv:
        return int(new != text)
    card.write_text(new, encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
