"""A store: recording, reports, records, care."""

from __future__ import annotations

import atexit
import os
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from types import TracebackType
from typing import Any, TypeVar, Union

from . import _settings, _swig, rows
from ._events import Recording
from ._money import digits_of, minor_units
from ._report import Report
from ._reports import CLASSES, AnyReport, Reporting
from ._table import Table
from ._types import Erasure, Moment, Outcome, Recorded, Rejection, utc_now
from ._watch import Watch
from ._where import conditions
from .errors import InvalidError, NotFoundError

PathLike = Union[str, "os.PathLike[str]"]
Progress = Callable[[int, int], Any]
Settings = Union[Mapping[str, Any], PathLike, None]

ABSENT = -(2**63)
_DURABILITIES = {"durable": _swig.RVA_DURABLE, "async": _swig.RVA_ASYNC,
                 "ephemeral": _swig.RVA_EPHEMERAL}
_MODES = {None: 0, "booked": _swig.RVA_MODE_BOOKED, "restated": _swig.RVA_MODE_RESTATED}
_COMPARES = {None: 0, "same_time": _swig.RVA_COMPARE_SAME_TIME, "full": _swig.RVA_COMPARE_FULL,
             "previous_period": _swig.RVA_COMPARE_PREVIOUS_PERIOD,
             "previous_year": _swig.RVA_COMPARE_PREVIOUS_YEAR,
             "none": _swig.RVA_COMPARE_NONE}
_GRAINS = {None: 0, "hour": _swig.RVA_GRAIN_HOUR, "day": _swig.RVA_GRAIN_DAY,
           "week": _swig.RVA_GRAIN_WEEK, "month": _swig.RVA_GRAIN_MONTH,
           "none": _swig.RVA_GRAIN_NONE, "quarter": _swig.RVA_GRAIN_QUARTER,
           "year": _swig.RVA_GRAIN_YEAR}
_WORTHS = {None: 0, "expected": _swig.RVA_WORTH_EXPECTED, "flat": _swig.RVA_WORTH_FLAT}
_LEVELS = {"quick": _swig.RVA_VERIFY_QUICK, "records": _swig.RVA_VERIFY_RECORDS,
           "full": _swig.RVA_VERIFY_FULL}
_RECORDS = {"documents": _swig.RVA_RECORDS_DOCUMENTS,
            "conversations": _swig.RVA_RECORDS_CONVERSATIONS,
            "leads": _swig.RVA_RECORDS_LEADS, "transactions": _swig.RVA_RECORDS_TRANSACTIONS}
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")

_open: weakref.WeakSet[Store] = weakref.WeakSet()


def _choose(what: str, choices: Mapping[Any, int], name: Any) -> int:
    """The number of a name, or a ValueError that lists the names there are."""
    if name in choices:
        return choices[name]
    names = ", ".join(repr(choice) for choice in choices if choice is not None)
    raise ValueError(f"{what}: {name!r} is not one of {names}")


def _path(path: PathLike) -> bytes:
    return os.fsencode(path)


def _names(names: str | Iterable[str] | None) -> str | None:
    return names if names is None or isinstance(names, str) else ",".join(names)


class Snapshot:
    """One moment of a store: reports that are given the same one agree."""

    def __init__(self, handle: _swig.Handle) -> None:
        self._handle = handle

    def close(self) -> None:
        """Lets the moment go; again is fine."""
        self._handle.close()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()


class Store(Recording, Reporting):
    """An open store; any number of threads may use it.

    Made by :func:`revanalytics.open`.  Use it in a ``with`` statement, or call ``close()``.
    After ``os.fork()`` the child is refused: let each process open the store itself.
    """

    def __init__(self, handle: _swig.Handle, path: str) -> None:
        self._handle = handle
        self._digits: int | None = None
        self.path = path
        """Where it is."""
        _open.add(self)

    def close(self) -> None:
        """Writes what is queued and closes, with all that came from it; again is fine.

        Calls of other threads that are under way come to their end first.
        """
        self._handle.close()

    @property
    def closed(self) -> bool:
        """Whether close() was called."""
        return self._handle.closed

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{'closed' if self.closed else 'open'} store {self.path}>"

    # --- recording ---------------------------------------------------------------------------

    def record(self, event: dict[str, Any]) -> Outcome:
        """Records one event, a dict with the fields of docs/events.md.

        Returns when it is as safe as the durability says.  Raises when it is refused.
        """
        return Outcome(_swig.rva_record(self._handle, event))

    def _record_fields(self, event: dict[str, Any]) -> Outcome:
        if event["at"] is None and event["type"] not in ("erase", "void"):
            event["at"] = utc_now()
        return Outcome(_swig.rva_record(self._handle, event))

    def _minor(self, name: str, amount: Decimal | int | None, minor: int | None) -> int | None:
        if amount is None:
            return minor
        if minor is not None:
            raise TypeError(f"give {name} or {name}_minor, not both")
        if self._digits is None:
            self._digits = digits_of(self.settings()["currency"])
        return minor_units(name, amount, self._digits)

    def record_many(self, events: Iterable[dict[str, Any]], *, batch: int = 65536,
                    progress: Progress | None = None) -> Recorded:
        """Records many events, `batch` of them in a transaction or few.

        An event that is refused does not hinder the others: the result names it.  When the
        iterable raises, what came before may be recorded already; recording it again is safe.

        progress: called with (events so far, 0) after each batch; may raise to stop
        """
        return self._many(_swig.rva_record_many, events, batch, progress)

    def check(self, events: Iterable[dict[str, Any]], *, batch: int = 65536) -> Recorded:
        """What recording these events would say, without keeping any of them."""
        return self._many(_swig.rva_record_check, events, batch, None)

    def _many(self, call: Any, events: Iterable[dict[str, Any]], batch: int,
              progress: Progress | None) -> Recorded:
        if batch < 1:
            raise ValueError("batch: at least 1")
        counts: dict[str, int] = {}
        rejections: list[Rejection] = []
        done = 0
        for (summary, refused), count in self._each_batch(call, events, batch):
            counts = {name: counts.get(name, 0) + more for name, more in summary.items()}
            rejections += [Rejection(done + index, Outcome(outcome), error)
                           for index, outcome, error in refused]
            done += count
            if progress is not None:
                progress(done, 0)
        return Recorded(**counts, rejections=rejections)

    def _each_batch(self, call: Any, events: Iterable[dict[str, Any]],
                    batch: int) -> Iterator[tuple[Any, int]]:
        """(what became of it, its size) of each batch; one is recorded while the next is read."""
        chunks = _chunks(events, batch)
        first, second = next(chunks, None), next(chunks, None)
        if first is None:
            return
        if second is None:
            yield call(self._handle, first), len(first)
            return
        with ThreadPoolExecutor(1, thread_name_prefix="revanalytics-record") as recorder:
            count, coming = len(first), recorder.submit(call, self._handle, first)
            for chunk in chain((second,), chunks):
                read = _swig.rvp_batch_new(chunk)
                yield coming.result(), count
                count, coming = len(chunk), recorder.submit(call, self._handle, read)
            yield coming.result(), count

    def import_file(self, path: PathLike, *, dry_run: bool = False, max_errors: int | None = None,
                    progress: Progress | None = None,
                    on_refused: Callable[[Rejection], Any] | None = None) -> dict[str, Any]:
        """Records the events of a file of JSON lines, plain, gzip or Zstandard.

        progress: called with (bytes read, bytes in all or 0); may raise to stop
        on_refused: called with a Rejection, whose index is the line, for each refused line
        """
        refused = None
        if on_refused is not None:
            def refused(line: int, outcome: int, error: Exception) -> None:
                on_refused(Rejection(line, Outcome(outcome), error))
        return _swig.rva_ingest_file(self._handle, _path(path), {
            "dry_run": int(dry_run),
            "max_errors": -1 if max_errors is None else max_errors,
            "progress": progress,
            "on_refused": refused,
        })

    def flush(self) -> None:
        """Waits until all that was recorded through this handle is on disk."""
        _swig.rva_store_flush(self._handle)

    def erase(self, *, conversation: str | None = None, lead: str | None = None,
              visitor: str | None = None) -> Erasure:
        """Erases a person: ids, free texts and tags; the figures stay.

        Name one of the three.  The bytes leave the disk when the store is compacted.
        """
        given = {"conversation": conversation, "lead": lead, "visitor": visitor}
        named = [(kind, id) for kind, id in given.items() if id is not None]
        if len(named) != 1:
            raise TypeError("name exactly one of conversation, lead and visitor")
        touched = _swig.rva_store_erase(self._handle, *named[0])
        return Erasure(**{**touched, "outcome": Outcome(touched["outcome"])})

    # --- reports -----------------------------------------------------------------------------

    def _instant(self, moment: Moment | None) -> int:
        """Microseconds; a day means its first instant in the store's time zone."""
        if moment is None:
            return ABSENT
        if isinstance(moment, datetime):
            if moment.tzinfo is None:
                raise ValueError("a datetime without a time zone; give it one")
            past = moment - _EPOCH
            return (past.days * 86400 + past.seconds) * 1000000 + past.microseconds
        if isinstance(moment, date):
            return _swig.rva_store_local_instant(self._handle, moment.isoformat())
        if isinstance(moment, str):
            if len(moment) == 10:
                return _swig.rva_store_local_instant(self._handle, moment)
            return _swig.rva_instant_parse(moment)
        if isinstance(moment, bool) or not isinstance(moment, int):
            raise TypeError(f"a datetime, a date or a str is needed, not {type(moment).__name__}")
        return moment

    def _run(self, kind: type[AnyReport], name: str, query: dict[str, Any]) -> AnyReport:
        snapshot = query.pop("snapshot", None)
        if query.get("days") == 0:
            raise InvalidError("days: 1 or more; left out, they are 30", "days")
        asked = {
            "from_at": self._instant(query.pop("from_", None)),
            "to_at": self._instant(query.pop("to", None)),
            "now_at": self._instant(query.pop("now", None)),
            "days": query.pop("days", None),
            "period": query.pop("period", None),
            "mode": _choose("mode", _MODES, query.pop("mode", None)),
            "compare": _choose("compare", _COMPARES, query.pop("compare", None)),
            "by": _choose("by", _GRAINS, query.pop("by", None)),
            "where": conditions(query.pop("where", None)),
            "measures": _names(query.pop("measures", None)),
            "dimensions": _names(query.pop("dimensions", None)),
            "sort": query.pop("sort", None),
            "limit": query.pop("limit", None),
            "value": _choose("value", _WORTHS, query.pop("value", None)),
            "snapshot": snapshot._handle if isinstance(snapshot, Snapshot) else snapshot,
        }
        if query:
            raise TypeError(f"there is no option {next(iter(query))!r}: docs/reports.md has those"
                            " of a report")
        return kind(_swig.rva_report_run(self._handle, name, asked))

    def report(self, name: str, **query: Any) -> Report:
        """A report by its name, its tables as report["kpis"]; what to ask is in docs/reports.md."""
        return self._run(CLASSES.get(name, Report), name, query)

    def snapshot(self) -> Snapshot:
        """Holds this moment for several reports; close it soon."""
        return Snapshot(_swig.rva_snapshot_open(self._handle))

    # --- records -----------------------------------------------------------------------------

    def pages(self, kind: str, *, now: Moment | None = None) -> Iterator[Table[Any]]:
        """Records in pages of some thousand rows, for stores larger than memory.

        kind: "documents", "conversations", "leads" or "transactions"
        """
        for handle in self._page_handles(kind, now):
            yield self._records_table(kind, (handle,))

    def _page_handles(self, kind: str, now: Moment | None) -> Iterator[_swig.Handle]:
        reader = _swig.rva_records_open(self._handle, _choose("kind", _RECORDS, kind),
                                        self._instant(now))
        try:
            while True:
                try:
                    page = _swig.rva_records_next(reader)
                except NotFoundError:
                    return
                yield page
        finally:
            reader.close()

    def _records_table(self, kind: str, pages: tuple[_swig.Handle, ...]) -> Table[Any]:
        shapes = [_swig.rvp_report_tables(page)[0] for page in pages]
        if not shapes:
            raise NotFoundError(f"there are no {kind}", "kind")
        currency = _swig.rvp_report_info(pages[0])["currency"] or ""
        return Table(pages, 0, kind, shapes[0][0], shapes[0][2],
                     tuple(shape[1] for shape in shapes), currency)

    def _all_records(self, kind: str, now: Moment | None) -> Table[Any]:
        return self._records_table(kind, tuple(self._page_handles(kind, now)))

    def documents(self, *, now: Moment | None = None) -> Table[rows.DocumentRow]:
        """The documents: a conversation each, and what belongs to none."""
        return self._all_records("documents", now)

    def conversations(self, *, now: Moment | None = None) -> Table[rows.ConversationRow]:
        """The conversations as they stand."""
        return self._all_records("conversations", now)

    def leads(self, *, now: Moment | None = None) -> Table[rows.LeadRow]:
        """The leads as they stand."""
        return self._all_records("leads", now)

    def transactions(self, *, now: Moment | None = None) -> Table[rows.TransactionRow]:
        """The transactions with the dimensions they count under."""
        return self._all_records("transactions", now)

    def watch(self, name: str | None = None, *, since: int | None = None,
              timeout: float | None = None) -> Watch:
        """Accepted events as they come, for `for` and `async for`.

        name: of a place that Watch.save() keeps in the store, to go on there next time
        since: the first seq, 1 for all there are; without it, only those to come
        timeout: end the iteration when nothing came for so many seconds
        """
        start = ABSENT if since is None else since
        return Watch(_swig.rva_feed_open(self._handle, name, start), timeout)

    # --- care --------------------------------------------------------------------------------

    def info(self) -> dict[str, Any]:
        """The store in figures."""
        return _swig.rva_store_get_info(self._handle)

    def change(self) -> int:
        """The change number: what was computed before is right while it is the same.

        It rises with whatever changes an answer: events, settings, a rebuild.  Not with
        duplicates, and not with the present, which decides what is open.
        """
        return _swig.rva_store_change(self._handle)

    def settings(self) -> dict[str, Any]:
        """The settings."""
        return _settings.to_dict(_swig.rva_store_settings(self._handle))

    def change_settings(self, changes: Mapping[str, Any], *,
                        progress: Progress | None = None) -> None:
        """Changes settings and recomputes what depends on them."""
        handle = _swig.rva_store_settings(self._handle)
        _settings.change(handle, changes)
        _swig.rva_store_change_settings(self._handle, handle, progress)
        self._digits = None

    def verify(self, level: str = "full", *, progress: Progress | None = None) -> dict[str, Any]:
        """Checks the store against itself; `differences` is 0 when all is well.

        level: "quick", "records" or "full"
        """
        return _swig.rva_store_verify(self._handle, _choose("level", _LEVELS, level), progress)

    def rebuild(self, *, progress: Progress | None = None) -> int:
        """Recomputes all that is derived from the log; returns the blocks that were lost."""
        return _swig.rva_store_rebuild(self._handle, progress)

    def backup(self, destination: PathLike) -> None:
        """Copies the store, as of this moment, into a new directory, compacted and verified."""
        _swig.rva_store_backup(self._handle, _path(destination))

    def compact(self) -> None:
        """Closes the store, rewrites it without free pages, and opens it again.

        Every erasure is complete afterwards.  The store must not be open anywhere else.
        """
        self.close()
        compact(self.path)
        self._handle = _swig.rva_store_open(_path(self.path), self._options)

    _options: dict[str, Any] | None = None


def _chunks(events: Iterable[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    """Lists of up to so many; a list that is short enough is not copied."""
    if isinstance(events, Mapping):
        raise TypeError("a list or another iterable of dicts is needed; record() takes one event")
    if isinstance(events, list) and len(events) <= size:
        if events:
            yield events
        return
    each = iter(events)
    while chunk := list(islice(each, size)):
        yield chunk


def create(path: PathLike, settings: Settings = None, *, durability: str = "durable") -> Store:
    """Creates a store and opens it.

    settings: a mapping (currency, time_zone, stages, tiers, targets ...), or a JSON file of them
    durability: "durable", or "ephemeral" for a store that a power cut may take whole
    """
    number = _choose("durability", {"durable": _swig.RVA_DURABLE,
                                    "ephemeral": _swig.RVA_EPHEMERAL}, durability)
    handle = _settings.settings_handle(settings)
    _swig.rva_store_create(_path(path), handle, number)
    return open(path, durability=durability)


def open(path: PathLike, *, durability: str | None = None, read_only: bool = False,
         async_ms: int | None = None, busy_timeout_ms: int | None = None,
         map_mib_max: int | None = None, upgrade: bool = False) -> Store:
    """Opens a store.

    durability: "durable" (record() returns when the event is on disk), "async" (when it is
        queued, on disk within async_ms), or "ephemeral" for a store created so
    read_only: refuse to record
    busy_timeout_ms: how long a call waits for another writer
    map_mib_max: the largest size of the store
    upgrade: make a store of an older version one of this version first, as upgrade() does
    """
    options = {
        "durability": _choose("durability", {None: 0, **_DURABILITIES}, durability),
        "read_only": int(read_only),
        "async_ms": async_ms,
        "busy_timeout_ms": busy_timeout_ms,
        "map_mib_max": map_mib_max,
        "upgrade": int(upgrade),
    }
    store = Store(_swig.rva_store_open(_path(path), options), os.fspath(path))
    store._options = options
    return store


def compact(path: PathLike) -> None:
    """Rewrites a store without free pages; it must not be open anywhere."""
    _swig.rva_store_compact(_path(path))


def upgrade(path: PathLike, *, progress: Progress | None = None) -> dict[str, Any]:
    """Makes a store of an older version one of this version, all of it or nothing.

    Its events stay as they are; what is computed from them is made anew.  It must not be open
    anywhere.  Returns upgraded (whether there was anything to do), events, lost (blocks of the
    log that could not be read) and made_by (the version that made it).

    progress: called with (events so far, events in all); may raise to stop: then the store is
        as it was
    """
    did = _swig.rva_store_upgrade(_path(path), progress)
    return {**did, "upgraded": did["upgraded"] != 0}


def salvage(path: PathLike, destination: PathLike, settings: Settings = None, *,
            progress: Progress | None = None) -> dict[str, Any]:
    """Makes a new store from what a damaged one still proves, which is left as it is.

    settings: as for create(); needed where the damaged store has lost its own
    Returns events, missing, damaged_pages and settings_found.
    """
    handle = None if settings is None else _settings.settings_handle(settings)
    return _swig.rva_store_salvage(_path(path), _path(destination), handle, progress)


@atexit.register
def _close_all() -> None:
    """Writes what is queued before Python ends."""
    for store in list(_open):
        store.close()
