"""A few thousand mutated inputs over all parsers; benchmarks/fuzz.py runs any number of them."""

import importlib.util
from pathlib import Path

import pytest

FUZZ = Path(__file__).resolve().parents[2] / "benchmarks" / "fuzz.py"


@pytest.fixture(scope="module")
def fuzz():
    spec = importlib.util.spec_from_file_location("fuzz", FUZZ)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.filterwarnings("ignore")
def test_no_mutated_input_breaks_a_parser(fuzz):
    told = []
    counts = fuzz.run(0, 2_500, 7, 10.0, told.append)
    assert told == []
    assert set(counts) == set(fuzz.PARSERS)
    assert all(set(outcomes) <= {"read", "refused"} for outcomes in counts.values())


def test_an_input_can_be_made_again(fuzz):
    assert [fuzz.made(number, 3) for number in range(60)] == [fuzz.made(number, 3) for number in range(60)]
