"""The chatbot example: what it says it recorded is what the store holds.

    chatbot.py PROGRAM        with the command in REVANALYTICS_COMMAND
"""

import collections
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
COMMAND = os.environ["REVANALYTICS_COMMAND"]
NOW = "2026-03-20T00:00:00Z"
CONVERSATIONS = 120
OPTIONS = ("--seed", "7", "--conversations", str(CONVERSATIONS))


def command(*arguments):
    """What the revanalytics command prints."""
    return subprocess.run([COMMAND, *map(str, arguments)], check=True, capture_output=True,
                          text=True).stdout


def serve(store, *more):
    """Runs the service to its end; what it says it recorded."""
    done = subprocess.run([PROGRAM, "serve", store, *OPTIONS, *more], check=True,
                          capture_output=True, text=True)
    return json.loads(done.stdout)


def held(store):
    """The counts of the store, in the form of the service."""
    events = [json.loads(line) for line in command("export", store, "events").splitlines()]
    counts = collections.Counter(event["type"] for event in events)
    amount = sum(event.get("amount_minor", 0) for event in events)
    return {**counts, "events": len(events), "amount_minor": amount}


def said(*tallies):
    """The sum of what several runs say, without duplicates."""
    total = collections.Counter()
    for tally in tallies:
        total.update(tally)
    return {name: count for name, count in total.items() if name != "duplicate"}


def figures(store):
    """All figures of the executive summary."""
    return command("report", store, "executive_summary", "--now", NOW, "--format", "json")


def kpi(store, name):
    """The value of one KPI."""
    rows = json.loads(figures(store))["tables"]["kpis"]
    return next(row["value"] for row in rows if row["kpi"] == name)


def check(holds, words):
    """Ends the test where something does not hold."""
    if not holds:
        sys.exit(f"FAIL: {words}")


def check_counts(store, *tallies):
    """The store holds exactly what was acknowledged, and is sound."""
    check(held(store) == said(*tallies), f"the store holds {held(store)}, said was {said(*tallies)}")
    command("verify", store)


def interrupted(store, number):
    """A run that a signal ends while it is at it; what it says, or None when it was killed."""
    service = subprocess.Popen([PROGRAM, "serve", store, *OPTIONS, "--threads", "4", "--pause", "5"],
                               stdout=subprocess.PIPE, text=True)
    watched = subprocess.run([PROGRAM, "watch", store, "--count", "200"], check=True,
                             capture_output=True, text=True).stdout
    check("= 200 events" in watched, f"watching shows {watched}")
    service.send_signal(number)
    words = service.communicate()[0]
    if number == signal.SIGKILL:
        return None
    check(service.returncode == 0, f"signal {number}: exit code {service.returncode}")
    return json.loads(words)


def test_threads(folder):
    """Any number of threads records the same."""
    one, many = folder / "one", folder / "many"
    alone = serve(one, "--threads", "1")
    check_counts(one, alone)
    check(alone["conversation"] > CONVERSATIONS, "some conversations give their zip later")
    check(alone["duplicate"] == 0, "nothing is there twice")
    check(kpi(one, "conversations") == CONVERSATIONS, "each conversation is one")
    check(kpi(one, "revenue_net") == alone["amount_minor"] > 0, "the money is the same")
    check(kpi(one, "return_rate") > 0, "something is returned")
    together = serve(many, "--threads", "8")
    check_counts(many, together)
    check(said(alone) == said(together), "threads change what is recorded")
    check(figures(one) == figures(many), "threads change the figures")
    again = serve(many, "--threads", "3")
    check(again["events"] == 0 and again["duplicate"] == alone["events"], "repeating is harmless")
    return alone, figures(one)


def test_watch(folder, whole):
    """The onlooker sees all of a service that runs beside it."""
    store = folder / "watched"
    command("init", store)
    onlooker = subprocess.Popen([PROGRAM, "watch", store, "--count", str(whole["events"])],
                                stdout=subprocess.PIPE, text=True)
    serve(store, "--threads", "4")
    lines = onlooker.communicate()[0].splitlines()
    money = [line for line in lines if not line.startswith("=")]
    check(onlooker.returncode == 0, "watching ends well")
    check(len(money) == whole["transaction"], f"{len(money)} transactions were shown")
    check(lines[-1].startswith(f"= {whole['events']} events: ") and
          f"net {whole['amount_minor'] / 100:.2f} USD" in lines[-1], f"it ends with {lines[-1]}")


def test_watch_stops(folder):
    """The onlooker leaves on a signal."""
    onlooker = subprocess.Popen([PROGRAM, "watch", folder / "one"], stdout=subprocess.PIPE,
                                text=True)
    for line in onlooker.stdout:
        if line.startswith("="):
            break
    onlooker.send_signal(signal.SIGTERM)
    check(onlooker.wait() == 0, "watching ends on a signal")


def test_signal(folder, number, whole, expected):
    """What was acknowledged before a signal is there; a second run completes it."""
    store = folder / f"signal-{number}"
    command("init", store)
    first = interrupted(store, number)
    if first is not None:
        check(first["events"] < whole["events"], "the signal came too late to say anything")
        check_counts(store, first)
    command("verify", store)
    second = serve(store, "--threads", "4")
    check(second["duplicate"] >= 200, "what was recorded before is known")
    check(figures(store) == expected, f"signal {number}: other figures after a second run")
    if first is not None:
        check_counts(store, first, second)


def test_control(folder, whole):
    """One event more, and the counts are seen to differ."""
    extra = folder / "extra.ndjson"
    extra.write_text('{"type":"conversation","id":"x","at":"2026-03-02T00:00:00Z"}\n')
    command("import", folder / "one", extra)
    check(held(folder / "one") != said(whole), "an event too many is not seen")


def test_usage():
    """Bad arguments are told, with exit code 2."""
    for arguments in ([], ["serve"], ["talk", "x"], ["serve", "x", "--threads", "0"],
                      ["serve", "x", "--threads", "many"], ["watch", "x", "--seed", "1"]):
        done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)
        check(done.returncode == 2 and "usage" in done.stderr, f"{arguments} is taken")
    done = subprocess.run([PROGRAM, "watch", "/no/such/store"], capture_output=True, text=True,
                          check=False)
    check(done.returncode == 1 and "chatbot: " in done.stderr, "a store that is not there")


def test_full_output(store):
    """What cannot be said is not taken as said."""
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([PROGRAM, "serve", store, *OPTIONS], stdout=full,
                              stderr=subprocess.PIPE, text=True, check=False)
    check(done.returncode == 1 and "standard output" in done.stderr, "a full output is not seen")


def main():
    test_usage()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        whole, expected = test_threads(folder)
        test_full_output(folder / "one")
        test_watch(folder, whole)
        test_watch_stops(folder)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            test_signal(folder, number, whole, expected)
        test_control(folder, whole)
    print(f"{whole['events']} events of {CONVERSATIONS} conversations: all counts agree")


main()
