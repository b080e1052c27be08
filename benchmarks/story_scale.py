"""What one more article costs when ten thousand or a million are active: postings and vectors are synthetic.

usage: story_scale.py [--sizes 10000,1000000] [--no-vectors]

Terms are drawn from a Zipf law, a few rare ones are shared inside a story of six; vectors are random around a centre. Measured is the index
alone: adding a report, finding its candidates, comparing it with them and deciding; not the reading of its text, nor its vector. What was
seen around the reports that it is compared with is looked up before: in a stream each was looked around when it came, and is again only
after the index has grown by a quarter. Prints the time an article, the ratio to the smallest size, and the memory.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np

from rashomon.story import join
from rashomon.story.features import Features
from rashomon.story.index import Index

VOCABULARY = 60_000
TERMS = 40
STORY = 6
PROBES = 300


def report(number: int, noise: np.random.Generator, common: list[str]) -> Features:
    """A synthetic report: common words, and rare ones of its story."""
    story = number // STORY
    shared = [f"name{story}x{i}" for i in range(6)]
    drawn = np.minimum(noise.pareto(0.7, TERMS), VOCABULARY - 1).astype(int).tolist()
    words = list(dict.fromkeys([*shared, *(common[place] for place in drawn)]))
    terms = tuple((word, 1.5 if word in shared else 1.0) for word in words)
    return Features(
        id=str(number),
        outlet=None,
        published=None,
        day=None,
        terms=terms,
        title=tuple(sorted(words[:8])),
        lead=tuple(sorted(words[:20])),
        opening=tuple(sorted(words[:10])),
        names=tuple((word, 1.5) for word in shared),
        places=(),
        numbers=(str(story % 997),),
        dates=(),
        lead_numbers=(),
        lead_weekday="",
        words=300,
        embedded="",
    )


def measure(size: int, *, with_vectors: bool) -> tuple[float, float]:
    """Seconds an article at `size` active articles, and the share of probes whose story is among the candidates."""
    noise = np.random.default_rng(0)
    common = [f"word{i}" for i in range(VOCABULARY)]
    index = Index()
    centre = noise.standard_normal(384, dtype=np.float32)

    def vector() -> np.ndarray | None:
        if not with_vectors:
            return None
        found = centre + 0.5 * noise.standard_normal(384, dtype=np.float32)
        return (found / np.linalg.norm(found)).astype(np.float32)

    for number in range(size):
        if number % STORY == 0:
            centre = noise.standard_normal(384, dtype=np.float32)
        index.add(report(number, noise, common), vector())
    spent, found = 0.0, 0
    for i in range(PROBES):
        one, its = report(size + i, noise, common), vector()
        start = time.process_time()
        number = index.add(one, its)
        spent += time.process_time() - start
        index.surroundings([*index.candidates(number), *index.neighbours(number)])
        start = time.process_time()
        others = sorted({*index.candidates(number), *index.neighbours(number)})
        join.logits(index, number, others)
        spent += time.process_time() - start
        found += number % STORY == 0 or number - 1 in others
    return spent / PROBES, found / PROBES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,1000000")
    parser.add_argument("--no-vectors", action="store_true")
    args = parser.parse_args()
    first = 0.0
    for size in map(int, args.sizes.split(",")):
        cost, recall = measure(size, with_vectors=not args.no_vectors)
        first = first or cost
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:>9} active: {1000 * cost:6.2f} ms an article, ratio {cost / first:4.2f}, recall {recall:.3f}, {memory:,.0f} MB at most"
        )


if __name__ == "__main__":
    main()
