"""Draws many files on all cores, in processes that are replaced after some files: memory stays flat."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
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


def render_frozen_book(frozen: list[Frozen], judul: str, checks: Any) -> bytes:
    """Return the one workbook of several frozen tables; runs in a process of its own."""
    return render_book([thaw(each) for each in frozen], judul=judul, rekonsiliasi=checks)


@contextmanager
def drawing_processes() -> Iterator[ProcessPoolExecutor]:
    """Offer the processes; what is still waiting when the work ends early is not begun.

    They are started afresh (`spawn`): a forked one would share our database connection.
    """
    pool = ProcessPoolExecutor(
        os.cpu_count() or 1, mp_context=get_context("spawn"), max_tasks_per_child=FILES_PER_PROCESS
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def in_order(
    pool: ProcessPoolExecutor, work: Iterable[tuple[T, Callable[..., Any], tuple[Any, ...]]]
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
