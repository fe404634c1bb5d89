"""Recording: dicts, keywords, many; what is refused says why."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from conftest import START, conversation, events

import revanalytics as ra


def stored(store):
    """The events of the store without their seq."""
    with store.watch(since=1, timeout=0) as watch:
        return [change.event for change in watch]


def test_what_is_recorded_comes_out_of_the_feed(store):
    given = conversation(1)
    for event in given:
        assert store.record(event) is ra.Outcome.ACCEPTED
    given[0] = {**given[0], "tags": '{"roof": "new", "n": 1}'}
    given[4] = {**given[4], "rating": 9.0}
    assert stored(store) == given


def test_the_same_again_is_a_duplicate(store):
    event = conversation(1)[0]
    store.record(event)
    assert store.record(dict(event)) is ra.Outcome.DUPLICATE
    assert str(ra.Outcome.DUPLICATE) == "DUPLICATE"


def test_other_content_under_the_same_id_is_a_conflict(store):
    store.record_transaction(id="t", kind="sale", amount_minor=1, at=START)
    with pytest.raises(ra.ConflictError) as caught:
        store.record_transaction(id="t", kind="sale", amount_minor=2, at=START)
    assert caught.value.code == 4 and caught.value.name == "CONFLICT"


@pytest.mark.parametrize("at", [
    "2026-03-02T15:00:00Z", "2026-03-02T16:00:00+01:00", START, 1772463600000000,
    START.astimezone(timezone(timedelta(hours=-5, minutes=-30))),
])
def test_every_form_of_an_instant_is_the_same(store, at):
    store.record_conversation(id="c", at=at)
    assert stored(store)[0]["at"] == START


@pytest.mark.parametrize("at", [
    datetime(1990, 1, 1, tzinfo=timezone.utc),
    datetime(2000, 2, 29, 23, 59, 59, 999999, tzinfo=timezone.utc),
    datetime(2024, 12, 31, 12, 0, 0, 1, tzinfo=timezone.utc),
    datetime(2199, 12, 31, 23, 59, 59, tzinfo=timezone.utc),
])
def test_instants_come_back_to_the_microsecond(store, at):
    store.record_conversation(id="c", at=at)
    assert stored(store)[0]["at"] == at


@pytest.mark.parametrize("at, remedy", [
    (1788271200, "seconds, multiply it by 1000000"),
    (1788271200000, "milliseconds, multiply it by 1000"),
    (1788271200000000000, "nanoseconds, divide it by 1000"),
    ("1989-12-31T23:59:59Z", "before the setting earliest_at, 1990-01-01"),
    (datetime(2200, 1, 1, tzinfo=timezone.utc), "outside the years 1970 to 2199"),
])
def test_instants_that_cannot_be_are_refused_with_the_remedy(store, at, remedy):
    with pytest.raises(ra.InvalidError, match=remedy):
        store.record_transaction(id="t", kind="sale", amount_minor=100, at=at)
    assert stored(store) == []


def test_without_an_instant_it_happened_now(store):
    before = datetime.now(timezone.utc)
    store.record_conversation(id="c")
    assert before <= stored(store)[0]["at"] <= datetime.now(timezone.utc)


def test_an_amount_may_be_a_decimal(store):
    store.record_transaction(id="t", kind="sale", amount=Decimal("275.10"), at=START)
    store.record_cost(id="k", amount=3, at=START)
    assert [event["amount_minor"] for event in stored(store)] == [27510, 300]


def test_yen_have_no_decimals(path):
    with ra.create(path, {"currency": "JPY"}, durability="ephemeral") as store:
        store.record_transaction(id="t", kind="sale", amount=Decimal(275), at=START)
        assert stored(store)[0]["amount_minor"] == 275


@pytest.mark.parametrize(("amount", "error"), [
    (Decimal("0.001"), ValueError), (Decimal("NaN"), ValueError), (2.5, TypeError),
    (True, TypeError), ("3", TypeError),
])
def test_an_amount_that_is_not_exact_is_refused(store, amount, error):
    with pytest.raises(error):
        store.record_transaction(id="t", kind="sale", amount=amount)


def test_an_amount_is_given_once(store):
    with pytest.raises(TypeError):
        store.record_transaction(id="t", kind="sale", amount=Decimal(1), amount_minor=100)


@pytest.mark.parametrize(("field", "value", "says"), [
    ("amount_minor", "5", "an int is needed, not str"),
    ("amount_minor", 2.5, "an int is needed, not float"),
    ("amount_minor", True, "an int is needed, not bool"),
    ("amount_minor", 2**70, "beyond 64 bits"),
    ("amount_minor", 10**16, "it must be"),
    ("kind", "gift", "one of sale|refund"),
    ("kind", 0, "one of sale|refund"),
    ("platform", 7, "a str is needed, not int"),
    ("platform", "a\0b", "NUL"),
    ("platform", "\ud800", "UTF-8"),
    ("platform", "x" * 200, "128"),
    ("at", START.replace(tzinfo=None), "time zone"),
    ("at", "yesterday", "no instant"),
    ("at", 1.5, "not float"),
    ("colour", "red", "no such field"),
    ("correct", 1, "True or False"),
])
def test_what_is_wrong_is_said_with_its_field(store, field, value, says):
    event = {"type": "transaction", "id": "t", "kind": "sale", "amount_minor": 1, "at": START}
    with pytest.raises(ra.InvalidError) as caught:
        store.record({**event, field: value})
    assert caught.value.field == field and says in caught.value.message
    assert caught.value.code == 1 and isinstance(caught.value, (ra.Error, ValueError))
    assert stored(store) == []


def test_numbers_of_numpy_are_numbers(store):
    np = pytest.importorskip("numpy")
    store.record({"type": "transaction", "id": "t", "kind": "sale", "at": START,
                  "amount_minor": np.int32(5)})
    store.record({"type": "lead", "id": "l", "conversation": "c", "at": START,
                  "score": np.float32(0.5), "value_minor": np.int64(7)})
    assert [event.get("amount_minor", event.get("value_minor")) for event in stored(store)] == [
        5, 7]
    for wrong in (np.bool_(True), np.float64(5), np.array([5, 6]), np.uint64(2**64 - 1)):
        with pytest.raises(ra.InvalidError):
            store.record({"type": "transaction", "id": "u", "kind": "sale", "at": START,
                          "amount_minor": wrong})


def test_none_is_absent(store):
    store.record({"type": "conversation", "id": "c", "at": START, "source": None})
    assert "source" not in stored(store)[0]


def test_many_say_what_became_of_each(store):
    good = events(3)
    given = [5, *good, {"type": "lead"}, good[0], {**good[5], "amount_minor": 1}, {"a": 1}]
    done = store.record_many(given)
    assert (done.accepted, done.duplicate, done.conflict, done.refused) == (18, 1, 1, 3)
    assert [(r.index, r.outcome.name) for r in done.rejections] == [
        (0, "REFUSED"), (19, "REFUSED"), (21, "CONFLICTING"), (22, "REFUSED")]
    assert isinstance(done.rejections[2].error, ra.ConflictError)
    assert not done


@pytest.mark.parametrize("batch", [1, 7, 1000])
def test_batches_make_no_difference(store, batch):
    given = events(4)
    given[9] = {"type": "nothing"}
    done = store.record_many(iter(given), batch=batch)
    assert (done.accepted, done.refused, done.rejections[0].index) == (23, 1, 9)


def test_an_iterable_that_raises_ends_the_recording(store):
    def some():
        yield from events(2)
        raise KeyError("mine")
    with pytest.raises(KeyError):
        store.record_many(some(), batch=6)
    assert len(stored(store)) == 12


def test_progress_may_stop(store):
    seen = []

    def progress(done, total):
        seen.append((done, total))
        raise InterruptedError
    with pytest.raises(InterruptedError):
        store.record_many(events(4), batch=10, progress=progress)
    assert seen == [(10, 0)] and len(stored(store)) == 10


@pytest.mark.parametrize("given", [{"type": "lead"}, 5, None])
def test_many_takes_an_iterable_of_dicts(store, given):
    with pytest.raises(TypeError):
        store.record_many(given)


def test_a_check_keeps_nothing(store):
    done = store.check([*events(2), {"type": "lead"}])
    assert (done.accepted, done.refused) == (12, 1)
    assert stored(store) == []


def test_an_erased_person_is_not_heard_of_again(store):
    store.record_many(events(2))
    touched = store.erase(conversation="c-1")
    assert (touched.outcome, touched.conversations, touched.leads) == (ra.Outcome.ACCEPTED, 1, 1)
    assert touched.events > 3
    assert store.erase(visitor="nobody").outcome is ra.Outcome.NOTHING_STORED
    with pytest.raises(ra.ErasedError):
        store.record_stage(conversation="c-1", stage="welcome", action="complete")
    assert store.record_many(events(2)).erased > 0
    with pytest.raises(TypeError, match="exactly one"):
        store.erase(lead="l-1", visitor="v")


def test_what_is_void_leaves_the_figures_and_a_correction_brings_it_back(store):
    sale = {"id": "t-1", "kind": "sale", "amount_minor": 100, "at": "2026-03-01T14:00:00Z"}
    store.record_transaction(**sale)
    assert store.record_void(transaction="t-1", reason="twice") is ra.Outcome.ACCEPTED
    assert store.record_void(transaction="t-1", reason="twice") is ra.Outcome.DUPLICATE
    assert len(store.transactions()) == 0
    assert store.record_transaction(**sale) is ra.Outcome.DUPLICATE
    assert store.record_transaction(**sale, correct=True) is ra.Outcome.CORRECTED
    assert len(store.transactions()) == 1


def test_a_note_is_recorded(store):
    assert store.record_note(id="n-1", text="new bot", at="2026-03-01T00:00:00Z",
                             until="2026-03-05T00:00:00Z") is ra.Outcome.ACCEPTED
    with pytest.raises(ra.InvalidError, match="until"):
        store.record_note(id="n-2", text="x", at="2026-03-02T00:00:00Z",
                          until="2026-03-01T00:00:00Z")


def test_a_file_is_imported(store, tmp_path):
    file = tmp_path / "events.ndjson"
    file.write_text('{"type":"conversation","id":"c","at":"2026-03-01T14:03:22Z"}\n\n{"a":1}\n')
    refused, told = [], []
    done = store.import_file(file, on_refused=refused.append,
                             progress=lambda so_far, total: told.append(total))
    assert (done["accepted"], done["refused"], done["lines"], done["blank"]) == (1, 1, 3, 1)
    assert refused[0].index == 3 and "a" in str(refused[0].error)
    assert told and told[-1] == file.stat().st_size


def test_an_import_ends_with_what_its_functions_raise(store, tmp_path):
    file = tmp_path / "events.ndjson"
    file.write_text('{"a":1}\n{"a":1}\n')

    def stop(*_):
        raise InterruptedError("enough")
    with pytest.raises(InterruptedError, match="enough"):
        store.import_file(file, on_refused=stop)
    with pytest.raises(InterruptedError, match="enough"):
        store.import_file(file, progress=stop)
    with pytest.raises(ra.NotFoundError):
        store.import_file(tmp_path / "none")
