"""Reports in notebooks."""

import html.parser
import re

import pytest
from conftest import SPAN, events, span

import revanalytics as ra


class Checker(html.parser.HTMLParser):
    """Whether every element is closed, and what the rows say."""

    def __init__(self, text):
        super().__init__()
        self.open, self.rows = [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "tr" in self.open:
            self.rows[-1].append(data)


def test_html_shows_figures_and_escapes_names(store):
    store.record_transaction(id="t", kind="sale", amount_minor=123456, platform="<b>&",
                             at="2026-03-05T00:00:00Z")
    shown = store.executive_summary(**SPAN)._repr_html_()
    assert "2026-03-01 00:00 to 2026-04-01 00:00 America/New_York" in shown
    assert "$1,234.56" in shown and "&lt;b&gt;&amp;" in shown and "<b>&" not in shown
    assert "1,234.56" in store.executive_summary(**SPAN).platforms._repr_html_()


@pytest.mark.parametrize("name", ra.reports)
def test_every_report_is_whole_html(filled, name):
    report = filled.report(name, **span(name))
    assert Checker(report._repr_html_()).rows
    for table in report.tables.values():
        assert len(Checker(table._repr_html_()).rows) == 1 + min(len(table), 30)


def test_the_checker_sees_what_is_not_closed():
    with pytest.raises(AssertionError):
        Checker("<table><tr></table>")


def test_long_tables_are_folded_and_empty_ones_left_out(filled):
    shown = filled.executive_summary(**SPAN)._repr_html_()
    assert re.findall(r"<summary>([^<]*)", shown) == ["Figures (42)", "Days (31)"]
    shown = filled.conversation_analytics(from_="2020-01-01", to="2020-01-02")._repr_html_()
    assert "<h4>Stages</h4>" in shown and "<h4>Agents</h4>" not in shown
    leads = filled.leads()
    assert "and 10 more rows" in leads._repr_html_() and "Happened at (UTC)" in leads._repr_html_()


def test_less_of_what_is_bad_is_good(store):
    store.record_many(events(4))
    for number in range(8):
        store.record_conversation(id=f"old-{number}", at="2026-02-05T12:00:00Z")
    shown = store.executive_summary(days=28, now="2026-03-29T12:00:00Z")._repr_html_()
    rows = {row[0]: row for row in Checker(shown).rows if row}
    assert rows["Lost"][1:4] == rows["Conversations"][1:4] == ["4", "8", "-50.0%"]
    for name, colour in (("Lost", "good"), ("Conversations", "bad")):
        row = re.search(rf"<tr><td>{name}</td>.*?</tr>", shown)[0]
        assert f'<span class="{colour}">-50.0%</span>' in row


def test_the_head_says_what_was_asked(filled):
    shown = filled.executive_summary(period="2026-03", now="2026-04-01T12:00:00Z",
                                     where={"platform": ["<b>", "SolarReviews"],
                                            "tier": {"not": "basic"}})._repr_html_()
    assert "2026-03-01 00:00 to 2026-04-01 00:00 America/New_York<" in shown
    assert ("compared with 2026-02-01 00:00 to 2026-03-01 00:00 · mode default"
            " · platform = &lt;b&gt;, SolarReviews · tier != basic") in shown
    assert "warning: no record has platform &quot;&lt;b&gt;&quot;" in shown
    assert "compared with nothing" in filled.cube("sales")._repr_html_()
