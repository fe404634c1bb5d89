"""The real data sets, recorded and reported by the command, against answers computed elsewhere.

RVA_DATA, else RVA_TEST_DATA, names the folder: NAME.ndjson.gz, NAME.settings.json and
reference/NAME.json for each set.  REVANALYTICS_COMMAND names the command.
"""

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

SETS = ("bpic2012", "olist", "crm_sales", "online_retail")
SKIPPED = 77
WITHIN = 0.01  # relative error of a quantile
ROUNDED = 1e-9  # the references are rounded to nine decimals

# One deal of olist is won before its first contact, whose `enter` therefore follows the `end` and
# opens the conversation again; the reference counts it by its end alone.
REOPENED = {"olist": {"source": "organic_search", "stage": "contact"}}

problems = []
checks = 0


def expect(where, what, got, wanted, relative=0.0, absolute=0.0):
    """Notes a problem unless `got` is `wanted`, give or take."""
    global checks
    checks += 1
    same = got == wanted
    if not same and (relative or absolute) and got is not None and wanted is not None:
        same = abs(got - wanted) <= max(relative * abs(wanted), absolute)
    if not same:
        problems.append(f"{where}: {what} is {got}, not {wanted}")


class Command:
    """The command on one store."""

    def __init__(self, store):
        self.program = os.environ["REVANALYTICS_COMMAND"]
        self.store = str(store)

    def run(self, name, *words):
        done = subprocess.run([self.program, name, self.store, *map(str, words)],
                              capture_output=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"revanalytics {name} {' '.join(map(str, words))}: exit code "
                             f"{done.returncode}: {done.stderr.decode()}")
        return done.stdout

    def report(self, name, *words):
        return json.loads(self.run("report", name, *words, "--format", "json"))["tables"]


def period_of(reference):
    """The options of a period that holds every event, as at shortly after the last."""
    first = datetime.fromisoformat(reference["first_event"]) - timedelta(days=2)
    last = datetime.fromisoformat(reference["last_event"])
    now = (last + timedelta(minutes=1)).astimezone(timezone.utc)
    return ("--from", first.date(), "--to", last.date() + timedelta(days=2),
            "--now", now.strftime("%Y-%m-%dT%H:%M:%SZ"))


def check_conversations(name, reference, kpis):
    wanted = reference.get("conversations")
    if wanted is None:
        return
    outcomes = wanted["outcome"]
    reopened = 1 if name in REOPENED else 0
    completed = outcomes.get("won", 0) - reopened
    expect(name, "conversations", kpis["conversations"]["numerator"], wanted["total"])
    expect(name, "completed", kpis["completed"]["numerator"], completed)
    expect(name, "lost", kpis["lost"]["numerator"], outcomes.get("lost", 0))
    expect(name, "open", kpis["open"]["numerator"], outcomes.get("open", 0) + reopened)
    expect(name, "completion rate", kpis["completion_rate"]["value"],
           completed / wanted["total"], absolute=ROUNDED)
    leads = reference["leads"]
    expect(name, "leads", kpis["leads_qualified"]["numerator"], leads["total"])
    expect(name, "qualified rate", kpis["qualified_rate"]["value"],
           leads["conversation_to_lead_rate"], absolute=ROUNDED)


def check_sources(name, reference, sources):
    wanted = reference.get("conversations", {}).get("by_source", {})
    got = {row["source"]: row for row in sources}
    for source, counts in wanted.items():
        row = got.get("(unknown)" if source == "None" else source)
        where = f"{name}: source {source}"
        if row is None:
            problems.append(f"{where} is not told")
            continue
        expect(where, "conversations", row["conversations"], counts["n"])
        reopened = 1 if REOPENED.get(name, {}).get("source") == source else 0
        expect(where, "completed", row["completed"], counts["won"] - reopened)


def check_minutes(where, row, seconds):
    """Mean and quantiles of the time spent in a stage."""
    for column, key in (("minutes_mean", "mean"), ("minutes_p50", "median"),
                        ("minutes_p90", "p90"), ("minutes_p95", "p95")):
        if seconds.get("n", 0) == 0:
            expect(where, column, row[column], None)
        else:
            expect(where, column, row[column], seconds[key] / 60, relative=WITHIN)


def check_stages(name, reference, stages):
    wanted = reference.get("stages", [])
    expect(name, "number of stages", len(stages), len(wanted))
    for ordinal, (row, stage) in enumerate(zip(stages, wanted), start=1):
        where = f"{name}: stage {stage['stage']}"
        expect(where, "name", row["stage"], stage["stage"])
        expect(where, "ordinal", row["ordinal"], ordinal)
        for column, key in (("entered", "entered"), ("completed", "completed"),
                            ("dropped", "ended_in")):
            expect(where, column, row[column], stage[key])
        # Who completed a stage is not open in it, even when entered again.
        again = 1 if REOPENED.get(name, {}).get("stage") == stage["stage"] else 0
        expect(where, "open", row["open"], stage["open_in"] - again)
        for column, key in (("completion_of_entered", "completion_rate"),
                            ("drop_of_entered", "dropoff_rate_entered"),
                            ("drop_of_total", "dropoff_rate_total")):
            expect(where, column, row[column], stage[key], absolute=ROUNDED)
        parts = ("completed", "skipped", "disqualified", "dropped", "open", "passed")
        expect(where, "sum of its parts", sum(row[part] for part in parts), row["entered"])
        check_minutes(where, row, stage["visit_seconds"])


def check_revenue(name, reference, kpis, command, period):
    revenue = reference["revenue"]
    expect(name, "gross revenue", kpis["revenue_gross"]["numerator"], revenue["gross_minor"])
    expect(name, "net revenue", kpis["revenue_net"]["numerator"], revenue["net_minor"])
    series = command.report("revenue_trends", *period, "--by", "month", "--mode", "booked")
    months = {row["bucket"]: row for row in series["series"]}
    for month, wanted in revenue["by_month_local"].items():
        where = f"{name}: {month}"
        row = months.get(month)
        if row is None:
            problems.append(f"{where} is not told")
            continue
        expect(where, "sales", row["sales"], wanted["sales"])
        expect(where, "gross", row["revenue_gross_minor"], wanted["gross_minor"])
        expect(where, "returns", row["returns_minor"], wanted["refund_minor"])
        expect(where, "net", row["revenue_net_minor"], wanted["net_minor"])
    extra = [month for month, row in months.items()
             if row["revenue_gross_minor"] and month not in revenue["by_month_local"]]
    expect(name, "months with revenue that should have none", extra, [])


def check_platforms(name, reference, command, period):
    wanted = reference["revenue"]["by_platform"]
    cells = command.report("cube", *period, "--mode", "booked", "--by", "none",
                           "--dimensions", "platform", "--measures",
                           "sales,returns_booked,returns_booked_minor,revenue_gross_minor")
    got = {row["platform"]: row for row in cells["cells"]}
    for platform, counts in wanted.items():
        where = f"{name}: platform {platform}"
        row = got.get(platform)
        if row is None:
            problems.append(f"{where} is not told")
            continue
        expect(where, "sales", row["sales"], counts["sales"])
        expect(where, "refunds", row["returns_booked"], counts["refunds"])
        expect(where, "refunded", row["returns_booked_minor"], counts["refund_minor"])
        expect(where, "gross", row["revenue_gross_minor"], counts["gross_minor"])


def check_order(name, lines, settings, period, folder, before):
    """Any order of arrival gives the same reports, byte for byte."""
    random.Random(20260301).shuffle(lines)
    shuffled = folder / "shuffled.ndjson"
    shuffled.write_bytes(b"".join(lines))
    command = Command(folder / "shuffled")
    command.run("init", "--config", settings, "--ephemeral")
    command.run("import", shuffled, "--batch", 5000, "--quiet")
    for report, wanted in before.items():
        got = command.run("report", report, *period, "--format", "json")
        expect(name, f"{report} of the events in another order is the same", got == wanted, True)


def check_set(data, name, folder):
    reference = json.loads((data / "reference" / f"{name}.json").read_text())
    settings = data / f"{name}.settings.json"
    events = data / f"{name}.ndjson.gz"
    period = period_of(reference)
    command = Command(folder / "store")
    command.run("init", "--config", settings, "--ephemeral")
    summary = json.loads(command.run("import", events, "--format", "json"))
    lines = sum(reference["lines"].values()) if "lines" in reference else None
    expect(name, "refused lines", summary["refused"] + summary["conflict"], 0)

    reports = ("executive_summary", "conversation_analytics", "revenue_trends",
               "platform_performance", "market_performance")
    before = {report: command.run("report", report, *period, "--format", "json")
              for report in reports}
    tables = {report: json.loads(answer)["tables"] for report, answer in before.items()}
    kpis = {row["kpi"]: row for row in tables["executive_summary"]["kpis"]}
    check_conversations(name, reference, kpis)
    check_stages(name, reference, tables["conversation_analytics"]["stages"])
    check_sources(name, reference, tables["conversation_analytics"]["sources"])
    check_revenue(name, reference, kpis, command, period)
    check_platforms(name, reference, command, period)
    command.run("verify", "--quiet")

    with gzip.open(events, "rb") as file:
        all_lines = file.readlines()
    expect(name, "lines", summary["lines"], len(all_lines))
    if lines is not None:
        expect(name, "events told by the reference", lines <= len(all_lines), True)
    check_order(name, all_lines, settings, period, folder, before)


def main():
    data = os.environ.get("RVA_DATA") or os.environ.get("RVA_TEST_DATA")
    if not data or not (Path(data) / "reference").is_dir():
        print(f"skipped: the real data sets are not in {data or 'RVA_TEST_DATA, which is not set'}")
        return SKIPPED
    for name in SETS:
        known = len(problems)
        with tempfile.TemporaryDirectory() as folder:
            check_set(Path(data), name, Path(folder))
        print(f"{name}: {len(problems) - known} problems")
    print("\n".join(problems[:50]))
    print(f"{checks} checks, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
