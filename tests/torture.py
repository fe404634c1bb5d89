"""./dev torture [minutes]: the labs, long.

Round after round, each with a seed of its own, every lab runs at several times its usual size:
kills, power cuts, I/O faults, damage, salvage, random histories, misuse; a build with
sanitizers and one without take turns, and libFuzzer and the thread sanitizer have their share
of each round.  Ends when the
time is over, or at the first failure, whose command it prints.
"""

import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SEEDS = ("RVA_SEED",)

# A lab: the test that it is, and what makes it long, per round.
LABS = (
    ("labs/kill", {"RVA_KILLS": 2000}),
    ("labs/kill_points", {"RVA_KILL_ROUNDS": 5}),
    ("labs/power_cut", {"RVA_IMAGES": 4000}),
    ("labs/io_faults", {}),
    ("labs/damage", {"RVA_TRIALS": 2000}),
    ("care/salvage", {"RVA_TRIALS": 1000}),
    ("labs/erasure", {"RVA_ERASURES": 1500}),
    ("engine/alloc_faults", {}),
    ("care/verify_full", {}),
    ("oracle/oracle", {"RVA_ORACLE_HISTORIES": 2000}),
    ("labs/misuse", {}),
    ("labs/money", {}),
    ("labs/sums", {}),
    ("labs/map_growth", {}),
    ("labs/readers", {}),
    ("labs/forks", {}),
    ("labs/places", {}),
    ("lmdb/processes", {}),
    ("record/record", {}),
    ("labs/calendar", {}),
    ("core/zone_bytes", {}),
    ("cli/full_disk", {}),
    ("cli/read_only", {}),
)
# Tests of threads under the thread sanitizer, each so many times.
THREADS = "^(record/cell_sums|record/write_group|core/alloc|labs/race)$"
THREAD_REPEATS = 5
FUZZ_SECONDS = 30


def where_memory_stays():
    """The thread sanitizer cannot start where the kernel moves memory about too far."""
    wrapper = ["setarch", "-R"]
    try:
        return wrapper if subprocess.run(wrapper + ["true"], check=False).returncode == 0 else []
    except FileNotFoundError:
        return []


def run(folder, pattern, environment):
    """Runs the tests of a build folder that match; what they print, or None when one failed."""
    command = ["ctest", "--test-dir", f"build/{folder}", "-R", pattern, "--verbose", "--timeout",
               "3600"]
    if folder == "tsan":
        command = where_memory_stays() + command + ["--repeat-until-fail", str(THREAD_REPEATS)]
    words = {name: str(value) for name, value in environment.items()}
    done = subprocess.run(command, cwd=ROOT, env=os.environ | words, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode == 0 and "No tests were found" not in done.stdout:
        return done.stdout
    print(done.stdout[-6000:])
    print("failed; again with:", " ".join(f"{k}={v}" for k, v in words.items()), *command)
    return None


def count(totals, environment, printed):
    """Adds what a lab did to the totals."""
    for name, value in environment.items():
        if name not in SEEDS and name != "RVA_FUZZ_SECONDS":
            totals[name] = totals.get(name, 0) + value
    for number in re.findall(r"stat::number_of_executed_units: (\d+)", printed):
        totals["fuzz inputs"] = totals.get("fuzz inputs", 0) + int(number)
    for number in re.findall(r": (\d+) points: 0 statuses", printed):
        totals["I/O fault points"] = totals.get("I/O fault points", 0) + int(number)


def round_of_labs(number, seed, totals, until):
    """One round: every lab of one build, then the fuzzers; False at a failure."""
    folder = ("gcc", "asan")[number % 2]
    jobs = [(folder, f"^{lab}$", size | dict.fromkeys(SEEDS, seed)) for lab, size in LABS]
    jobs.append(("tsan", THREADS, {}))
    if (ROOT / "build/fuzz/build.ninja").exists():
        jobs.append(("fuzz", "^fuzzers/", {"RVA_FUZZ_SECONDS": FUZZ_SECONDS}))
    for where, pattern, environment in jobs:
        if time.monotonic() > until:
            break
        began = time.monotonic()
        printed = run(where, pattern, environment)
        if printed is None:
            return False
        count(totals, environment, printed)
        print(f"round {number + 1} seed {seed} {where:5} {pattern.strip('^$'):20} "
              f"{time.monotonic() - began:6.0f} s", flush=True)
    return True


def main():
    """Rounds until the time is over."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 30
    until = time.monotonic() + minutes * 60
    seed = int(os.environ.get("RVA_SEED", time.time()))
    totals = {}
    number = 0
    good = True
    while good and time.monotonic() < until:
        good = round_of_labs(number, seed + number, totals, until)
        number += 1
    print("sound:" if good else "before the failure:",
          ", ".join(f"{name.removeprefix('RVA_').lower()} {value:,}"
                    for name, value in sorted(totals.items())) or "nothing")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
