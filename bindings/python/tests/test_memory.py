"""Nothing is leaked, and the collector may run at any time."""

import gc
import resource

import pytest
from conftest import SPAN, conversation, events

import revanalytics as ra

PAGE = resource.getpagesize()


def resident():
    """Bytes of memory that the process has."""
    gc.collect()
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * PAGE


def grown(work, warm, times):
    """Bytes by which the process grew over `times` rounds after `warm` ones."""
    for _ in range(warm):
        work()
    before = resident()
    for _ in range(times):
        work()
    return resident() - before


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


def test_repeating_does_not_grow_the_process(filled):
    for work, times in ((refuse, 4000), (ask, 700), (misask, 3000), (read, 400), (arrow, 400),
                        (again, 500)):
        growth = grown(lambda work=work: work(filled), times // 4, times)
        assert growth < 3 << 20, f"{work.__name__}: {growth} bytes"


def test_the_measure_sees_a_leak():
    kept = []
    assert grown(lambda: kept.append(bytearray(2000)), 100, 4000) > 3 << 20


def test_opening_and_closing_does_not_grow_the_process(path):
    ra.create(path).close()

    def work():
        with ra.open(path) as store:
            store.info()
    assert grown(work, 50, 200) < 3 << 20


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
