"""The best dependency tree with one root (Chu & Liu 1965, Edmonds 1967)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
NEVER = -1e9


def best_tree(scores: NDArray[np.float32]) -> Ints:
    """Heads [words] from scores [words, words + 1] of dependent on governor; governor 0 is the root, exactly one word hangs on it.

    Nearly always the best head of each word already makes a tree; the search runs only where it does not.
    """
    n = len(scores)
    at = np.arange(n)
    scores[at, at + 1] = NEVER
    heads: Ints = scores.argmax(1)
    roots = int((heads == 0).sum())
    if roots == 1 and _reaches_root(heads):
        return heads
    # One root: the word whose choice as root costs least against its own next best head; the others may not use it.
    others = scores[:, 1:].max(1) if n > 1 else np.zeros(n, np.float32)
    root = int((scores[:, 0] - others).argmax())
    fixed = scores.astype(np.float64)
    fixed[:, 0] = NEVER
    fixed[root] = NEVER
    fixed[root, 0] = 0.0
    heads = fixed.argmax(1)
    return heads if _reaches_root(heads) else _edmonds(fixed)


def _reaches_root(heads: Ints) -> bool:
    """Whether following the heads from every word ends at the root."""
    governor = heads.tolist()
    state = [0] * (len(governor) + 1)  # 0 unseen, 1 on the way, 2 reaches the root
    state[0] = 2
    for word in range(1, len(governor) + 1):
        path = []
        at = word
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = governor[at - 1]
        if state[at] == 1:
            return False
        for step in path:
            state[step] = 2
    return True


def _cycle(heads: list[int]) -> list[int]:
    """The nodes of one cycle, or none; heads[0] is unused."""
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        path = []
        at = start
        while at > 0 and state[at] == 0:
            state[at] = start
            path.append(at)
            at = heads[at]
        if at > 0 and state[at] == start and path:
            return path[path.index(at) :]
    return []


def _edmonds(scores: NDArray[np.float64]) -> Ints:
    """Contracts cycles one after the other; nodes are 0 (root) and the words 1..n."""
    n = len(scores) + 1
    weight = np.full((n, n), NEVER)  # weight[governor, dependent]
    weight[:, 1:] = scores.T
    np.fill_diagonal(weight, NEVER)
    heads = [0, *weight[:, 1:].argmax(0).tolist()]
    loop = _cycle(heads)
    if not loop:
        return np.array(heads[1:], dtype=np.int64)
    inside = set(loop)
    rest = [v for v in range(n) if v not in inside]
    new = len(rest)
    small = np.full((new + 1, new + 1), NEVER)
    small[:new, :new] = weight[np.ix_(rest, rest)]
    kept = np.array([weight[heads[v], v] for v in loop])
    into = weight[np.ix_(rest, loop)] - kept[None]
    small[:new, new] = into.max(1)
    enters = into.argmax(1)
    out = weight[np.ix_(loop, rest)]
    small[new, :new] = out.max(0)
    leaves = out.argmax(0)
    small[:, 0] = NEVER
    np.fill_diagonal(small, NEVER)
    found = [0, *(_edmonds(small[:, 1:].T)).tolist()]
    result = heads[:]
    for k in range(1, new):
        governor = found[k]
        result[rest[k]] = loop[int(leaves[k])] if governor == new else rest[governor]
    governor = found[new]
    entry = loop[int(enters[governor])]
    result[entry] = rest[governor]
    return np.array(result[1:], dtype=np.int64)
