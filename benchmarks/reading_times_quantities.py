"""Times and quantities of single articles: python benchmarks/reading_times_quantities.py [--json FILE]

Scores GUM's dates and NewsQuant with the scorer under RASHOMON_EVAL, in one process; without that folder nothing is measured.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from rashomon.analysis import names, quantities, segment, syntax, times
from rashomon.analysis.annotator import run_all
from rashomon.model import Analysis, Article

STEPS = {
    "times": (segment.ANNOTATOR, times.ANNOTATOR),
    "quantities": (segment.ANNOTATOR, syntax.ANNOTATOR, names.ANNOTATOR, times.ANNOTATOR, quantities.ANNOTATOR),
}
NEWS = frozenset(["count", "age", "share"])  # the roles that the annotate layer prints


def scorer(folder: Path) -> ModuleType:
    """The scorer's module, with the product called directly in place of a process."""
    spec = importlib.util.spec_from_file_location("layers", folder / "eval" / "layers.py")
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer in {folder}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.annotate = annotate  # type: ignore[attr-defined]
    return module


def annotate(command: str, texts: dict[str, dict[str, Any]], layer: str) -> dict[str, list[dict[str, Any]]]:
    """One layer of each text, in the form that the scorer reads."""
    found = {}
    for name, one in texts.items():
        analysis = run_all(STEPS[layer], Analysis(Article(name, one["text"], published=one.get("published"))))
        if layer == "times":
            found[name] = [{"start": t.start, "end": t.end, "value": t.value} for t in analysis.times]
        else:
            found[name] = [{"low": q.low, "high": q.high, "modifier": q.modifier} for q in analysis.quantities if q.role in NEWS]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    given = os.environ.get("RASHOMON_EVAL")
    if not given:
        sys.exit("skipped: RASHOMON_EVAL is not set")
    layers, data = scorer(Path(given)), Path(given) / "data" / "nlp"
    results = layers.times(data, "") | layers.quantities(data, "")
    for name, values in results.items():
        print(f"{name:28}", "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in values.items()))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
