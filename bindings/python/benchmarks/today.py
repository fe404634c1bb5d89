"""The executive summary as it is made today: events in SQLite or DuckDB, pandas on top.

    python bindings/python/benchmarks/today.py EVENTS.ndjson      # nyc_solar_demo --ndjson 70000

Both sides answer for the last 30 days of the events and compare with the 30 days before.  Theirs
gets typed tables, one for each type of event, corrected and indexed by time beforehand, reads the
columns and the rows that matter and groups them.  Every figure that it makes must be the store's,
or the benchmark fails.  Left out on their side, in their favour: intervals, quantiles, the figures
of the score, mature revenue, targets.
"""

import json
import pathlib
import sqlite3
import statistics
import sys
import tempfile
import time

import duckdb
import pandas as pd

import revanalytics as ra

ZONE = "America/New_York"
DAY_US = 86_400_000_000
COLUMNS = {
    "conversation": ["id", "at", "zip"],
    "stage": ["conversation", "at"],
    "end": ["conversation", "at", "outcome"],
    "lead": ["id", "conversation", "at", "tier"],
    "offer": ["id", "lead", "platform", "at", "delivered"],
    "feedback": ["id", "offer", "lead", "platform", "at", "verdict", "tier", "rating"],
    "transaction": ["id", "kind", "at", "amount_minor", "lead", "conversation", "platform", "of"],
    "cost": ["id", "at", "amount_minor"],
}


def tables_of(file):
    """A data frame for each type of event, corrections applied."""
    rows = {name: [] for name in COLUMNS}
    with open(file) as lines:
        for event in map(json.loads, lines):
            if event["type"] in rows:
                rows[event["type"]].append([event.get(name) for name in COLUMNS[event["type"]]])
    frames = {name: pd.DataFrame(rows.pop(name), columns=columns)
              for name, columns in COLUMNS.items()}
    for name, frame in frames.items():
        frame["at"] = (pd.to_datetime(frame["at"], format="ISO8601", utc=True)
                       .astype("datetime64[us, UTC]").astype("int64"))
        if "id" in frame and name != "conversation":
            frames[name] = frame.drop_duplicates("id", keep="last")
    frames["offer"]["delivered"] = (frames["offer"]["delivered"] != False).astype(int)  # noqa: E712
    return frames


def into_sqlite(frames, path):
    """A function that asks SQLite and gives a data frame."""
    database = sqlite3.connect(path)
    for name, frame in frames.items():
        frame.to_sql(f"{name}s", database, index=False)
        database.execute(f"CREATE INDEX {name}_at ON {name}s (at)")
    database.execute("ANALYZE")
    database.commit()
    return lambda sql: pd.read_sql_query(sql, database)


def into_duckdb(frames, path):
    """A function that asks DuckDB and gives a data frame."""
    database = duckdb.connect(path)
    for name, frame in frames.items():
        database.register("given", frame.sort_values("at"))
        database.execute(f"CREATE TABLE {name}s AS SELECT * FROM given")
        database.unregister("given")
    return lambda sql: database.sql(sql).df()


class Question:
    """The period and the one before it."""

    def __init__(self, last_at):
        today = pd.Timestamp(last_at, unit="us", tz="UTC").tz_convert(ZONE).normalize()
        self.to = today
        self.start = today - pd.DateOffset(days=30)
        self.before = self.start - pd.DateOffset(days=30)

    def query(self):
        """The same for the store."""
        return {"from_": f"{self.start:%Y-%m-%d}", "to": f"{self.to:%Y-%m-%d}",
                "now": self.to.to_pydatetime()}


def us(moment):
    """A moment in microseconds."""
    return moment.value // 1000


def read(ask, question):
    """The rows that matter: what began before the period, and was returned after it, counts."""
    since = us(question.before) - 30 * DAY_US
    return {name: ask('SELECT "' + '", "'.join(columns) + f'" FROM {name}s WHERE "at" >= {since}')
            for name, columns in COLUMNS.items()}


def latest(frame, key, column):
    """The last value of a column for each key."""
    known = frame[frame[column].notna()].sort_values("at", kind="stable")
    return known.groupby(key)[column].last()


def conversations(t, now):
    """A row for each conversation: when it began, how it stands, whether it has a lead."""
    seen = t["conversation"].groupby("id")["at"]
    made = pd.DataFrame({"started": seen.min(), "seen": seen.max()})
    stage = t["stage"].groupby("conversation")["at"].max()
    end = t["end"].groupby("conversation")["at"].max()
    lead = t["lead"].groupby("conversation")["at"].max()
    made["qualified"] = made.index.isin(lead.index)
    outcome = latest(t["end"], "conversation", "outcome").reindex(made.index)
    reopened = stage.reindex(made.index) > end.reindex(made.index)
    for other in (stage, end, lead):
        made["seen"] = made["seen"].combine(other.reindex(made.index), max).where(
            other.reindex(made.index).notna(), made["seen"])
    idle = made["seen"] + 3 * DAY_US <= now
    state = outcome.mask(reopened)
    made["state"] = state.fillna(idle.map({True: "abandoned", False: "open"}))
    return made


def offers(t):
    """A row for each offer with its last verdict."""
    answers = t["feedback"].sort_values("at", kind="stable")
    loose = answers[answers["offer"].isna()].drop(columns="offer")
    real = t["offer"].sort_values("at", kind="stable")
    found = pd.merge_asof(loose, real[["id", "lead", "platform", "at"]].rename(
        columns={"id": "offer"}), on="at", by=["lead", "platform"])
    answers = pd.concat([answers[answers["offer"].notna()], found]).sort_values(
        "at", kind="stable")
    made = t["offer"].set_index("id")
    answers = answers[answers["offer"].notna()]
    group = answers.groupby("offer")
    made["verdict"] = group["verdict"].last()
    made["answered"] = group["at"].first()
    made["rating"], made["ratings"] = group["rating"].sum(), group["rating"].count()
    return made, answers


def money(t, answers):
    """The transactions with their dimensions, and when each counts if restated."""
    made = t["transaction"].copy()
    sale = made.set_index("id")[["lead", "platform", "conversation", "at"]]
    for column in ("lead", "platform", "conversation"):
        made[column] = made[column].fillna(made["of"].map(sale[column]))
    made["restated_at"] = made["of"].map(sale["at"]).where(
        made["kind"] != "adjustment").fillna(made["at"]).astype("int64")
    told = answers.assign(lead=answers["lead"].fillna(
        answers["offer"].map(t["offer"].set_index("id")["lead"])))
    made["tier"] = made["lead"].map(latest(told, "lead", "tier")).fillna(
        made["lead"].map(t["lead"].set_index("id")["tier"]))
    return made


def payable(moves):
    """Sold leads at their first sale, and at the return that undid them."""
    sold = moves[moves["kind"] == "sale"].groupby("lead")["at"].min()
    back = moves[moves["kind"].isin(["refund", "return", "chargeback"])].groupby("lead")["at"].max()
    net = moves.groupby("lead")["amount_minor"].sum()
    return sold, back[net.reindex(back.index) <= 0]


def figures(t, question):
    """The summary of the period, and the figures of the period before."""
    to = us(question.to)
    talk = conversations(t, to)
    made, answers = offers(t)
    moves = money(t, answers)
    sold, back = payable(moves)
    result = {}
    for name, start, end in (("", us(question.start), to),
                             ("before ", us(question.before), us(question.start))):
        def within(series):
            return (series >= start) & (series < end)
        state = talk[within(talk["started"])]
        asked = made[within(made["at"])]
        paid = moves[within(moves["at"])]
        judged = asked[asked["verdict"].notna()]
        accepted = asked["verdict"].isin(["accepted", "returned"]).sum()
        if not len(state):
            raise SystemExit("more events are needed: the period before has none")
        conversations_, leads = len(state), within(sold).sum() - within(back).sum()
        gross = paid.loc[paid["kind"] == "sale", "amount_minor"].sum()
        net, costs = paid["amount_minor"].sum(), t["cost"]
        spent = costs.loc[within(costs["at"]), "amount_minor"].sum()
        result |= {name + key: value for key, value in {
            "revenue_gross": gross, "revenue_net": net, "leads_payable": leads,
            "revenue_per_lead": net / leads, "revenue_per_conversation": net / conversations_,
            "leads_qualified": within(t["lead"]["at"]).sum(), "conversations": conversations_,
            "completed": (state["state"] == "completed").sum(),
            "lost": state["state"].isin(["abandoned", "error"]).sum(),
            "disqualified": (state["state"] == "disqualified").sum(),
            "open": (state["state"] == "open").sum(),
            "qualified_rate": state["qualified"].sum() / conversations_,
            "completion_rate": (state["state"] == "completed").sum() / conversations_,
            "delivery_rate": (asked["delivered"] != 0).sum() / len(asked),
            "acceptance_rate": accepted / len(judged),
            "return_rate": (asked["verdict"] == "returned").sum() / accepted,
            "response_hours_mean": ((judged["answered"] - judged["at"]) // 1000).mean() / 3600e3,
            "rating_mean": asked["rating"].sum() / asked["ratings"].sum(),
            "cost": spent, "roas": net / spent}.items()}
    month = moves[(moves["at"] >= us(question.start)) & (moves["at"] < to)]
    days = pd.to_datetime(month["at"], unit="us", utc=True).dt.tz_convert(ZONE).dt.strftime(
        "%Y-%m-%d")
    restated = moves[(moves["restated_at"] >= us(question.start)) & (moves["restated_at"] < to)]
    result["days"] = month.groupby(days)["amount_minor"].sum().to_dict()
    for column in ("platform", "tier"):
        result[column] = restated.groupby(column)["amount_minor"].sum().to_dict()
    return result


def ours(store, question):
    """The same figures of the store's report."""
    report = store.executive_summary(**question.query())
    result = {}
    for kpi in report.kpis:
        result[kpi.kpi], result[f"before {kpi.kpi}"] = kpi.value, kpi.previous
    for key, table in (("days", report.days), ("platform", report.platforms),
                       ("tier", report.tiers)):
        result[key] = {row[0]: row.revenue_net_minor for row in table if row.revenue_net_minor}
    return result


def agree(theirs, own):
    """Both sides say the same: counts and money exactly, ratios to the last digits."""
    for key, value in theirs.items():
        if isinstance(value, dict):
            said = {name: int(amount) for name, amount in value.items() if amount}
            assert said == own[key], (key, said, own[key])
        else:
            assert abs(value - own[key]) <= 1e-9 * max(1, abs(value)), (key, value, own[key])
    return len(theirs)


def seconds(work):
    """How long it took, and what it gave."""
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def contest(store, sides, question, runs=5):
    """Times of the store and of each side, taking turns."""
    times = {name: [] for name in ("store", *sides)}
    for _ in range(runs):
        taken, own = seconds(lambda: ours(store, question))
        times["store"].append(taken)
        for name, ask in sides.items():
            taken, theirs = seconds(lambda ask=ask: figures(read(ask, question), question))
            times[name].append(taken)
            count = agree(theirs, own)
    return times, count


def main():
    file = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        frames = tables_of(file)
        question = Question(max(frame["at"].max() for frame in frames.values()))
        sides = {"SQLite and pandas": into_sqlite(frames, folder / "events.sqlite"),
                 "DuckDB and pandas": into_duckdb(frames, str(folder / "events.duckdb"))}
        with ra.create(folder / "store", durability="ephemeral") as store:
            total = store.import_file(file)["accepted"]
            times, count = contest(store, sides, question)
    middle = {side: statistics.median(taken) for side, taken in times.items()}
    print(f"executive summary of 30 days, {total:,} events, {count} figures and tables equal")
    print(f"{'the store':20}{middle['store'] * 1e3:10.2f} ms")
    for side in sides:
        print(f"{side:20}{middle[side] * 1e3:10.2f} ms {middle[side] / middle['store']:8.0f} x"
              "   floor 20, aim 1000")


main()
