"""What crossing into Python costs: prints one line a measurement.

    python bindings/python/benchmarks/bench.py EVENTS.ndjson [RVA_BENCH_C]

EVENTS.ndjson as `nyc_solar_demo --ndjson 20000` writes it.  RVA_BENCH_C is a program that
records the same file and prints the events a second of C alone (bench_record.c beside).
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
    """(median, best) seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times), min(times)


def say(what, value, unit, floor, aim):
    print(f"{what:58} {value:10.2f} {unit:6} floor {floor}, aim {aim}", flush=True)


def bench_one(store):
    """One event: into C, checked, and back, with nothing stored."""
    event = {"type": "transaction", "id": "t-1", "kind": "sale", "amount_minor": 27500,
             "platform": "SolarReviews", "tier": "premium", "source": "google",
             "borough": "Brooklyn", "zip": "11215", "conversation": "c-1", "lead": "l-1",
             "at": 1772389620000000}
    one, many, count = [event], [event] * 1000, 20000
    check, handle = _swig.rva_record_check, store._handle

    def each():
        for _ in range(count):
            check(handle, one)

    def none():
        for _ in range(count):
            check(handle, ())

    call = best(each)[0] / count * 1e6
    empty = best(none)[0] / count * 1e6
    say("check one event of 12 fields, with the store's checks", call, "us", 1.5, 0.5)
    say("  of that, a call without an event", empty, "us", "-", "-")
    say("check a thousand, each", best(lambda: check(handle, many))[0] / 1000 * 1e6, "us", 1.5, 0.5)


def record_rate(folder, events, batch):
    """Events a second into a new ephemeral store."""
    rates = []
    for run in range(RUNS):
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
    rate = record_rate(folder, events, 65536)
    if program is None:
        say("record_many", rate, "/s", "-", "-")
        return
    own = statistics.median(float(subprocess.run([program, str(file), str(folder / f"c{run}")],
                                                 capture_output=True, text=True,
                                                 check=True).stdout) for run in range(RUNS))
    say(f"record_many, {rate:.0f}/s against {own:.0f}/s of C", rate / own, "x", 0.3, 0.7)


def bench_report(store):
    span = {"from_": "2026-01-01", "now": "2026-04-01T00:00:00Z"}
    names = ",".join(ra.measures[:20])
    single = store.cube(names, by="none", to="2026-03-01", **span)
    series = store.cube(",".join(ra.measures[:6]), by="day", to="2026-01-31", **span)
    rows, columns = len(series.cells), len(series.cells.columns)

    def objects():
        for _ in range(100):
            list(single.cells)
            list(series.cells)

    def dicts():
        for _ in range(100):
            single.cells.to_dicts()
            series.cells.to_dicts()

    what = f"20 figures and {rows} rows of {columns}"
    say(f"{what} as objects", best(objects)[0] / 100 * 1e6, "us", 60, 20)
    say(f"{what} as dicts", best(dicts)[0] / 100 * 1e6, "us", 60, 20)


def bench_table(store):
    """A million rows of six columns, by repeating the pages there are."""
    from revanalytics._table import Table

    small = store.transactions()
    copies = 1_000_000 // len(small) + 1
    table = Table(small._reports * copies, 0, "transactions", "transactions",
                  [(c.name, {"text": 0, "integer": 1, "real": 2, "instant": 3, "flag": 4,
                             "money": 5}[c.type]) for c in small.columns],
                  small._lengths * copies, small.currency)
    numbers = table.select("at", "amount_minor", "at", "amount_minor", "at", "amount_minor")
    mixed = table.select("transaction", "at", "kind", "amount_minor", "platform", "zip")
    real = table.select("at", "amount_minor", "kind", "platform", "tier", "borough")
    for what, chosen in (("4 short texts", real), ("4 texts with ids", mixed)):
        say(f"{len(chosen)} x 6 ({what}) to Polars",
            best(chosen.to_polars)[0] * 1e3, "ms", 150, 40)
        say(f"{len(chosen)} x 6 ({what}) to pandas",
            best(chosen.to_pandas)[0] * 1e3, "ms", 150, 40)
    names = [c.name for c in numbers.columns]
    assert len(names) == 6
    say(f"{len(table)} x 6 numbers to Arrow", best(numbers.to_arrow)[0] * 1e3, "ms", 150, 40)


def main():
    file = pathlib.Path(sys.argv[1])
    program = sys.argv[2] if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with ra.create(folder / "store", durability="ephemeral") as store:
            store.import_file(file)
            bench_one(store)
            bench_report(store)
            bench_table(store)
        bench_many(folder, file, program)


main()
