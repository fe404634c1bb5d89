"""Whatever a function is given, it raises; it never crashes."""

import inspect
import itertools

import pytest
from conftest import SPAN, events

import revanalytics as ra
from revanalytics import _swig, _swig_c

VALUES = [None, 0, -1, 2**63 - 1, -2**63, 2**80, 1.5, float("nan"), True, "", "x", "a\0b",
          "\ud800", b"", b"\xff\0", [], [None], (), {}, {1: 2}, {"type": "lead"}, {"a": object()},
          object(), type, len, [[]] * 3, {"where": {"platform": 1}}, {"snapshot": 7},
          {"progress": 3}, "%s%n" * 50, "é" * 4000]

NAMES = sorted(name for name in dir(_swig_c)
               if name.startswith(("rva_", "rvp_")) and name != "rvp_set_errors")


def arity(name):
    """How many arguments a function takes."""
    return len(inspect.signature(getattr(_swig, name)).parameters)


def attempts(name, handles):
    """Arguments: each value in each place, with the others likely to be right."""
    count = arity(name)
    likely = {"store": handles["store"], "settings": handles["settings"],
              "feed": handles["feed"], "records": handles["records"],
              "report": handles["report"], "reports": (handles["report"],), "index": 0,
              "column": 0, "columns": [0], "row": tuple, "to": 5, "_from": 0, "now_at": 0,
              "query": {}, "options": {}, "event": {"type": "lead"}, "events": [{}],
              "timeout_ms": 0, "progress": None}
    names = list(inspect.signature(getattr(_swig, name)).parameters)
    base = [likely.get(parameter, "x") for parameter in names]
    values = [*VALUES, *handles.values(), *([handle] for handle in handles.values())]
    for place, value in itertools.product(range(count), values):
        yield [*base[:place], value, *base[place + 1:]]
    yield []
    yield [None] * count
    yield [*base, None]


def open_handles(store):
    """A handle of each kind."""
    handle = store._handle
    return {"store": handle, "settings": _swig.rva_store_settings(handle),
            "feed": _swig.rva_feed_open(handle, None, 1),
            "records": _swig.rva_records_open(handle, 2, 0),
            "report": store.executive_summary(**SPAN)._handle,
            "snapshot": _swig.rva_snapshot_open(handle)}


@pytest.mark.parametrize("name", NAMES)
def test_hostile_arguments_raise(store, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store.record_many(events(3))
    handles = open_handles(store)
    waits = name == "rva_feed_wait"
    raised = 0
    for arguments in attempts(name, handles):
        if waits and arguments and arguments[-1:] in ([2**63 - 1], [-1], [-2**63]):
            continue  # a long wait is what they ask for
        try:
            getattr(_swig_c, name)(*arguments)
        except (ra.Error, TypeError, ValueError, OverflowError, IndexError, UnicodeError,
                LookupError, SystemError) as error:
            assert not isinstance(error, SystemError), error
            raised += 1
    assert raised > 0 or arity(name) == 0


@pytest.mark.parametrize("name", NAMES)
def test_closed_handles_raise(store, name):
    handles = open_handles(store)
    parameters = list(inspect.signature(getattr(_swig, name)).parameters)
    if not parameters or parameters[0] not in ("store", "feed", "records", "settings"):
        pytest.skip("takes no handle first")
    for handle in handles.values():
        handle.close()
    rest = {"event": {"type": "lead"}, "events": [], "query": None, "options": {},
            "progress": None, "name": "x", "path": "x", "date": "2026-03-01"}
    with pytest.raises(ra.MisuseError):
        getattr(_swig_c, name)(handles[parameters[0]],
                               *(rest.get(parameter, 0) if parameter not in ("settings",)
                                 else handles["settings"] for parameter in parameters[1:]))


class Changes(dict):
    """A dict of tags that empties the event while it is read."""

    def __init__(self, event):
        super().__init__(a=1)
        self.event = event

    def items(self):
        self.event.clear()
        return super().items()


def test_an_event_that_changes_while_it_is_read(store):
    for _ in range(100):
        event = {"type": "conversation", "id": "c", "at": 0}
        event["tags"] = Changes(event)
        event["source"] = "s" * 50
        try:
            store.record(event)
        except ra.Error:
            pass


class Wicked(int):
    """A number whose conversions raise."""

    def __index__(self):
        raise ZeroDivisionError

    def __float__(self):
        raise ZeroDivisionError


def test_objects_that_raise(store):
    assert store.check([{"type": "lead", "score": object()},
                        {"type": "lead", "tags": {"a": {1, 2}}},
                        {"type": "lead", "score": 10**400}]).refused == 3
    for field in ("score", "order"):
        try:
            store.record({"type": "lead", field: Wicked(3)})
        except (ra.Error, ZeroDivisionError):
            pass


def test_a_list_that_shrinks_while_it_is_read(store):
    given = []

    class Zone(__import__("datetime").tzinfo):
        def utcoffset(self, _):
            del given[1:]
            return None
    at = __import__("datetime").datetime(2026, 3, 1, tzinfo=Zone())
    given += [{"type": "conversation", "id": str(i), "at": at} for i in range(1000)]
    assert _swig.rva_record_many(store._handle, given)[0]["accepted"] == 1
