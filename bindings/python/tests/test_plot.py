"""Drawings: what is drawn are the figures of the report."""

import pytest
from conftest import SPAN, START, span

import revanalytics as ra

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("agg")
plt = pytest.importorskip("matplotlib.pyplot")


@pytest.fixture(autouse=True)
def no_figure_stays():
    yield
    plt.close("all")


@pytest.fixture
def mixed(filled):
    """Two buyers, two tiers, a day below zero, a name that matplotlib would take for mathematics."""
    for number, (tier, amount) in enumerate([("basic", 5000), ("premium", 9900), ("basic", 1)]):
        filled.record_transaction(id=f"m-{number}", kind="sale", amount_minor=amount, tier=tier,
                                  platform="A$b_c$", at=START)
    filled.record_transaction(id="m-r", kind="adjustment", amount_minor=-70000, tier="basic",
                              platform="A$b_c$", at="2026-03-20T12:00:00Z")
    filled.record_conversation(id="lost", at=START)
    filled.record_stage(conversation="lost", stage="welcome", action="enter", at=START)
    filled.record_end(conversation="lost", outcome="abandoned", at=START)
    return filled


def columns(ax):
    return [bar.get_height() for bar in ax.patches]


def widths(ax):
    return [bar.get_width() for bar in ax.patches]


def names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def in_dollars(table, column="revenue_net_minor"):
    return [value / 100 for value in table.column(column)]


def test_stages_are_drawn_with_who_entered_and_who_completed(mixed):
    report = mixed.conversation_analytics(**SPAN)
    ax = report.plot()
    stages = report.stages
    assert widths(ax) == stages.column("entered") + stages.column("completed")
    assert names(ax)[:2] == ["Welcome", "Interest assessment"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["completed", "entered"]
    assert stages["welcome"].entered == 41
    assert "0 of 41 (0%)" in [text.get_text() for text in ax.texts]


def test_targets_are_drawn_as_parts_of_their_goals(filled):
    report = filled.performance_targets(**SPAN)
    ax = report.plot()
    reached = [row.attainment for row in report.targets if row.attainment is not None]
    assert widths(ax) == pytest.approx([100 * part for part in reached]) and len(reached) >= 3


def test_drop_offs_are_drawn(mixed):
    report = mixed.conversation_analytics(**SPAN)
    ax = report.plot("drop_offs")
    assert widths(ax) == report.drop_offs.column("conversations") and sum(widths(ax)) >= 1
    assert "in welcome" in names(ax)


@pytest.mark.parametrize("by", ["hour", "day", "week", "month"])
def test_a_trend_has_a_column_for_each_bucket(mixed, by):
    report = mixed.revenue_trends(by=by, **SPAN)
    ax = report.plot()
    assert columns(ax) == pytest.approx(in_dollars(report.series))
    assert by in ("week", "month") or min(columns(ax)) < 0
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert labels[0] == {"hour": "1 Mar 00:00", "day": "1 Mar", "week": "2026-W09",
                         "month": "Mar 2026"}[by]
    assert len(labels) <= 9


def test_what_is_not_over_is_hatched(mixed):
    ax = mixed.revenue_trends(from_="2026-03-01", to="2026-03-11",
                              now="2026-03-10T12:00:00Z").plot()
    assert [bool(bar.get_hatch()) for bar in ax.patches] == [False] * 9 + [True]
    assert "incomplete" in ax.texts[0].get_text()


def test_buyers_and_their_tiers_are_drawn(mixed):
    report = mixed.platform_performance(**SPAN)
    ax = report.plot()
    assert names(ax) == report.platforms.column("platform") and "A$b_c$" in names(ax)
    assert widths(ax) == pytest.approx(in_dollars(report.platforms))
    assert ax.get_yticklabels()[0].get_parse_math() is False
    ax = report.plot("tiers")
    drawn = {}
    for place, width in ((round(bar.get_y() + 0.31), bar.get_width()) for bar in ax.patches):
        drawn[names(ax)[place]] = drawn.get(names(ax)[place], 0) + width
    assert drawn == pytest.approx(dict(zip(report.platforms.column("platform"),
                                           in_dollars(report.platforms))))


def test_the_summary_is_a_page(mixed):
    report = mixed.executive_summary(**SPAN)
    ax = report.plot()
    assert columns(ax) == pytest.approx(in_dollars(report.days))
    cards, days, tiers, platforms = ax.figure.axes[:5], *ax.figure.axes[5:]
    assert days is ax
    assert widths(tiers) == pytest.approx(in_dollars(report.tiers))
    assert widths(platforms) == pytest.approx(in_dollars(report.platforms))
    said = [[text.get_text() for text in card.texts] for card in cards]
    assert said[0][:2] == ["Net revenue", f"${report.kpis['revenue_net'].money:,}"]
    assert said[1][:2] == ["Payable leads", str(int(report.kpis["leads_payable"].value))]
    assert "March 2026" in ax.figure.get_suptitle()


@pytest.mark.parametrize("table", ["days", "tiers", "platforms", "boroughs"])
def test_one_table_of_the_summary_into_axes_there_are(mixed, table):
    report = mixed.executive_summary(**SPAN)
    figure, (left, right) = plt.subplots(1, 2)
    assert report.plot(table, ax=left) is left and not right.patches
    drawn = columns(left) if table == "days" else widths(left)
    assert drawn == pytest.approx(in_dollars(report.tables[table]))
    assert plt.get_fignums() == [figure.number]


def test_places_and_months_are_drawn(mixed):
    report = mixed.market_performance(**SPAN)
    assert widths(report.plot()) == pytest.approx(in_dollars(report.boroughs))
    assert widths(report.plot("zips")) == pytest.approx(in_dollars(report.zips))
    assert columns(report.plot("months")) == pytest.approx(in_dollars(report.months))


@pytest.mark.parametrize(("currency", "minor", "width", "end"), [
    ("JPY", 27500, 27500, "¥27,500 (100%)"), ("EUR", 27549, 275.49, "€275 (100%)"),
    ("KWD", 27500, 27.5, "28 KWD (100%)")])
def test_money_is_drawn_in_the_currency(path, currency, minor, width, end):
    with ra.create(path, {"currency": currency}, durability="ephemeral") as store:
        store.record_transaction(id="t", kind="sale", amount_minor=minor, platform="p", at=START)
        ax = store.platform_performance(**SPAN).plot()
    assert widths(ax) == pytest.approx([width]) and end in [text.get_text() for text in ax.texts]


@pytest.mark.parametrize("name", [name for name in ra.reports if name != "cube"])
def test_an_empty_period_can_be_drawn_too(store, name, tmp_path):
    ax = store.report(name, **span(name)).plot()
    ax.figure.savefig(tmp_path / "drawing.png")
    assert (tmp_path / "drawing.png").stat().st_size > 1000


def test_reasons_and_factors_are_drawn(filled):
    filled.record_feedback(id="no", offer="o-0", at="2026-03-20T15:00:00Z", verdict="returned",
                           reason="too far")
    assert widths(filled.quality_analytics(**SPAN).plot()) == [1]
    changes = filled.changes(from_="2026-03-03", to="2026-03-04", now=SPAN["now"])
    assert widths(changes.plot()) == pytest.approx(
        [row.share_minor / 100 for row in changes.factors])


def test_what_cannot_be_drawn_says_so(filled):
    with pytest.raises(ValueError, match="no drawing of cube"):
        filled.cube("sales", **SPAN).plot()
    with pytest.raises(ValueError, match="'stages', 'drop_offs'"):
        filled.conversation_analytics(**SPAN).plot("paths")
