"""Stores of every released layout: told at opening, upgraded, sound, and equal to a new store.

    test_golden.py                 REVANALYTICS_COMMAND names the command
    test_golden.py --make VERSION  a golden store of the command at hand
"""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
EVENTS = HERE / "events.ndjson"
NOTES = HERE / "notes.ndjson"  # which stores have that were made since there are notes
NOW = "2026-12-01T12:00:00Z"
REPORTS = ("executive_summary", "conversation_analytics", "revenue_trends", "platform_performance",
           "market_performance")
RECORDS = ("conversations", "leads", "transactions")
BY = ("hour", "day", "week", "month")

problems = []


def run(name, store, *words, wanted=0):
    """What a command prints; its exit code must be as wanted."""
    command = [os.environ["REVANALYTICS_COMMAND"], name, str(store), *map(str, words)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.returncode != wanted:
        problems.append(f"{' '.join(command[1:])}: exit code {done.returncode}, not {wanted}: "
                        f"{done.stderr.strip()}")
    return done.stdout + done.stderr


def fill(store, notes=True):
    """The events as they came: some one by one, the others at once."""
    run("init", store, "--zone", "America/New_York")
    lines = EVENTS.read_text().splitlines(keepends=True)
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "part.ndjson"
        for i in range(0, 21, 3):
            part.write_text("".join(lines[i:i + 3]))
            run("import", store, part, "--quiet")
        part.write_text("".join(lines[21:]))
        run("import", store, part, "--quiet")
    if notes:
        run("import", store, NOTES, "--quiet")


def has_notes(golden):
    """Whether the events of a golden store are those of `notes.ndjson`, too."""
    return '"type":"note"' in (golden / "events.ndjson").read_text()


def unpack(golden, store):
    """The golden store as a directory that can be opened."""
    store.mkdir(mode=0o700)
    with gzip.open(golden / "data.mdb.gz") as packed:
        (store / "data.mdb").write_bytes(packed.read())
    shutil.copy(golden / "guard", store / "guard")
    for path in store.iterdir():
        path.chmod(0o600)


def answers(store):
    """All that a store says of its events."""
    said = {}
    period = ("--from", "2026-01-01", "--to", "2027-01-01", "--now", NOW, "--format", "json")
    for report in REPORTS:
        for mode in ("booked", "restated"):
            said[report, mode] = run("report", store, report, *period, "--mode", mode)
    for by in BY:
        said["cube", by] = run("report", store, "cube", "--from", "2026-02-20", "--to",
                               "2026-12-01", *period[4:], "--by", by, "--dimensions",
                               "source,platform,tier")
    for kind in RECORDS:
        said[kind] = run("export", store, kind, "--now", NOW) if kind != "transactions" else \
            run("export", store, kind)
    return said


def compare(name, got, wanted):
    """Notes where two stores' answers differ."""
    for key, text in wanted.items():
        if comparable(got[key]) != comparable(text):
            problems.append(f"{name}: {key} is not what a new store says")


def comparable(text):
    """Rows of erased people are known by other keys in each store."""
    return [line for line in text.splitlines() if '"~' not in line]


def keyless(exported):
    """Events without the key of the store, which erasures carry, and what is said of it."""
    events = [line for line in exported.splitlines(keepends=True) if line.startswith("{")]
    return re.sub(r',"key":"[0-9a-f]+"', "", "".join(events))


def try_golden(golden, current, wanted, folder):
    """One golden store, from opening to reading."""
    store = folder / golden.name
    version = golden.name.split("-", maxsplit=1)[0]  # "0.2.0-schema-2": on the way to 0.2.0
    unpack(golden, store)
    told = run("info", store, wanted=0 if golden.name == current else 1)
    if golden.name == current:
        run("verify", store)  # as it is: a change of what is on disk without a new version shows
    elif f"made by version {version}" not in told or "revanalytics upgrade" not in told:
        problems.append(f"{golden.name}: opened as \"{told.strip()}\"")
    told = run("upgrade", store)
    if golden.name != current and f"made by version {version}, upgraded" not in told:
        problems.append(f"{golden.name}: upgrade says \"{told.strip()}\"")
    if "up to date" not in run("upgrade", store):
        problems.append(f"{golden.name}: is not up to date after an upgrade")
    run("verify", store)
    exported = (golden / "events.ndjson").read_text()
    if keyless(run("export", store, "events")) != exported:
        problems.append(f"{golden.name}: its events are not what they were")
    compare(golden.name, answers(store), wanted)
    for events in (EVENTS, NOTES) if has_notes(golden) else (EVENTS,):
        fresh = run("import", store, events)  # nothing is new: known, superseded, of the erased
        if "accepted             0" not in fresh and "accepted" in fresh:
            problems.append(f"{golden.name}: imported again: {fresh.strip()}")


def versions():
    return sorted(path for path in HERE.iterdir() if (path / "data.mdb.gz").exists())


def current_version():
    """The version of the command."""
    told = subprocess.run([os.environ["REVANALYTICS_COMMAND"], "--version"], capture_output=True,
                          check=True, text=True).stdout
    return told.split()[-1]


def make(version):
    """A golden store of the command at hand."""
    golden = HERE / version
    golden.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        fill(store)
        run("verify", store)
        with gzip.GzipFile(golden / "data.mdb.gz", "wb", 9, mtime=0) as packed:
            packed.write((store / "data.mdb").read_bytes())
        shutil.copy(store / "guard", golden / "guard")
        (golden / "events.ndjson").write_text(keyless(run("export", store, "events")))


def main():
    if sys.argv[1:2] == ["--make"]:
        make(sys.argv[2])
    else:
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            fill(folder / "before", notes=False)
            fill(folder / "new")
            before_notes = answers(folder / "before")
            wanted = answers(folder / "new")
            if len(json.loads(wanted["cube", "day"])["tables"]["cells"]) < 10:
                problems.append("the events say too little")
            for golden in versions():
                try_golden(golden, current_version(),
                           wanted if has_notes(golden) else before_notes, folder)
            # The negative control: a store without one of the events is seen to differ.
            run("init", folder / "less", "--zone", "America/New_York")
            part = folder / "part.ndjson"
            part.write_text("".join(EVENTS.read_text().splitlines(keepends=True)[:-1]))
            run("import", folder / "less", part, "--quiet")
            before = len(problems)
            compare("control", answers(folder / "less"), wanted)
            if len(problems) == before:
                problems.append("the control was not seen to differ")
            del problems[before:]
    for problem in problems:
        print(problem)
    print(f"{len(versions())} golden stores, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
