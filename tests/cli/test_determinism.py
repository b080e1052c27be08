"""The same reports in any order, in any process, give the same bytes."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "reports"


def account(inputs, form, seed, stdin=None):
    command = [sys.executable, "-c", "from rashomon.cli.main import main; main()", "report", *map(str, inputs), "--format", form]
    environment = os.environ | {"PYTHONHASHSEED": str(seed)}
    return subprocess.run(command, input=stdin, capture_output=True, check=True, env=environment).stdout


def test_order_and_process_change_nothing():
    files = sorted(SAMPLE.iterdir())
    first = account(files, "json", 1)
    random.Random(3).shuffle(files)
    assert account(files, "json", 2) == first
    bank = sorted(SAMPLE.glob("1[345]*"))
    assert account(bank, "html", 3) == account(bank[::-1], "html", 4)


def test_the_order_of_lines_changes_nothing():
    rows = [{"text": path.read_text(encoding="utf-8")} for path in sorted(SAMPLE.glob("1*.txt"))]
    first = account(["-"], "md", 1, "\n".join(map(json.dumps, rows)).encode())
    random.Random(5).shuffle(rows)
    assert account(["-"], "md", 2, "\n".join(map(json.dumps, rows)).encode()) == first
