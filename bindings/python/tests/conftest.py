"""A small store whose figures are easy to work out by hand."""

from datetime import datetime, timedelta, timezone

import pytest

import revanalytics as ra

START = datetime(2026, 3, 2, 15, 0, tzinfo=timezone.utc)


def conversation(number):
    """Six events: a conversation from Google that becomes a sale of 275.00 in Brooklyn."""
    at = START + timedelta(hours=number)
    cid, lid, oid = f"c-{number}", f"l-{number}", f"o-{number}"
    return [
        {"type": "conversation", "id": cid, "at": at, "source": "google", "zip": "11215",
         "tags": {"roof": "new", "n": number}},
        {"type": "stage", "conversation": cid, "stage": "welcome", "action": "enter", "at": at,
         "response_ms": 1200, "messages": 3, "quality": 0.5},
        {"type": "lead", "id": lid, "conversation": cid, "tier": "premium", "score": 0.91,
         "at": at + timedelta(minutes=5)},
        {"type": "offer", "id": oid, "lead": lid, "platform": "SolarReviews", "delivered": True,
         "at": at + timedelta(minutes=6)},
        {"type": "feedback", "id": f"f-{number}", "offer": oid, "verdict": "accepted",
         "rating": 9, "at": at + timedelta(minutes=7)},
        {"type": "transaction", "id": f"t-{number}", "kind": "sale", "offer": oid,
         "amount_minor": 27500, "at": at + timedelta(minutes=8)},
    ]


def events(count):
    """The events of so many conversations."""
    return [event for number in range(count) for event in conversation(number)]


SPAN = {"from_": "2026-03-01", "to": "2026-04-01", "now": "2026-04-01T12:00:00Z"}


def span(name):
    """The same as far as a report takes it: that of today takes no period."""
    return {"now": SPAN["now"]} if name == "real_time_dashboard" else SPAN


@pytest.fixture
def path(tmp_path):
    """Where a store may be made."""
    return tmp_path / "store"


@pytest.fixture
def store(path):
    """An empty store."""
    with ra.create(path, durability="ephemeral") as made:
        yield made


@pytest.fixture
def filled(store):
    """A store with 40 conversations, each of which became a sale."""
    assert store.record_many(events(40))
    return store
