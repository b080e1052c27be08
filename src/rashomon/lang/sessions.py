"""Opens a packaged ONNX model for calls of one text each, two at a time.

onnxruntime is imported on first use: it costs a third of a second, and commands that read nothing do not need it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from rashomon.errors import ModelError
from rashomon.lang import resources

if TYPE_CHECKING:
    import onnxruntime

T = TypeVar("T")
R = TypeVar("R")
WORKERS = max(1, min(2, os.cpu_count() or 1))
_pools: dict[int, ThreadPoolExecutor] = {}


def open_session(name: str) -> onnxruntime.InferenceSession:
    """The model in the weight file `name`, one thread a call; ModelError names the file when it cannot be used."""
    import onnxruntime

    onnxruntime.set_default_logger_severity(3)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    data = resources.weights(name)
    try:
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own that share no base
        raise ModelError("a packaged model cannot be opened", where=name, why=str(error).splitlines()[0], hint=resources.HINT) from error


def in_order(function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """`function` of every item, in the order of the items, on two threads; a model's call runs outside of Python's lock."""
    if WORKERS == 1:
        return map(function, items)
    pool = _pools.get(os.getpid())  # a forked worker has its parent's pool, but not its threads
    if pool is None:
        _pools.clear()
        pool = _pools.setdefault(os.getpid(), ThreadPoolExecutor(WORKERS, thread_name_prefix="rashomon-model"))
    return pool.map(function, items)
