"""Everything in the bindings that follows from the library: run it when one of its headers, or
bindings/schema.json, changes.

    python3 bindings/generate.py           # writes
    python3 bindings/generate.py --check   # says what is out of date, and fails

bindings/schema.json, which the library prints itself (bindings/schema), says which reports, tables,
columns, records, metrics and event fields there are; the public headers, which structs and functions.
"""

import json
import pathlib
import re
import sys
import textwrap

import generate_docs
import generate_node
import generate_python
import generate_reference

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADERS = ROOT / "include/revanalytics"

# Structs of options and figures that cross as dicts; the kinds of their members.
STRUCTS = {"store.h": ["rva_store_options", "rva_store_info", "rva_verify_result",
                       "rva_upgrade_result", "rva_salvage_result", "rva_record_summary",
                       "rva_erasure"],
           "table.h": ["rva_report_info"],
           "report.h": ["rva_query"],
           "ingest.h": ["rva_ingest_options", "rva_ingest_summary"]}
FORMS = {"uint64_t": None, "int64_t": "INTEGER", "const char *": "TEXT", "rva_error": "ERROR"}

SCHEMA = json.loads((ROOT / "bindings/schema.json").read_text())
REPORTS = {report["name"]: report for report in SCHEMA["reports"]}
RECORDS = {table["name"]: table for table in SCHEMA["records"]}

MEMBER = re.compile(r"^\s*(const char \*|[a-z_0-9]+ )(\w+)(?:\[\w+\])?;(?:\s*/\*\*<\s*(.*?)\s*\*/)?",
                    re.MULTILINE | re.DOTALL)
NOTE = "Made by bindings/generate.py; do not edit."


def read(name):
    """The text of a public header, or of the importer's."""
    path = ROOT / "bindings/ingest/ingest.h" if name == "ingest.h" else HEADERS / name
    return path.read_text()


def clean(comment):
    """The words of a comment, in one line, without the marks of its markup."""
    words = (comment or "").replace("::", "").replace("`", "").replace("NULL", "None")
    return " ".join(words.split())


def members(text, struct):
    """(type, name, comment) of each member of a struct."""
    body = re.search(rf"typedef struct {struct} {{\n(.*?)\n}} {struct};", text, re.DOTALL)
    if body is None:
        raise SystemExit(f"there is no struct {struct}")
    return [(kind.strip(), name, clean(comment))
            for kind, name, comment in MEMBER.findall(body.group(1))]


# --- C: the members of structs that cross as dicts ------------------------------------------

def form_of(kind, name):
    if kind == "const char *":
        return "TEXT"
    if kind == "int64_t":
        return "INSTANT" if name.endswith("_at") else "INTEGER"
    return {"rva_error": "ERROR", "char": "LETTERS", "uint64_t": None}.get(kind)


def structs_h():
    lines = ["/**", " * @file bindings/structs.h",
             " * The members of structs that bindings give and take as native objects.", " *",
             f" * {NOTE}", " */", "#ifndef RVA_BINDINGS_STRUCTS_H",
             "#define RVA_BINDINGS_STRUCTS_H", "", "#include <revanalytics.h>", "",
             '#include "ingest.h"', "", "/** What a member holds. */",
             "typedef enum rva_struct_form {", "    RVA_STRUCT_INTEGER, /**< int64_t */",
             "    RVA_STRUCT_INSTANT, /**< int64_t, microseconds UTC */",
             "    RVA_STRUCT_TEXT,    /**< const char * */",
             "    RVA_STRUCT_ERROR,   /**< rva_error */",
             "    RVA_STRUCT_LETTERS, /**< char[], a text to be read */", "} rva_struct_form;", "",
             "/** One member; a NULL name ends a list. */", "typedef struct rva_struct_field {",
             "    const char *name;", "    rva_struct_form form;", "    size_t offset;",
             "} rva_struct_field;", "", "// clang-format off"]
    for header, structs in STRUCTS.items():
        for struct in structs:
            lines += ["", f"static const rva_struct_field {struct}_fields[] = {{"]
            for kind, name, _ in members(read(header), struct):
                form = form_of(kind, name)
                if struct in ("rva_query", "rva_store_options") and form == "INSTANT":
                    form = "INTEGER"
                if form:
                    lines.append(f'    {{"{name}", RVA_STRUCT_{form}, '
                                 f"offsetof({struct}, {name})}},")
            lines += ["    {NULL, RVA_STRUCT_INTEGER, 0},", "};"]
    return "\n".join(lines + ["", "// clang-format on", "", "#endif", ""])


# --- Python: exceptions -----------------------------------------------------------------------

STATUS = re.compile(r'X\((\w+), (\d+), "([^"]*)"\)')
BASES = {"INVALID": "Error, ValueError", "NOT_FOUND": "Error, LookupError"}


def errors_py():
    lines = ['"""The exceptions: one for each status of the library.', "", NOTE, '"""', "",
             "from __future__ import annotations", "", "from typing import ClassVar", "", "",
             "class Error(Exception):", '    """What the library says when it fails."""', "",
             "    code: ClassVar[int] = 0", '    name: ClassVar[str] = "OK"', "",
             "    def __init__(self, message: str, field: str = \"\") -> None:",
             "        super().__init__(message, field)",
             "        self.message = message", "        self.field = field or None", "",
             "    def __str__(self) -> str:",
             "        return self.message", ""]
    names = []
    for status, number, text in STATUS.findall(read("status.h")):
        if number == "0":
            continue
        name = "".join(word.capitalize() for word in status.split("_")) + "Error"
        names.append(name)
        lines += ["", f"class {name}({BASES.get(status, 'Error')}):",
                  f'    """{text[0].upper()}{text[1:]}."""', "",
                  f"    code = {number}", f'    name = "{status}"', ""]
    lines += ["", "ALL: tuple[type[Error], ...] = ("] + [f"    {name}," for name in names] + [
        ")", ""]
    return "\n".join(lines)


# --- Tables -----------------------------------------------------------------------------------

def tables():
    """(report, table) of each table whose columns are known; records are reports of one table."""
    for report in SCHEMA["reports"]:
        for table in report["tables"]:
            if table["row"]:
                yield report["name"], table
    for table in SCHEMA["records"]:
        yield table["name"], table


def free_tables(report):
    """The names of a report's tables whose columns depend on the question."""
    return [table["name"] for table in REPORTS[report]["tables"] if not table["row"]]


def common_inputs():
    """What reports can be asked, but for one that says otherwise."""
    asked = [name for report in SCHEMA["reports"] for name in report["inputs"]]
    return [name for name in dict.fromkeys(asked) if 2 * asked.count(name) > len(SCHEMA["reports"])]


def pascal(name):
    """"drop_off" as "DropOff"."""
    return "".join(word.capitalize() for word in name.split("_"))


def keys(table):
    """The columns that name a row."""
    return {column["name"] for column in table["columns"]
            if column["type"] == "text" and column["metric"] is None}


def class_of(table):
    """The name of the class of a table's rows.

    Tables of one row struct that differ in what names a row are told apart by that: "PlatformShareRow";
    behind the struct's own word where that names rows, too: "PlatformTierRow".
    """
    base = table["row"].removeprefix("rva_").removesuffix("_row")
    alike = [keys(other) for _, other in tables() if other["row"] == table["row"]]
    own = keys(table) - set.intersection(*alike) - {base}
    order = [column["name"] for column in table["columns"] if column["name"] in own]
    words = [base, *order] if base in set.union(*alike) else [*order, base]
    return "".join(pascal(word) for word in words) + "Row"


# --- Python: one method for each type of event ------------------------------------------------

def field_map():
    """(name, form, allowed, required, names) of each field, and the number of each type."""
    types = {name: number for number, name in enumerate(SCHEMA["event_types"])}
    bits = lambda names: sum(1 << types[name] for name in names)
    return [(field["name"], field["form"].upper(), bits(field["types"]), bits(field["required"]),
             field["names"] or "NULL") for field in SCHEMA["fields"]], types


ARGUMENT = {"TEXT": "str", "INTEGER": "int", "REAL": "float", "FLAG": "bool",
            "INSTANT": "Instant", "OBJECT": "dict[str, Any] | str"}
WORDS = {"conversation": "A conversation began, or something was learnt about it.",
         "stage": "Something happened to a stage of a conversation.",
         "lead": "A conversation became a lead.", "offer": "A lead was offered to a buyer.",
         "feedback": "A buyer answered an offer.", "transaction": "Money moved.",
         "end": "A conversation ended.", "cost": "Money was spent.",
         "market": "What a market looked like.",
         "erase": "A person is to be forgotten.",
         "note": "A day or a range is annotated; no figure depends on it.",
         "void": "Something never should have been recorded: it leaves every figure."}


def explain(name, form, names, comment):
    """What a header says of a field, in words of Python."""
    if form == "INSTANT":
        return "when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z"
    if form == "NAME":
        return "one of " + ", ".join(names.split("|"))
    if form == "FLAG":
        return comment.replace("0 or 1; absent: 1", "True when left out").replace(
            "0 or 1; absent: 0", "False when left out").replace("1: replaces", "True replaces")
    return "a dict, or the text of a JSON object" if form == "OBJECT" else comment


def method(type_name, bit, fields, comments):
    """The method that records one type of event."""
    mine = [field for field in fields if field[2] >> bit & 1 and field[0] != "type"]
    order = sorted(mine, key=lambda field: not (field[3] >> bit & 1))
    arguments, document, sets = [], [], []
    for name, form, _, required, names in order:
        kind = ARGUMENT.get(form) or f"Literal[{', '.join(repr(n) for n in names.split('|'))}]"
        kind = kind.replace("'", '"')
        is_money = name.endswith("_minor")
        if required >> bit & 1 and not is_money and name != "at":
            arguments.append(f"{name}: {kind}")
        else:
            arguments.append(f"{name}: {kind} | None = None")
        if is_money:
            arguments.append(f"{name[:-6]}: Decimal | int | None = None")
        document.append(f"{name}: {explain(name, form, names, comments[name])}")
        sets.append(f'"{name}": {name},' if not is_money else
                    f'"{name}": self._minor("{name[:-6]}", {name[:-6]}, {name}),')
    arguments.sort(key=lambda argument: "= None" in argument)
    lines = [f"    def record_{type_name}(", "        self,", "        *,"]
    lines += [f"        {argument}," for argument in arguments]
    lines += ["    ) -> Outcome:", f'        """{WORDS[type_name]}', ""]
    for text in document:
        lines += textwrap.wrap(text, 92, initial_indent=" " * 8, subsequent_indent=" " * 12)
    if any(name.endswith("_minor") for name, *_ in mine):
        lines += ["", "        Money is given in minor units (`..._minor`), or exactly, as a Decimal."]
    if any(name == "at" and required >> bit & 1 for name, _, _, required, _ in fields):
        lines += ["", "        Without `at` it happened now."]
    lines += ['        """', "        return self._record_fields(", "            {",
              f'                "type": "{type_name}",',
              *[f"                {line}" for line in sets], "            }", "        )", ""]
    return lines


def events_py():
    fields, types = field_map()
    comments = {name: comment for _, name, comment in members(read("event.h"), "rva_event")}
    lines = ['"""One method for each type of event.', "", NOTE, '"""', "",
             "from __future__ import annotations", "", "from decimal import Decimal", "from typing import Any, Literal", "",
             "from ._types import Instant, Outcome", "", "",
             "class Recording:", '    """What a store can record, an argument for each field."""',
             "", "    def _record_fields(self, event: dict[str, Any]) -> Outcome:",
             "        raise NotImplementedError", "",
             "    def _minor(self, name: str, amount: Decimal | int | None, minor: int | None)"
             " -> int | None:", "        raise NotImplementedError", ""]
    for name, bit in types.items():
        lines += method(name, bit, fields, comments)
    return "\n".join(lines).rstrip("\n") + "\n"


# --- Python: what SWIG makes of the headers ---------------------------------------------------

FUNCTION = re.compile(r"^RVA_API ([^;]*?)(rva_\w+)\(([^;]*)\);", re.MULTILINE | re.DOTALL)
IN = {"rva_store *": "Handle", "rva_settings *": "Handle", "const rva_settings *": "Handle | None",
      "rva_feed *": "Handle", "rva_records *": "Handle", "const rva_report *": "Handle",
      "const char *": "str | bytes | None", "int64_t": "int", "size_t": "int", "int": "int",
      "double": "float", "const rva_event *": "dict[str, Any]",
      "const rva_query *": "dict[str, Any] | None",
      "const rva_store_options *": "dict[str, Any] | None",
      "const rva_ingest_options *": "dict[str, Any]", "rva_progress_fn": "Progress | None"}
OUT = {"rva_outcome *": "int", "int64_t *": "int", "rva_store_info *": "dict[str, Any]",
       "rva_verify_result *": "dict[str, Any]", "rva_salvage_result *": "dict[str, Any]",
       "rva_upgrade_result *": "dict[str, Any]", "rva_ingest_summary *": "dict[str, Any]",
       "rva_change *": "tuple[int, datetime, dict[str, Any]]", "int *": "bool",
       "double *": "float", "const char **": "str | None", "char": "str", "char **": "bytes",
       "rva_erasure *": "dict[str, Any]",
       "rva_record_summary *": "tuple[dict[str, int], list[tuple[int, int, Exception]]]"}
RETURNS = {"const char *": "str | None", "int64_t": "int", "rva_status": None, "void": None,
           "const rva_field *": "tuple[str, int, int, int, str | None] | None"}
KEYWORDS = {"from": "_from", "in": "_in"}


def ignored():
    """The functions that are not wrapped."""
    return set(re.findall(r"%ignore (rva_\w+);", (ROOT / "bindings/revanalytics.i").read_text()))


def parameters(text):
    """(type, name) of each parameter."""
    made = []
    for part in " ".join(text.split()).split(","):
        found = re.fullmatch(r"\s*(.*?)(\w+)(\[\w+\])?\s*", part)
        if found and part.strip() != "void":
            made.append((found.group(1).strip(), found.group(2)))
    return made


def signature(result, name, text):
    """The function as Python sees it."""
    inputs, outputs = [], []
    if result.strip() not in RETURNS:
        raise SystemExit(f"{name}: nothing is known of results of type {result.strip()}")
    if RETURNS[result.strip()]:
        outputs.append(RETURNS[result.strip()])
    asked = parameters(text)
    for place, (kind, argument) in enumerate(asked):
        if argument == "err" or argument == "context" or kind == "rva_rejections **" or (
                kind in ("size_t *",) or (argument == "count" and asked[place - 1][1] == "events")):
            continue
        if argument == "events":
            inputs.append("events: list[dict[str, Any]] | tuple[dict[str, Any], ...]")
        elif kind in OUT:
            outputs.append(OUT[kind])
        elif re.fullmatch(r"rva_\w+ \*\*", kind):
            outputs.append("Handle")
        elif kind in IN or re.fullmatch(r"rva_\w+", kind):
            inputs.append(f"{KEYWORDS.get(argument, argument)}: {IN.get(kind, 'int')}")
        else:
            raise SystemExit(f"{name}: nothing is known of arguments of type {kind}")
    answer = "None" if not outputs else outputs[0] if len(outputs) == 1 else (
        "list[Any]")
    return f"def {name}({', '.join(inputs)}) -> {answer}: ..."


def swig_pyi():
    lines = [f"# {NOTE}", "from collections.abc import Callable", "from datetime import datetime",
             "from typing import Any", "", "Progress = Callable[[int, int], Any]", "",
             "class Handle:", "    closed: bool", "    def close(self) -> None: ...", ""]
    skipped = ignored()
    texts = [(header, read(header)) for header in
             ("status.h", "event.h", "settings.h", "store.h", "table.h", "report.h", "records.h",
              "feed.h")]
    ingest = re.sub(r"^rva_status", "RVA_API rva_status", read("ingest.h"), flags=re.MULTILINE)
    for header, text in [*texts, ("ingest.h", ingest)]:
        for name in re.findall(r"^    (RVA_[A-Z_0-9]+) = ", text, re.MULTILINE):
            lines.append(f"{name}: int")
        for result, name, arguments in FUNCTION.findall(text):
            if name not in skipped:
                lines.append(signature(result, name, arguments))
    extras = re.findall(r"PyObject \*(rvp_\w+)\((.*?)\);",
                        (ROOT / "bindings/python/extras.i").read_text(), re.DOTALL)
    for name, arguments in extras:
        words = [f"{KEYWORDS.get(argument, argument)}: {'int' if 'ssize' in kind else 'Any'}"
                 for kind, argument in parameters(arguments)]
        lines.append(f"def {name}({', '.join(words)}) -> Any: ...")
    return "\n".join(lines) + "\n"


FILES = {"bindings/structs.h": structs_h,
         "bindings/python/revanalytics/errors.py": errors_py,
         "bindings/python/revanalytics/_events.py": events_py,
         "bindings/python/revanalytics/_swig.pyi": swig_pyi,
         **generate_python.files(sys.modules[__name__]),
         **generate_docs.files(sys.modules[__name__]),
         **generate_node.files(sys.modules[__name__]),
         **generate_reference.files(sys.modules[__name__])}


def main():
    stale = []
    for name, make in FILES.items():
        path = ROOT / name
        text = make()
        if (path.read_text() if path.exists() else None) == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv[1:]:
            path.write_text(text)
            print(f"written: {name}")
    if stale and "--check" in sys.argv[1:]:
        raise SystemExit("".join(f"{name} is out of date: run bindings/generate.py\n"
                                 for name in stale))


if __name__ == "__main__":
    main()
