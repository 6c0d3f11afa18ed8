"""Draws many files on all cores, in processes that are replaced after some files: memory stays flat."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

from renstra.tabular.beku import thaw
from renstra.tabular.buku import render_book
from reports.exports.berkas import FORMATS

Frozen = dict[str, Any]
T = TypeVar("T")
FILES_PER_PROCESS = 25  # WeasyPrint gives no memory back; a new process costs about a second


def render_frozen(frozen: Frozen, formats: tuple[str, ...]) -> dict[str, bytes]:
    """Return the files of one frozen table; runs in a process of its own."""
    table = thaw(frozen)
    return {format: FORMATS[format][1](table) for format in formats}


def render_frozen_book(frozen: list[Frozen], judul: str, checks: Any, beside: tuple[str, ...]) -> bytes:
    """Return the one workbook of several frozen tables; runs in a process of its own."""
    return render_book([thaw(each) for each in frozen], judul=judul, rekonsiliasi=checks, beserta=beside)


def as_given(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return files made before, so that they take their place among those the processes draw."""
    return files


class Perender:
    """The processes that draw; after some files each they are all replaced by fresh ones.

    Not by `max_tasks_per_child`: a pool that recycles its processes that way can wait for ever for one it never
    started (CPython issue 115634). They are started afresh (`spawn`): a forked one would share our database
    connection.
    """

    def __init__(self) -> None:
        self.processes = os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._left = 0

    def submit(self, call: Callable[..., Any], *arguments: Any) -> "Future[Any]":
        if self._pool is None or not self._left:
            self._pool, self._left = self._fresh(), FILES_PER_PROCESS * self.processes
        self._left -= 1
        return self._pool.submit(call, *arguments)

    def _fresh(self) -> ProcessPoolExecutor:
        """Return new processes; those before them end once they have drawn what they were given."""
        if self._pool is not None:
            self._pool.shutdown(wait=False)
        return ProcessPoolExecutor(self.processes, mp_context=get_context("spawn"), initializer=_end_with_parent)

    def close(self) -> None:
        """End the processes; what is still waiting is not begun."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """End this process when the one that started it is killed: nobody else would."""
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


@contextmanager
def drawing_processes() -> Iterator[Perender]:
    """Offer the processes, and end them with the work."""
    perender = Perender()
    try:
        yield perender
    finally:
        perender.close()


def in_order(
    pool: Perender, work: Iterable[tuple[T, Callable[..., Any], tuple[Any, ...]]]
) -> Iterator[tuple[T, Any]]:
    """Yield (label, result) of each piece of work in its order, with only a few pieces under way at once.

    `work` is read as places come free, so that what is drawn later is not yet held in memory.
    """
    pending: deque[tuple[T, Future[Any]]] = deque()
    for label, call, arguments in work:
        pending.append((label, pool.submit(call, *arguments)))
        if len(pending) > 2 * (os.cpu_count() or 1):
            yield _result(pending)
    while pending:
        yield _result(pending)


def _result(pending: "deque[tuple[T, Future[Any]]]") -> tuple[T, Any]:
    label, future = pending.popleft()
    return label, future.result()
