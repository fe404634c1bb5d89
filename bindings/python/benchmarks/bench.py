"""What crossing into Python costs: prints one line a measurement.

    python bindings/python/benchmarks/bench.py EVENTS.ndjson [RVA_BENCH_C]

Times are the best of several runs, by the clock and of the processor, which is the steadier one
on a busy machine; ratios are the median.  EVENTS.ndjson as `nyc_solar_demo --ndjson 20000` writes
it.  RVA_BENCH_C is a program that records the same file and prints the events a second of C alone
(bench_record.c beside).
"""

import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import revanalytics as ra
from revanalytics import _swig

RUNS = 5


def best(work, runs=RUNS):
    """Seconds by the clock and of the processor, the best of each."""
    clock, processor = [], []
    for _ in range(runs):
        start, used = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    return min(clock), min(processor)


def say(what, value, unit, floor, aim):
    print(f"{what:48} {value:19.2f} {unit:6} floor {floor}, aim {aim}", flush=True)


def say_times(what, times, scale, unit, floor, aim):
    """A line with both times."""
    clock, processor = (seconds * scale for seconds in times)
    print(f"{what:48} {clock:9.2f} {processor:9.2f} {unit:6} floor {floor}, aim {aim}",
          flush=True)


def bench_one(path):
    """One event into C: a store for reading only refuses it once it has been read."""
    event = {"type": "transaction", "id": "t-1", "kind": "sale", "amount_minor": 27500,
             "platform": "SolarReviews", "tier": "premium", "source": "google",
             "borough": "Brooklyn", "zip": "11215", "conversation": "c-1", "lead": "l-1",
             "at": 1772389620000000}
    many, count = [event] * 65536, 20000

    def refused(call, *arguments):
        try:
            call(*arguments)
        except ra.ReadOnlyError:
            return
        raise AssertionError("recorded")

    with ra.open(path, read_only=True) as store:
        handle = store._handle
        one = best(lambda: [refused(_swig.rva_record, handle, event) for _ in range(count)])
        none = best(lambda: [refused(_swig.rva_record_many, handle, ()) for _ in range(count)])
        call = best(lambda: [_swig.rva_report_name_at(0) for _ in range(count)])
        say_times("one event of 12 fields read, with the call",
                  [a - b + c for a, b, c in zip(one, none, call)], 1e6 / count, "us", 1.5, 0.5)
        say_times("  the same among many",
                  best(lambda: refused(_swig.rva_record_many, handle, many)), 1e6 / len(many),
                  "us", 1.5, 0.5)


def record_rate(folder, events, batch, runs=RUNS):
    """Events a second into a new ephemeral store."""
    rates = []
    for run in range(runs):
        path = folder / f"r{run}"
        with ra.create(path, durability="ephemeral") as store:
            start = time.perf_counter()
            done = store.record_many(events, batch=batch)
            rates.append(len(events) / (time.perf_counter() - start))
            assert done.refused == 0, done
        shutil.rmtree(path)
    return statistics.median(rates)


def bench_many(folder, file, program):
    events = [json.loads(line) for line in file.read_text().splitlines()]
    say("record_many", record_rate(folder, events, 65536), "/s", "-", "-")
    if program is None:
        return
    ratios = []
    for run in range(RUNS):
        own = float(subprocess.run([program, str(file), str(folder / f"c{run}")], check=True,
                                   capture_output=True, text=True).stdout)
        ratios.append(record_rate(folder, events, 65536, 1) / own)
    say("record_many, against C", statistics.median(ratios), "x", 0.3, 0.7)


def bench_report(store):
    span = {"from_": "2026-01-01", "now": "2026-04-01T00:00:00Z"}
    names = ",".join(ra.measures[:20])
    single = store.cube(names, by="none", to="2026-03-01", **span)
    series = store.revenue_trends(by="day", to="2026-01-31", **span)["series"]
    rows, columns = len(series), len(series.columns)

    def objects():
        for _ in range(100):
            list(single.cells)
            list(series)

    def dicts():
        for _ in range(100):
            single.cells.to_dicts()
            series.to_dicts()

    what = f"20 figures and {rows} rows of {columns}"
    say_times(f"{what} as objects", best(objects), 1e4, "us", 60, 20)
    say_times(f"{what} as dicts", best(dicts), 1e4, "us", 60, 20)


def bench_table(store):
    """A million rows of six columns, by repeating the pages there are."""
    from revanalytics._table import Table

    small = store.transactions()
    copies = 1_000_000 // len(small) + 1
    table = Table(small._reports * copies, 0, "transactions", "transactions",
                  [(c.name, {"text": 0, "integer": 1, "real": 2, "instant": 3, "flag": 4,
                             "money": 5}[c.type]) for c in small.columns],
                  small._lengths * copies, small.currency)
    mixed = table.select("transaction_id", "happened_at", "kind", "amount_minor", "platform", "zip")
    real = table.select("happened_at", "amount_minor", "kind", "platform", "tier", "borough")
    for what, chosen in (("4 names", real), ("an id and 3 names", mixed)):
        for goal, call in (("Polars", chosen.to_polars), ("pandas", chosen.to_pandas),
                           ("Arrow", chosen.to_arrow)):
            say_times(f"{len(chosen)} x 6 ({what}) to {goal}", best(call), 1e3, "ms", 150, 40)


def main():
    file = pathlib.Path(sys.argv[1])
    program = sys.argv[2] if len(sys.argv) > 2 else None
    print(f"{'':48} {'clock':>9} {'processor':>9}")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with ra.create(folder / "store", durability="ephemeral") as store:
            store.import_file(file)
            bench_one(folder / "store")
            bench_report(store)
            bench_table(store)
        bench_many(folder, file, program)


main()
