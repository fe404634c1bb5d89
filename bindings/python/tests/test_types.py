"""What a type checker says of programs that use the package."""

import pytest

mypy = pytest.importorskip("mypy.api")

# Lines marked "wrong" must be errors, all others not.
PROGRAM = '''
from datetime import date, datetime
from decimal import Decimal

import revanalytics as ra


def program(store: ra.Store) -> None:
    store.record_transaction(id="t", kind="sale", amount=Decimal("1.50"))
    store.record_transaction(id="t", kind="gift", amount_minor=150)  # wrong
    store.record_transaction(id="t", kind="sale", amount=1.5)  # wrong
    store.record_transaction(kind="sale", amount_minor=150)  # wrong
    store.record_lead(id=3, conversation="c")  # wrong
    store.record_lead(id="l", conversation="c", colour="red")  # wrong
    store.record_end(conversation="c", outcome="completed", at=datetime.now())
    outcome: ra.Outcome = store.record({"type": "lead"})
    done = store.record_many({"type": "lead"} for _ in range(3))
    refused: int = done.refused
    store.executive_summary(from_=date(2026, 3, 1), where={"platform": ["A", "B"]})
    summary = store.executive_summary(period="2026-03", where={"tier": {"not": "A"}, "zip": "1"})
    store.executive_summary(where=summary.where)
    store.executive_summary(where="platform=A")  # wrong
    before: datetime | None = summary.previous_from
    told: list[str] = summary.warnings
    store.executive_summary(day=30)  # wrong
    net: Decimal | None = summary.kpis["revenue_net"].money
    leads: int | None = summary.tiers[0].leads
    tier: str = summary.tiers[0].tier
    partial: bool = summary.kpis["revenue_net"].partial
    store.executive_summary(by="day")  # wrong
    name: int = summary.tiers[0].tier  # wrong
    summary.stages  # wrong
    for stage in store.conversation_analytics().stages:
        rate: float | None = stage.completion_of_entered
        print(stage.colour)  # wrong
    for change in store.watch(timeout=1):
        seq: int = change.seq
    error: type[ValueError] = ra.InvalidError
    print(before, told, outcome, refused, net, leads, tier, partial, name, rate, seq, error)
'''


def test_right_programs_are_right_and_wrong_ones_wrong(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    said, problems, _ = mypy.run(["--strict", "--cache-dir", str(tmp_path / "cache"),
                                  "--python-version", "3.11", str(program)])
    assert not problems
    errors = {int(line.split(":")[1]) for line in said.splitlines() if ": error:" in line}
    wrong = {number for number, line in enumerate(PROGRAM.splitlines(), 1) if "# wrong" in line}
    assert errors == wrong, said
