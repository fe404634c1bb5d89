"""What is generated is up to date, and nothing of the library is left out."""

import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime

import pytest
from conftest import SPAN, START, span

import revanalytics as ra
from revanalytics import _swig_c, errors, rows

BINDINGS = pathlib.Path(__file__).resolve().parents[2]
ROOT = BINDINGS.parent


def test_generated_files_are_current():
    done = subprocess.run([sys.executable, BINDINGS / "generate.py", "--check"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_function_is_wrapped_or_left_out_on_purpose():
    exported = set((ROOT / "lib/SYMBOLS").read_text().split())
    text = (BINDINGS / "revanalytics.i").read_text()
    left_out = set(re.findall(r"%ignore (rva_\w+);", text))
    wrapped = {name for name in dir(_swig_c) if name.startswith("rva_")}
    assert left_out <= exported and not left_out & wrapped
    assert exported - left_out - wrapped == set()
    assert wrapped - exported == {"rva_ingest_file", "rva_ingest_settings"}


def run_swig(include, folder):
    """What SWIG makes of headers, or nothing when it refuses them."""
    done = subprocess.run(
        ["swig", "-python", "-threads", "-Wall", "-Werror", "-module", "_swig", f"-I{include}",
         f"-I{BINDINGS}/ingest", f"-I{BINDINGS}/python", "-outdir", folder, "-o",
         folder / "wrap.c", BINDINGS / "revanalytics.i"], capture_output=True, check=False)
    return (folder / "wrap.c").read_text() if done.returncode == 0 else None


@pytest.mark.skipif(shutil.which("swig") is None, reason="swig is not installed")
def test_every_type_has_a_typemap(tmp_path):
    wrapped = run_swig(ROOT / "include", tmp_path)
    assert wrapped and "there is no typemap" not in wrapped


@pytest.mark.skipif(shutil.which("swig") is None, reason="swig is not installed")
@pytest.mark.parametrize("declaration", [
    "RVA_API rva_status rva_new(struct rva_thing *thing, rva_error *err);",
    "RVA_API rva_status rva_new(rva_store *store, struct rva_thing **out, rva_error *err);",
    "RVA_API struct rva_thing *rva_new(void);",
])
def test_a_new_type_stops_the_build(tmp_path, declaration):
    shutil.copytree(ROOT / "include", tmp_path / "include")
    header = tmp_path / "include/revanalytics/feed.h"
    header.write_text(header.read_text().replace("#ifdef __cplusplus\n}", declaration + "\n"
                                                 "#ifdef __cplusplus\n}"))
    wrapped = run_swig(tmp_path / "include", tmp_path)
    assert wrapped is None or "there is no typemap" in wrapped


def test_every_status_has_a_class():
    text = (ROOT / "include/revanalytics/status.h").read_text()
    numbers = {int(number) for number in re.findall(r"X\(\w+, (\d+),", text)} - {0}
    assert {error.code for error in errors.ALL} == numbers
    for error in errors.ALL:
        assert issubclass(error, ra.Error) and getattr(ra, error.__name__) is error


def test_every_type_of_event_has_a_method():
    names = {"conversation", "stage", "lead", "offer", "feedback", "transaction", "end", "cost",
             "market", "erase", "note", "void"}
    assert {name.removeprefix("record_") for name in dir(ra.Store)
            if name.startswith("record_")} == names | {"many"}


def fits(value, annotation):
    """Whether a value is of the type that a generated class promises."""
    if value is None:
        return annotation.endswith("| None")
    kinds = {"str": str, "float": float, "bool": bool, "int": int, "datetime": datetime}
    return type(value) is kinds[annotation.removesuffix(" | None")]


def test_rows_are_as_their_classes_say(filled):
    filled.record_end(conversation="c-1", outcome="completed", at=START)
    seen = set()
    tables = [((name, table.name), table) for name in ra.reports
              for table in filled.report(name, **span(name)).tables.values()]
    tables += [((kind, kind), getattr(filled, kind)())
               for kind in ("documents", "conversations", "leads", "transactions")]
    for key, table in tables:
        if key not in rows.TABLES:
            assert key[1] in ("cells", "growth", "run_rate")
            continue
        seen.add(key)
        known = rows.TABLES[key]
        assert known._fields == tuple(column.name for column in table.columns)
        for row in table:
            assert isinstance(row, known)
            for field, value in zip(known._fields, row):
                assert fits(value, known.__annotations__[field].__forward_arg__), (key, field, value)
    assert seen == set(rows.TABLES)


def columns():
    """The columns of all reports and records."""
    schema = json.loads((BINDINGS / "schema.json").read_text())
    tables = [table for report in schema["reports"] for table in report["tables"]]
    return sorted({column["name"] for table in tables + schema["records"]
                   for column in table["columns"]})


def test_every_column_can_be_named_in_sql():
    known = sqlite3.connect(":memory:")
    assert len(columns()) > 50
    for name in columns():
        known.execute(f"CREATE TABLE of_{name} ({name} INTEGER)")
        known.execute(f"SELECT {name} FROM of_{name} WHERE {name} > 0 ORDER BY {name}")
    with pytest.raises(sqlite3.OperationalError):
        known.execute("CREATE TABLE control (order INTEGER)")


def test_every_column_can_be_named_in_duckdb():
    duckdb = pytest.importorskip("duckdb")
    for name in columns():
        duckdb.sql(f"SELECT {name} FROM (SELECT 1) AS of_{name} ({name})").fetchall()
    with pytest.raises(duckdb.ParserException):
        duckdb.sql("SELECT order FROM (SELECT 1) AS control (order)").fetchall()
