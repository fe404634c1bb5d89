"""Creating, opening, settings, verification, backup, compaction."""

import json

import pytest
from conftest import SPAN, events

import revanalytics as ra


def test_settings_go_in_and_come_out(path):
    given = {"currency": "EUR", "time_zone": "Europe/Berlin", "week_start": "Sunday",
             "idle_timeout_hours": 5, "stages": ["one", {"name": "two", "required": False}],
             "tiers": ["gold", "lead"], "targets": {"mrr": 5.0}, "zones": {"10115": "Mitte"},
             "season_factors": {"spring": 1.2, "summer": 1.4, "fall": 0.9, "winter": 0.7}}
    with ra.create(path, given) as store:
        settings = store.settings()
    assert {name: settings[name] for name in ("currency", "time_zone", "idle_timeout_hours")} == {
        "currency": "EUR", "time_zone": "Europe/Berlin", "idle_timeout_hours": 5}
    assert settings["stages"] == [{"name": "one", "required": True},
                                  {"name": "two", "required": False}]
    assert settings["tiers"] == ["gold", "lead"] and settings["targets"]["mrr"] == 5.0
    assert settings["zones"] == {"10115": "Mitte"}
    assert settings["season_factors"] == given["season_factors"]


def test_settings_say_what_names_mean(path):
    given = {"attributes": ["property", "device"], "strict": ["platform"],
             "aliases": {"platform": {"Solar Reviews": "SolarReviews"}},
             "values": {"platform": ["EnergySage", "SolarReviews"]}, "earliest_at": "1985-01-01"}
    with ra.create(path, given) as store:
        settings = store.settings()
        assert {name: settings[name] for name in given} == given
        store.record_conversation(id="c", at="1986-06-01T00:00:00Z", source=" google ",
                                  tags={"property": "condo", "device": 2.50})
        store.record_transaction(id="t", kind="sale", conversation="c", amount_minor=5,
                                 platform="Solar Reviews", at="1986-06-01T00:01:00Z")
        with pytest.raises(ra.InvalidError, match='did you mean "SolarReviews"'):
            store.record_transaction(id="u", kind="sale", amount_minor=5, platform="SolarReview",
                                     at="1986-06-01T00:01:00Z")
        row = store.conversations().to_dicts()[0]
        assert (row["source"], row["property"], row["device"]) == ("google", "condo", "2.5")
        cells = store.cube(period="1986", by="none", dimensions=["property", "platform"],
                           measures=["sales"], where={"device": "2.5"}).cells.to_dicts()
        assert cells == [{"property": "condo", "platform": "SolarReviews", "sales": 1}]
        store.change_settings({"aliases": {}, "strict": [], "attributes": ["device"]})
        assert store.settings()["aliases"] == {}
        assert "property" not in store.conversations().to_dicts()[0]
        with pytest.raises(ra.InvalidError, match='no dimension "platfrm"'):
            store.change_settings({"strict": ["platfrm"]})


def test_settings_of_a_file(path, tmp_path):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"currency": "EUR", "stages": [{"name": "hello"}]}))
    with ra.create(path, file) as store:
        assert store.settings()["currency"] == "EUR"


def test_settings_can_change(filled):
    told = []
    filled.change_settings({"targets": {"mrr": 7.0}, "tiers": ["premium"]},
                           progress=lambda *so_far: told.append(so_far))
    assert filled.settings()["targets"]["mrr"] == 7.0 and told
    with pytest.raises(ra.Error):
        filled.change_settings({"colour": "red"})
    with pytest.raises(InterruptedError):
        filled.change_settings({"tiers": ["basic"]}, progress=stop)
    assert filled.settings()["tiers"] == ["premium"]


def stop(*_):
    raise InterruptedError


def test_a_store_is_verified(filled):
    told = []
    filled.record_many(events(3000))
    found = filled.verify("full", progress=lambda *so_far: told.append(so_far))
    assert found["differences"] == 0 and found["events"] == 18000 and told
    with pytest.raises(InterruptedError):
        filled.verify(progress=stop)
    with pytest.raises(ValueError, match="level"):
        filled.verify("deep")
    with pytest.raises(TypeError):
        filled.verify(progress=3)


def test_a_rebuild_changes_no_figure(filled):
    before = filled.executive_summary(**SPAN).to_json()
    assert filled.rebuild() == 0
    assert filled.executive_summary(**SPAN).to_json() == before


def test_a_backup_is_a_store(filled, tmp_path):
    filled.backup(tmp_path / "copy")
    with ra.open(tmp_path / "copy", read_only=True) as copy:
        assert copy.executive_summary(**SPAN).to_json() == (
            filled.executive_summary(**SPAN).to_json())
        with pytest.raises(ra.ReadOnlyError):
            copy.record_conversation(id="c")
    with pytest.raises(ra.ExistsError):
        filled.backup(tmp_path / "copy")


def test_compacting_completes_erasures(store, path):
    store.record_many(events(50))
    store.erase(conversation="c-7")
    with store.watch(), store.snapshot():
        store.compact()
    assert store.info()["events"] == 301
    assert b'"c-7"' not in (path / "data.mdb").read_bytes()
    assert store.verify()["differences"] == 0


def test_a_damaged_store_is_saved_into_a_new_one(store, path, tmp_path):
    store.record_many(events(50))
    before = store.executive_summary(**SPAN).to_json()
    store.close()
    data = bytearray((path / "data.mdb").read_bytes())
    data[2 * 4096:3 * 4096] = bytes(4096)
    (path / "data.mdb").write_bytes(data)
    saved = ra.salvage(path, tmp_path / "saved")
    assert saved["damaged_pages"] in (0, 1) and saved["settings_found"] == 1
    with ra.open(tmp_path / "saved") as again:
        assert again.info()["events"] == saved["events"] == 300 - saved["missing"]
        assert again.verify()["differences"] == 0
        if saved["missing"] == 0:
            assert again.executive_summary(**SPAN).to_json() == before
    with pytest.raises(ra.ExistsError):
        ra.salvage(path, tmp_path / "saved")


def test_what_cannot_be_opened_says_so(tmp_path):
    with pytest.raises(ra.NotFoundError) as caught:
        ra.open(tmp_path / "none")
    assert "none" in str(caught.value)
    ra.create(tmp_path / "one").close()
    with pytest.raises(ra.ExistsError):
        ra.create(tmp_path / "one")
    with pytest.raises(ra.InvalidError):
        ra.create(tmp_path / "two", {"currency": "money"})
    with pytest.raises(ValueError, match="durability"):
        ra.open(tmp_path / "one", durability="forever")
    with ra.open(tmp_path / "one"), pytest.raises(ra.InUseError):
        ra.compact(tmp_path / "one")


def test_names_of_files_need_not_be_texts(tmp_path):
    import os

    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe")
    ra.create(path).close()
    assert ra.open(path).closed is False
