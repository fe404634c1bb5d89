"""The change feed as an iterator, also for asyncio."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from types import TracebackType
from typing import Any, NamedTuple

from . import _swig
from .errors import NotFoundError, TimeoutError

_SLICE_MS = 200  # how long a wait goes on without a look at Ctrl-C


class Change(NamedTuple):
    """An accepted event."""

    seq: int
    """Its place in the log, 1 for the first."""
    recorded_at: datetime
    """When it was stored."""
    event: dict[str, Any]
    """The event as it was recorded."""


class Watch(Iterator[Change], AsyncIterator[Change]):
    """Accepted events as they come; made by Store.watch(), used by one thread or task."""

    def __init__(self, handle: _swig.Handle, timeout: float | None) -> None:
        self._handle = handle
        self._timeout = timeout
        self._thread: ThreadPoolExecutor | None = None

    def wait(self, timeout: float | None = None) -> Change | None:
        """The next event, or None when none came within `timeout` seconds."""
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            try:
                return Change(*_swig.rva_feed_next(self._handle))
            except NotFoundError:
                left = _SLICE_MS if end is None else round((end - time.monotonic()) * 1000)
                if left <= 0:
                    return None
                self._wait_slice(min(left, _SLICE_MS))

    def _wait_slice(self, milliseconds: int) -> None:
        try:
            _swig.rva_feed_wait(self._handle, milliseconds)
        except TimeoutError:
            pass

    def __iter__(self) -> Watch:
        return self

    def __next__(self) -> Change:
        change = self.wait(self._timeout)
        if change is None:
            raise StopIteration
        return change

    def __aiter__(self) -> Watch:
        return self

    async def __anext__(self) -> Change:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="revanalytics-watch")
        end = None if self._timeout is None else time.monotonic() + self._timeout
        while True:
            change = await asyncio.get_running_loop().run_in_executor(
                self._thread, self.wait, _SLICE_MS / 1000)
            if change is not None:
                return change
            if end is not None and time.monotonic() >= end:
                raise StopAsyncIteration

    def save(self) -> None:
        """All events so far count as seen; needs a watch with a name."""
        _swig.rva_feed_save(self._handle)

    def close(self) -> None:
        """Ends it; again is fine."""
        self._handle.close()
        if self._thread is not None:
            self._thread.shutdown(wait=False)

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    async def __aenter__(self) -> Watch:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        self.close()
