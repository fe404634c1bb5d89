"""Stores of older versions, and the change number."""

import gzip
import shutil
from pathlib import Path

import pytest
from conftest import SPAN, conversation

import revanalytics as ra

GOLDEN = Path(__file__).resolve().parents[3] / "tests/golden/0.1.0"
YEAR = {"from_": "2026-01-01", "to": "2027-01-01", "now": "2026-12-01T12:00:00Z"}


@pytest.fixture
def old(path):
    """A store as version 0.1.0 made it: 42 events, three sales of 497.00 in all."""
    if not GOLDEN.exists():
        pytest.skip("no golden stores here")
    path.mkdir(mode=0o700)
    (path / "data.mdb").write_bytes(gzip.decompress((GOLDEN / "data.mdb.gz").read_bytes()))
    shutil.copyfile(GOLDEN / "guard", path / "guard")
    for file in path.iterdir():
        file.chmod(0o600)
    return path


def expect_current(store):
    """All that was recorded is there, and right."""
    assert store.info()["events"] == 42 and store.verify()["differences"] == 0
    summary = store.executive_summary(**YEAR)
    assert summary.kpis["revenue_gross"].value == 49700


def test_a_store_of_an_older_version_says_so(old):
    for options in ({}, {"read_only": True}, {"upgrade": False}):
        with pytest.raises(ra.FormatError, match="made by version 0.1.0.*revanalytics upgrade"):
            ra.open(old, **options)


def test_it_is_upgraded_once(old):
    told = []
    did = ra.upgrade(old, progress=lambda *so_far: told.append(so_far))
    assert did == {"upgraded": True, "events": 42, "lost": 0, "made_by": "0.1.0"} and told
    assert did["upgraded"] is True
    again = ra.upgrade(old)
    assert again == {"upgraded": False, "events": 42, "lost": 0, "made_by": ra.__version__}
    with ra.open(old) as store:
        expect_current(store)


def test_opening_can_upgrade(old, tmp_path):
    with ra.open(old, upgrade=True) as opened:
        expect_current(opened)
    with ra.open(old, upgrade=True) as opened:
        expect_current(opened)
    with pytest.raises((TypeError, ValueError)):
        ra.open(old, upgrade="yes, please")
    with pytest.raises(ra.NotFoundError):
        ra.open(tmp_path / "none", upgrade=True)


def test_an_upgrade_that_is_stopped_changes_nothing(old):
    before = (old / "data.mdb").read_bytes()

    def stop(*_):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        ra.upgrade(old, progress=stop)
    with pytest.raises(TypeError):
        ra.upgrade(old, progress=3)
    with pytest.raises(ra.FormatError):
        ra.open(old)
    assert (old / "data.mdb").read_bytes() == before
    assert ra.upgrade(old)["upgraded"]


def test_what_cannot_be_upgraded_says_so(store, path, tmp_path):
    with pytest.raises(ra.InUseError):
        ra.upgrade(path)
    with pytest.raises(ra.NotFoundError):
        ra.upgrade(tmp_path / "none")
    (tmp_path / "foreign").mkdir()
    with pytest.raises((ra.FormatError, ra.NotFoundError)):
        ra.upgrade(tmp_path / "foreign")


def test_the_change_number_rises_with_what_changes_an_answer(store):
    seen = [store.change()]

    def rose():
        seen.append(store.change())
        return seen[-1] > seen[-2]

    first = conversation(1)
    store.record_many(first)
    assert rose()
    store.record_many(first)
    store.record(first[0])
    assert not rose()
    store.executive_summary(**SPAN)
    store.verify()
    assert not rose()
    store.record_conversation(id="c-2", source="google")
    assert rose()
    store.change_settings({"targets": {"mrr": 7.0}})
    assert rose()
    store.rebuild()
    assert rose()
    assert store.info()["change"] == seen[-1]
    store.close()
    with pytest.raises(ra.MisuseError):
        store.change()


def test_the_change_number_is_that_of_the_store(store, path):
    with ra.open(path, durability="ephemeral") as other:
        before = other.change()
        store.record_many(conversation(1))
        assert other.change() == store.change() > before
