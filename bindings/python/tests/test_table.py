"""Tables: rows, columns, and what other libraries make of them."""

import gc
import random
from datetime import datetime, timezone

import pytest
from conftest import SPAN, START, events, span

import revanalytics as ra
from revanalytics._table import _Views


def test_rows_columns_and_slices(filled):
    leads = filled.leads()
    assert len(leads) == 40 and leads[0].lead == "l-0" and leads[-1].lead == "l-39"
    assert [lead.lead for lead in leads[1:3]] == ["l-1", "l-2"]
    assert leads.column("lead") == [lead.lead for lead in leads]
    assert leads["l-7"].score == 0.91 and "l-7" in leads and leads.get("nobody") is None
    with pytest.raises(KeyError):
        leads["nobody"]
    with pytest.raises(KeyError):
        leads.column("colour")
    with pytest.raises(IndexError):
        leads[40]


def test_a_selection_has_only_its_columns(filled):
    chosen = filled.leads().select("happened_at", "lead").select("lead", "happened_at")
    assert [column.name for column in chosen.columns] == ["lead", "happened_at"]
    assert chosen[0].lead == "l-0" and chosen[0].happened_at > START
    assert chosen.to_dicts()[0] == {"lead": "l-0", "happened_at": chosen[0].happened_at}
    with pytest.raises(ValueError, match="once"):
        chosen.select("happened_at", "happened_at")


def test_pages_come_one_after_the_other(store):
    store.record_many(events(3000))
    pages = list(store.pages("transactions"))
    assert len(pages) > 1 and sum(len(page) for page in pages) == 3000
    whole = store.transactions()
    assert [row.transaction_id for row in whole] == [row.transaction_id for page in pages
                                                  for row in page]
    with pytest.raises(ValueError, match="kind"):
        next(store.pages("wishes"))


def same(ours, theirs):
    """Whether two lists of rows are equal, nothing being equal to nothing."""
    assert len(ours) == len(theirs)
    for our, their in zip(ours, theirs):
        assert tuple(our) == tuple(their)


def tables(filled):
    """Tables with every type of column and with gaps, one of them of several pages."""
    filled.record_conversation(id="bare", at=START)
    filled.record_transaction(id="alone", kind="adjustment", amount_minor=-5, at=START)
    for name in ra.reports:
        yield from filled.report(name, **span(name)).tables.values()
    yield filled.conversations()
    yield filled.documents()
    yield filled.transactions()
    yield filled.leads().select("score", "lead", "predicted_tier")


def test_arrow_has_the_same_values(filled):
    pa = pytest.importorskip("pyarrow")
    for table in tables(filled):
        arrow = pa.table(table)
        arrow.validate(full=True)
        assert arrow.column_names == [column.name for column in table.columns]
        same(list(table), [tuple(row.values()) for row in arrow.to_pylist()])


def test_polars_has_the_same_values(filled):
    pl = pytest.importorskip("polars")
    for table in tables(filled):
        same(list(table), pl.DataFrame(table).rows())
        same(list(table), table.to_polars().rows())
        assert table.to_polars().columns == [column.name for column in table.columns]


def test_duckdb_reads_tables_as_they_are(filled):
    duckdb = pytest.importorskip("duckdb")
    leads = filled.leads()  # noqa: F841
    assert duckdb.sql("SELECT count(*), min(lead) FROM leads").fetchall() == [(40, "l-0")]


def test_pandas_has_the_same_values(filled):
    pd = pytest.importorskip("pandas")
    for table in tables(filled):
        frame = table.to_pandas()
        assert list(frame.columns) == [column.name for column in table.columns]
        for column in table.columns:
            ours = table.column(column.name)
            theirs = [None if pd.isna(value) else value for value in frame[column.name]]
            theirs = [value.to_pydatetime() if hasattr(value, "to_pydatetime") else value
                      for value in theirs]
            assert ours == theirs, (table.name, column)
            if column.type in ("integer", "money") and None not in ours:
                assert str(frame[column.name].dtype) == "int64"


def test_numpy_has_the_same_values(filled):
    np = pytest.importorskip("numpy")
    arrays = filled.transactions().to_numpy()
    assert arrays["amount_minor"].dtype == np.int64 and arrays["amount_minor"].sum() == 1100000
    first = arrays["happened_at"].astype("datetime64[us]").astype(int)[0]
    assert datetime.fromtimestamp(first / 1e6, timezone.utc) == filled.transactions()[0].happened_at


def test_a_stream_outlives_all_that_it_came_from(path):
    pa = pytest.importorskip("pyarrow")
    with ra.create(path, durability="ephemeral") as store:
        store.record_many(events(50))
        table = store.leads()
        reader = pa.RecordBatchReader.from_stream(table)
    del table, store
    gc.collect()
    assert reader.read_all().num_rows == 50


def test_a_stream_that_nobody_reads_is_freed(filled):
    leads = filled.leads()
    for _ in range(1000):
        leads.__arrow_c_stream__()


def test_texts_of_every_length_and_script(store):
    pa = pytest.importorskip("pyarrow")
    pytest.importorskip("polars")
    chance = random.Random(7)
    names = ["".join(chance.choices("aä€\U0001f600 z", k=chance.randint(1, 24)))
             for _ in range(500)]
    names = [name.strip() or "x" for name in names]
    for number, name in enumerate(names):
        store.record_transaction(id=f"t-{number}", kind="sale", amount_minor=1, at=START,
                                 platform=name)
    assert store.transactions().column("platform") == names
    table = store.transactions()
    assert pa.table(table)["platform"].to_pylist() == names
    views = pa.RecordBatchReader.from_stream(_Views(table)).read_all()
    views.validate(full=True)
    assert views["platform"].to_pylist() == names and str(views["platform"].type) == "string_view"
    assert table.to_polars()["platform"].to_list() == names
