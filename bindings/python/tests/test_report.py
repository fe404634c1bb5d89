"""Reports: figures, forms, and the same bytes as the command's."""

import json
import os
import pickle
import subprocess
import sys
from datetime import date, datetime, timezone
from decimal import Decimal

import pytest
from conftest import SPAN, events, span

import revanalytics as ra

COMMAND = os.environ.get("REVANALYTICS_COMMAND")


def test_figures_are_those_of_the_events(filled):
    summary = filled.executive_summary(**SPAN)
    assert summary.kpis["revenue_net"].value == 40 * 27500
    assert summary.kpis["revenue_net"].money == Decimal("11000.00")
    assert summary.kpis["conversations"].money is None
    tier = summary.tiers["premium"]
    assert (tier.leads, tier.revenue_net_minor, tier.revenue_net) == (40, 1100000,
                                                                      Decimal("11000.00"))
    assert [(row.platform, row.sales) for row in summary.platforms] == [("SolarReviews", 40)]
    assert summary.boroughs[0].borough == "Brooklyn"
    assert sum(day.revenue_net_minor for day in summary.days) == 1100000


def test_a_report_says_what_it_was_asked(filled):
    summary = filled.executive_summary(**SPAN)
    assert summary.name == "executive_summary" and summary.currency == "USD"
    assert summary.from_ == datetime(2026, 3, 1, 5, tzinfo=timezone.utc)
    assert summary.to == datetime(2026, 4, 1, 4, tzinfo=timezone.utc)
    assert summary.now == datetime(2026, 4, 1, 12, tzinfo=timezone.utc)
    assert summary.complete and summary.time_zone == "America/New_York"


def test_targets_say_where_figures_stand(path):
    settings = {"targets_from": "2026-02-15", "targets": {"lost": 100}}
    with ra.create(path, settings, durability="ephemeral") as store:
        store.record_many(events(40))
        assert store.settings()["targets_from"] == "2026-02-15"
        targets = store.performance_targets(days=30, now="2026-03-11T12:00:00Z").targets
        mrr, third, lost = targets["mrr"], targets["mrr_month_3"], targets["lost"]
        assert (mrr.value, mrr.met, mrr.partial) == (40 * 27500, False, True)
        assert (third.kpi, third.months_left) == ("mrr", 65 / 30)
        assert (lost.status, lost.met) == ("below", True)
        months = store.revenue_trends(now="2026-03-11T12:00:00Z").targets
        assert [row.month for row in months] == [1, 2, 3]
        assert months[0].from_at == datetime(2026, 2, 15, 5, tzinfo=timezone.utc)
        assert (months[0].revenue_net_minor, months[1].goal_minor) == (40 * 27500, None)
        with pytest.raises(ra.InvalidError, match="sales_month_2"):
            store.change_settings({"targets": {"sales_month_2": 1}})


@pytest.mark.parametrize("start", [
    date(2026, 3, 1), "2026-03-01", "2026-03-01T05:00:00Z", 1772341200000000,
    datetime(2026, 3, 1, 5, tzinfo=timezone.utc),
])
def test_every_form_of_a_day_is_the_same(filled, start):
    assert filled.cube("sales", **{**SPAN, "from_": start}).from_ == datetime(
        2026, 3, 1, 5, tzinfo=timezone.utc)


def test_conditions_modes_and_dimensions(filled):
    nothing = filled.executive_summary(where={"platform": "Nobody"}, **SPAN)
    assert nothing.kpis["revenue_net"].value == 0
    assert filled.revenue_trends(by="month", mode="restated", **SPAN).series[0].sales == 40
    cube = filled.cube(["sales", "revenue_gross_minor"], ["platform"], by="none", **SPAN)
    assert cube.cells[0].platform == "SolarReviews" and cube.cells[0].sales == 40
    assert cube.cells[0].revenue_gross == Decimal("11000.00")
    assert filled.conversation_analytics(**SPAN).stages["welcome"].entered == 40
    assert filled.platform_performance(**SPAN).platforms[0].rating_mean == 9


def test_places_months_and_seasons(filled):
    with pytest.raises(ra.InvalidError, match="no factor of winter"):
        filled.change_settings({"season_factors": {"spring": 1, "summer": 2, "fall": 3}})
    filled.change_settings(
        {"season_factors": {"spring": 1.2, "summer": 1.4, "fall": 0.9, "winter": 0.7}})
    market = filled.market_performance(**SPAN)
    assert sum(row.conversations for row in market.boroughs) == 40
    assert sum(row.revenue_net for row in market.zips) == Decimal("11000.00")
    assert [row.season for row in market.seasons] == ["spring", "summer", "fall", "winter"]
    assert market.seasons[0].source == "prior" and market.seasons[0].factor == 1.2
    month = market.months[0]
    assert (month.month, month.sales, month.change) == ("2026-03", 40, None)
    assert month.adjusted_minor == pytest.approx(month.revenue_net_minor / month.factor)
    assert len(market.competition) == 0
    filled.change_settings({"season_factors": {}})
    assert filled.market_performance(**SPAN).seasons[0].factor is None


def test_the_header_is_exposed(filled):
    summary = filled.executive_summary(period="2026-03", now=SPAN["now"])
    assert summary.from_ == datetime(2026, 3, 1, 5, tzinfo=timezone.utc)
    assert summary.previous_from == datetime(2026, 2, 1, 5, tzinfo=timezone.utc)
    assert summary.previous_to == datetime(2026, 3, 1, 5, tzinfo=timezone.utc)
    assert (summary.mode, summary.where, summary.warnings) == ("default", [], [])
    alone = filled.executive_summary(compare="none", mode="booked", **SPAN)
    assert alone.previous_from is None and alone.previous_to is None and alone.mode == "booked"
    assert "previous_from" not in alone.to_dict()
    assert list(json.loads(summary.to_json())) == list(summary.to_dict())


def gross(store, where):
    return store.executive_summary(where=where, **SPAN).kpis["revenue_gross"].value


def test_conditions_are_lists_and_exclusions(filled):
    for count, name in enumerate(("A,B", "C\\D", None), 1):
        filled.record_transaction(id=f"x{count}", kind="sale", amount_minor=count, platform=name,
                                  at="2026-03-05T00:00:00Z")
    assert gross(filled, {"platform": "SolarReviews"}) == 1100000
    assert gross(filled, {"platform": ["A,B", "C\\D"]}) == 3
    assert gross(filled, {"platform": "A\\,B,C\\\\D"}) == 3
    assert gross(filled, {"platform": "A,B"}) == 0
    assert gross(filled, {"platform": ("SolarReviews", "(unknown)")}) == 1100003
    assert gross(filled, {"platform": {"not": "SolarReviews"}}) == 6
    assert gross(filled, {"platform": {"not": ["SolarReviews", "A,B"]}}) == 5
    both = filled.executive_summary(where=[
        {"dimension": "platform", "values": ["SolarReviews", "A,B"]},
        {"dimension": "platform", "exclude": "SolarReviews"}], **SPAN)
    assert both.kpis["revenue_gross"].value == 1
    assert both.where == [{"dimension": "platform", "values": ["SolarReviews", "A,B"]},
                          {"dimension": "platform", "exclude": ["SolarReviews"]}]
    again = filled.executive_summary(where=both.where, **SPAN)
    assert again.to_json() == both.to_json()


def test_a_value_that_nobody_has_is_told(filled):
    report = filled.executive_summary(where={"platform": "SolarReview"}, **SPAN)
    assert report.warnings == [
        'no record has platform "SolarReview"; the nearest is "SolarReviews"']
    assert report.to_dict()["warnings"] == report.warnings


@pytest.mark.parametrize("where", [
    "platform=A", 7, {"platform": 7}, {"platform": [7]}, {"platform": {"is": "A"}},
    {"platform": {"not": {"not": "A"}}}, {"platform": b"A"}, {7: "A"}, ["platform"],
    [{"dimension": "platform"}], [{"dimension": "platform", "values": "A", "exclude": "B"}],
])
def test_conditions_that_are_none(filled, where):
    with pytest.raises(TypeError):
        filled.executive_summary(where=where, **SPAN)


@pytest.mark.parametrize("field, query", [
    ("days", {"days": 0}), ("days", {"days": -1}), ("period", {"period": "someday"}),
    ("period", {"period": "today", "days": 1}), ("days", {"days": 1, "to": "2026-03-02"}),
    ("where", {"where": {"platform": ""}}), ("where", {"where": {"platform": []}}),
    ("by", {"by": "day"}), ("measures", {"measures": "sales"}),
])
def test_what_cannot_be_asked_is_refused(filled, field, query):
    with pytest.raises(ra.InvalidError) as refused:
        filled.report("executive_summary", **query)
    assert refused.value.field == field


def test_an_option_that_there_is_not(filled):
    with pytest.raises(TypeError, match="there is no option 'perid'"):
        filled.report("executive_summary", perid="today")
    with pytest.raises(TypeError, match="perid"):
        filled.executive_summary(perid="today")


def test_reports_of_a_snapshot_agree(filled):
    with filled.snapshot() as moment:
        before = filled.executive_summary(snapshot=moment, **SPAN)
        filled.record_transaction(id="x", kind="sale", amount_minor=1, at="2026-03-05T00:00:00Z")
        after = filled.executive_summary(snapshot=moment, **SPAN)
    assert before.to_json() == after.to_json()
    with pytest.raises(ra.MisuseError):
        filled.executive_summary(snapshot=moment, **SPAN)


def plain(value):
    """Datetimes as the JSON writes them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        text = value.isoformat().replace("+00:00", "Z")
        return text.rstrip("0Z").rstrip(".") + "Z" if "." in text else text
    return value


@pytest.mark.parametrize("name", ra.reports)
def test_a_dict_says_what_the_json_says(filled, name):
    report = filled.report(name, **span(name))
    assert plain(report.to_dict()) == json.loads(report.to_json())


@pytest.mark.parametrize("name", ra.reports)
@pytest.mark.skipif(COMMAND is None, reason="REVANALYTICS_COMMAND does not name the command")
def test_the_command_writes_the_same_bytes(filled, path, name):
    filled.flush()
    for form in ("json", "csv", "ndjson", "msgpack"):
        asked = [word for key, value in span(name).items()
                 for word in (f"--{key.strip('_')}", value)]
        run = subprocess.run([COMMAND, "report", path, name, *asked, "--format", form],
                             capture_output=True, check=True)
        ours = getattr(filled.report(name, **span(name)), f"to_{form}")()
        ours = ours if isinstance(ours, bytes) else ours.encode()
        assert run.stdout in (ours, ours + b"\n"), form


@pytest.mark.parametrize(("wrong", "error"), [
    ({"mode": "later"}, ValueError), ({"by": "year"}, ValueError), ({"compare": 3}, ValueError),
    ({"days": "x"}, TypeError), ({"days": -1}, ra.InvalidError), ({"days": 10**9}, ra.Error),
    ({"where": {"colour": "red"}}, ra.NotFoundError), ({"where": ["a"]}, TypeError),
    ({"where": {"a" + str(i): "b" for i in range(17)}}, ra.LimitError),
    ({"where": {"platform": 3}}, TypeError), ({"from_": 2.5}, TypeError),
    ({"from_": "2026-02-30"}, ra.InvalidError), ({"from_": datetime(2026, 1, 1)}, ValueError),
    ({"from_": "2026-03-02", "to": "2026-03-01"}, ra.InvalidError), ({"colour": 1}, TypeError),
    ({"snapshot": 3}, TypeError), ({"days": 2**80}, OverflowError),
])
def test_a_question_that_is_wrong_is_refused(filled, wrong, error):
    with pytest.raises(error):
        filled.report("executive_summary", **wrong)


def test_cells_are_sorted_and_limited(filled):
    days = filled.cube("sales", by="day", **SPAN).cells
    last = filled.cube("sales", by="day", sort="-bucket", limit=1, **SPAN).cells
    assert len(days) > 1 and [row.bucket for row in last] == [days[-1].bucket]
    year = filled.cube("sales", by="year", **SPAN).cells
    assert [(row.bucket, row.sales) for row in year] == [("2026", 40)]
    with pytest.raises(ra.InvalidError, match="no column"):
        filled.cube("sales", sort="luck", **SPAN)


def test_notes_of_the_period_are_listed(filled):
    filled.record_note(id="n-1", at="2026-03-02T15:00:00Z", text="new bot")
    notes = filled.revenue_trends(**SPAN).notes
    assert [(note.note, note.until_at, note.text) for note in notes] == [("n-1", None, "new bot")]


def test_predictions_are_held_against_verdicts(filled):
    filled.record_feedback(id="f-no", offer="o-0", at="2026-03-20T15:00:00Z", verdict="returned",
                           reason="roof too small")
    quality = filled.quality_analytics(**SPAN)
    assert sum(row.offers for row in quality.confusion[:4]) == sum(
        row.offers for row in quality.calibration)
    assert quality.calibration[9].score_high == 1
    assert [(row.verdict, row.reason, row.platform, row.offers) for row in quality.reasons] == [
        ("returned", "roof too small", "SolarReviews", 1)]


def test_changes_sum_to_the_change(filled):
    changes = filled.changes(from_="2026-03-03", to="2026-03-04", now=SPAN["now"])
    assert sum(row.share_minor for row in changes.factors) == sum(
        row.after_minor - row.before_minor
        for row in changes.segments if row.dimension == "platform") != 0
    with pytest.raises(ra.InvalidError, match="none leaves nothing"):
        filled.changes(compare="none", **SPAN)


def test_unknown_names_are_refused(filled):
    with pytest.raises(ra.NotFoundError):
        filled.report("horoscope")
    with pytest.raises(ra.Error):
        filled.cube("luck")
    with pytest.raises(AttributeError):
        filled.executive_summary(**SPAN).horoscope  # noqa: B018


def test_a_report_outlives_its_store(path):
    with ra.create(path, durability="ephemeral") as store:
        store.record_transaction(id="t", kind="sale", amount_minor=5, at="2026-03-05T00:00:00Z")
        summary = store.executive_summary(**SPAN)
    del store
    assert summary.kpis["revenue_net"].value == 5 and "revenue_net" in summary.to_json()


def test_rows_can_be_pickled(filled):
    row = filled.executive_summary(**SPAN).tiers[0]
    again = pickle.loads(pickle.dumps(row))
    assert again == row and again.revenue_net == row.revenue_net


@pytest.mark.parametrize(("package", "extra", "call"), [
    ("matplotlib", "plot", lambda report: report.plot()),
    ("pandas", "pandas", lambda report: report.to_pandas()),
    ("polars", "polars", lambda report: report.days.to_polars()),
    ("pyarrow", "pandas", lambda report: report.days.to_arrow()),
    ("numpy", "pandas", lambda report: report.days.to_numpy()),
])
def test_what_is_missing_names_the_extra(filled, monkeypatch, package, extra, call):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=rf"needs {package}: pip install 'revanalytics\[{extra}\]'"):
        call(filled.executive_summary(**SPAN))


def test_today_is_answered_with_typed_rows(filled):
    today = filled.real_time_dashboard(now="2026-03-02T20:00:00Z", value="flat")
    assert [row.state for row in today.pipeline] == ["active", "waiting", "pending", "total"]
    assert today.pipeline["total"].value_minor == today.pipeline["total"].flat_minor
    assert isinstance(today.hours[0].hour_at, datetime) and len(today.hours) == 24
    assert today.comparison["conversations"].today == 14 and today.live[0].open == 40
    with pytest.raises(ra.InvalidError):
        filled.report("real_time_dashboard", days=1)
    with pytest.raises(ValueError):
        filled.real_time_dashboard(value="guess")
