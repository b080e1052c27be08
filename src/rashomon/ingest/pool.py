"""Several parsers at once: as many guarded processes as there are cores, and threads that wait for them.

Results come in the order of what was asked, whichever process is done first.
"""

from __future__ import annotations

import contextvars
import os
import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from rashomon.errors import InputError
from rashomon.ingest.guard import Guard

V = TypeVar("V")
R = TypeVar("R")
MOST = 8  # processes; reading and storing keep up with the pages of about so many
SPARE = 2  # inputs that lie ready for each process

_inside: contextvars.ContextVar[bool] = contextvars.ContextVar("inside", default=False)


class Pool:
    """Guards, each started when first needed. Close it when done; nothing that it started outlives that."""

    def __init__(self, size: int | None = None) -> None:
        self._size = size or min(MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
        self._guards = [Guard() for _ in range(self._size)]
        self._idle: queue.LifoQueue[Guard] = queue.LifoQueue()  # the last one used first: no process starts while another is free
        for guard in self._guards:
            self._idle.put(guard)
        self._threads: ThreadPoolExecutor | None = None
        self._closed = False

    @contextmanager
    def guard(self) -> Iterator[Guard]:
        """A guard that nobody else asks for as long as the block lasts; waits for one where all are busy."""
        guard = self._idle.get()
        try:
            if self._closed:
                raise InputError("the input cannot be parsed", why="reading was ended")
            yield guard
        finally:
            self._idle.put(guard)

    def each(self, function: Callable[[V], R], values: Iterable[V], worth: Callable[[V], bool]) -> Iterator[R]:
        """`function` of every value, in their order; those that are `worth` it in threads, a few ahead of what is taken.

        Inside such a thread one after the other: a thread that waited for threads could wait for ever.
        """
        if _inside.get() or self._size == 1:
            yield from map(function, values)
            return
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._size, thread_name_prefix="parse")
        waiting: deque[Future[R]] = deque()
        try:
            for value in values:
                if worth(value):
                    waiting.append(self._threads.submit(contextvars.copy_context().run, _alone, function, value))
                elif not waiting:
                    yield function(value)
                else:
                    waiting.append(_done(function, value))
                while waiting and (len(waiting) > SPARE * self._size or waiting[0].done()):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def close(self) -> None:
        """End the processes, then the threads, which notice it."""
        self._closed = True
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            for guard in self._guards:
                guard.kill()
            self._threads.shutdown(wait=True)
        for guard in self._guards:
            guard.close()


def _alone(function: Callable[[V], R], value: V) -> R:
    _inside.set(True)
    return function(value)


def _done(function: Callable[[V], R], value: V) -> Future[R]:
    future: Future[R] = Future()
    try:
        future.set_result(function(value))
    except Exception as error:
        future.set_exception(error)
    return future
