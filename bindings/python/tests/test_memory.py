"""Nothing is leaked, and the collector may run at any time."""

import ctypes
import gc
import sys

import pytest
from conftest import SPAN, conversation, events

import revanalytics as ra

BLOCK = 64  # about the bytes of a small object


class Mallinfo(ctypes.Structure):
    """What glibc's mallinfo2() says."""

    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks",
        "fordblks", "keepcost")]


def in_use():
    """Bytes in use: of C, and of Python's small objects."""
    gc.collect()
    call = ctypes.CDLL(None).mallinfo2
    call.restype = Mallinfo
    info = call()
    return info.uordblks + info.hblkhd + sys.getallocatedblocks() * BLOCK


def grown(work, times):
    """Bytes in use after `times` rounds more than after as many before: the least of three.

    A leak grows each time; what a library or the heap takes once does not.
    """
    sizes = []
    for _ in range(4):
        for _ in range(times):
            work()
        sizes.append(in_use())
    return min(after - before for before, after in zip(sizes, sizes[1:]))


def refuse(store):
    for wrong in ({"type": "lead"}, {"type": "lead", "x": 1}, 5, {"type": "lead", "at": "x"}):
        try:
            store.record(wrong)
        except (ra.Error, TypeError):
            pass
    store.check([{"type": "lead"}, 7, {"a": "b"}])


def ask(store):
    summary = store.executive_summary(where={"platform": "SolarReviews"}, **SPAN)
    for table in summary.tables.values():
        list(table)
        table.to_dicts()
        table.__arrow_c_stream__()
    summary.to_json()


def misask(store):
    for wrong in ({"where": {"a": "b"}}, {"where": {"platform": 3}}, {"days": -1}):
        try:
            store.report("executive_summary", **wrong)
        except (ra.Error, TypeError):
            pass


def read(store):
    store.leads().column("lead")
    with store.watch(since=1, timeout=0) as watch, store.snapshot():
        list(watch)
    store.settings()


def arrow(store):
    pa = pytest.importorskip("pyarrow")
    pa.table(store.transactions())


def again(store):
    store.record_many(events(10))


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="needs mallinfo2()")
@pytest.mark.parametrize("work", [refuse, ask, misask, read, arrow, again])
def test_repeating_takes_no_more_memory(filled, work):
    times = 600
    assert grown(lambda: work(filled), times) < 16 * times


def test_the_measure_sees_a_leak_of_c_and_of_python():
    kept = []
    assert grown(lambda: kept.append(bytearray(1000)), 100) > 100 * 1000
    assert grown(lambda: kept.append(object()), 1000) > 1000 * BLOCK // 2


def test_opening_and_closing_takes_no_more_memory(path):
    ra.create(path).close()

    def work():
        with ra.open(path) as store:
            store.info()
    assert grown(work, 100) < 16 * 100


def test_the_collector_may_run_at_any_time(store):
    before = gc.get_threshold()
    gc.set_threshold(1)
    try:
        for number in range(5):
            store.record_many(conversation(number))
            summary = store.executive_summary(**SPAN)
            assert [len(list(table)) for table in summary.tables.values()]
            summary.to_dict()
            store.transactions().__arrow_c_stream__()
            store.check([{"type": "lead"}, 5])
            cycle = [summary, store.watch(), store.snapshot()]
            cycle.append(cycle)
    finally:
        gc.set_threshold(*before)


def test_handles_that_are_dropped_are_ended(path):
    ra.create(path).close()
    for _ in range(50):
        store = ra.open(path)
        store.watch()
        store.snapshot()
        del store
    gc.collect()
    ra.compact(path)
