"""The other axis of independence: reports of different text that all credit one source rest on one source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rashomon.model import Analysis
from rashomon.reconcile import lexicon
from rashomon.reconcile.comparison import Comparison

# Words that many sources share and that do not make two of them one.
COMMON = frozenset(
    lexicon.stem(w) for w in "official authority ministry department spokesman spokeswoman spokesperson statement office government".split()
)
CREDITING = re.compile(r"^according to\s+", re.IGNORECASE)


def _credited(analysis: Analysis, sentence: int) -> list[str]:
    """Whom the article credits in a sentence, in the order of its text."""
    named = [(c.start, c.attributed_to) for c in analysis.claims if c.sentence == sentence and c.attributed_to]
    named += [(q.start, q.attributed_to) for q in analysis.quantities if q.sentence == sentence and q.attributed_to]
    return [name for _, name in sorted(named)]


def _one(here: str, there: str) -> bool:
    """Whether two credits name one source: all telling words of the shorter occur in the other ("health authorities")."""
    one, two = (set(lexicon.content(name)) for name in (here, there))
    shorter, longer = sorted((one, two), key=lambda words: (len(words), sorted(words)))
    return (bool(shorter) and shorter <= longer) or bool((one & two) - COMMON)


def shared_source(comparison: Comparison, members: Sequence[int]) -> str | None:
    """The one source that every report of a fact credits for it, None where one of them credits nobody or somebody else."""
    credits = []
    for m in members:
        for article, sentence in comparison.statements[m].places:
            found = _credited(comparison.evidence.analyses[article], sentence)
            if not found:
                return None
            credits.append(found)
    if len(credits) < 2:
        return None
    names = Counter(name for found in credits for name in found)
    for name in sorted(names, key=lambda n: (-names[n], -len(n), n)):
        if all(any(_one(name, other) for other in found) for found in credits):
            return CREDITING.sub("", name)
    return None
