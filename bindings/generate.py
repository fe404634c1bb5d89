"""Everything in the bindings that follows from the headers: run it when one of them changes.

    python3 bindings/generate.py           # writes
    python3 bindings/generate.py --check   # says what is out of date, and fails

The public headers say which structs, rows and statuses there are; lib/model/fields.h says which
field belongs to which type of event.
"""

import pathlib
import re
import sys
import textwrap

import generate_node
import generate_reference

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADERS = ROOT / "include/revanalytics"

# Structs of options and figures that cross as dicts; the kinds of their members.
STRUCTS = {"store.h": ["rva_store_options", "rva_store_info", "rva_verify_result",
                       "rva_salvage_result", "rva_record_summary"],
           "table.h": ["rva_report_info"],
           "report.h": ["rva_query"],
           "ingest.h": ["rva_ingest_options", "rva_ingest_summary"]}
FORMS = {"uint64_t": None, "int64_t": "INTEGER", "const char *": "TEXT", "rva_error": "ERROR"}

# The tables of reports: the struct of their rows, and which columns they do without.
TABLES = {
    ("executive_summary", "kpis"): ("rva_kpi_row", (), {}),
    ("executive_summary", "tiers"): ("rva_tier_row", (), {}),
    ("executive_summary", "platforms"): ("rva_share_row", (), {"name": "platform"}),
    ("executive_summary", "boroughs"): ("rva_share_row", (), {"name": "borough"}),
    ("executive_summary", "days"): ("rva_day_row", (), {}),
    ("conversation_analytics", "kpis"): ("rva_kpi_row", (), {}),
    ("conversation_analytics", "stages"): ("rva_stage_row", (), {}),
    ("conversation_analytics", "drop_offs"): ("rva_drop_off_row", (), {}),
    ("conversation_analytics", "paths"): ("rva_path_row", (), {}),
    ("conversation_analytics", "agents"): ("rva_agent_row", (), {}),
    ("conversation_analytics", "sources"): ("rva_source_row", (), {}),
    ("revenue_trends", "series"): ("rva_series_row", (), {}),
    ("platform_performance", "platforms"): ("rva_platform_row", ("tier", "day", "day_at"), {}),
    ("platform_performance", "tiers"): ("rva_platform_row", ("day", "day_at"), {}),
    ("platform_performance", "days"): ("rva_platform_row", ("platform", "tier"), {}),
    ("documents", "documents"): ("rva_document_row", (), {}),
    ("conversations", "conversations"): ("rva_conversation_row", (), {}),
    ("leads", "leads"): ("rva_lead_row", (), {}),
    ("transactions", "transactions"): ("rva_transaction_row", (), {}),
}
# Names of the classes where the struct's would not do.
CLASSES = {("executive_summary", "platforms"): "PlatformShareRow",
           ("executive_summary", "boroughs"): "BoroughShareRow",
           ("platform_performance", "tiers"): "PlatformTierRow",
           ("platform_performance", "days"): "PlatformDayRow"}
FLAGS = {"partial", "is_new", "erased"}
# Integers that may have no value.
OPTIONAL = {("rva_kpi_row", "numerator"), ("rva_kpi_row", "denominator"),
            ("rva_kpi_row", "open"), ("rva_kpi_row", "excluded"), ("rva_stage_row", "ordinal"),
            ("rva_lead_row", "value_minor")}

MEMBER = re.compile(r"^\s*(const char \*|[a-z_0-9]+ )(\w+);(?:\s*/\*\*<\s*(.*?)\s*\*/)?",
                    re.MULTILINE | re.DOTALL)
NOTE = "Made by bindings/generate.py from the headers; do not edit."


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
    return {"rva_error": "ERROR", "uint64_t": None}.get(kind)


def structs_h():
    lines = ["/**", " * @file bindings/structs.h",
             " * The members of structs that bindings give and take as native objects.", " *",
             f" * {NOTE}", " */", "#ifndef RVA_BINDINGS_STRUCTS_H",
             "#define RVA_BINDINGS_STRUCTS_H", "", "#include <revanalytics.h>", "",
             '#include "ingest.h"', "", "/** What a member holds. */",
             "typedef enum rva_struct_form {", "    RVA_STRUCT_INTEGER, /**< int64_t */",
             "    RVA_STRUCT_INSTANT, /**< int64_t, microseconds UTC */",
             "    RVA_STRUCT_TEXT,    /**< const char * */",
             "    RVA_STRUCT_ERROR,   /**< rva_error */", "} rva_struct_form;", "",
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


# --- Python: rows -----------------------------------------------------------------------------

def class_of(table, struct):
    default = "".join(word.capitalize() for word in struct.split("_")[1:])
    return CLASSES.get(table, default)


def python_type(struct, kind, name):
    if kind == "const char *":
        return "str | None"
    if kind == "double":
        return "float | None"
    if name in FLAGS:
        return "bool"
    if name == "at" or name.endswith("_at"):
        return "datetime | None"
    return "int | None" if (struct, name) in OPTIONAL else "int"


def row_header(struct):
    return "records.h" if f"struct {struct} " in read("records.h") else "report.h"


def row_class(name, title, struct, rows):
    """A named tuple; money can be had as Decimal, under the name without `_minor`."""
    lines = ["", f"class {name}(NamedTuple):", f'    """{title}"""', ""]
    for kind, column, comment in rows:
        lines.append(f"    {column}: {python_type(struct, kind, column)}")
        if comment:
            lines.append('    """' + comment[0].upper() + comment[1:] + '."""')
    for kind, column, _ in rows:
        if column.endswith("_minor"):
            lines += ["", "    @property",
                      f"    def {column[:-6]}(self) -> Decimal | None:",
                      f'        """`{column}` in the currency."""',
                      f"        return money(self.{column}, _digits(self))"]
    if name == "KpiRow":
        lines += ["", "    @property", "    def money(self) -> Decimal | None:",
                  '        """The value in the currency, of a KPI whose unit is "minor"."""',
                  '        return money(self.value if self.unit == "minor" else None, '
                  '_digits(self))']
    return lines + [""]


def rows_py():
    lines = ['"""The rows of reports and of records.', "", NOTE, '"""', "",
             "from __future__ import annotations", "", "from datetime import datetime",
             "from decimal import Decimal", "from typing import Any, NamedTuple", "",
             "from ._money import money", "", "",
             "def _digits(row: Any) -> int:",
             '    """Decimals of the currency of the report that a row came from."""',
             '    return int(getattr(row, "_money_digits", 2))', ""]
    made, table_lines = set(), []
    for table, (struct, without, renamed) in TABLES.items():
        name = class_of(table, struct)
        table_lines.append(f'    ("{table[0]}", "{table[1]}"): {name},')
        if name in made:
            continue
        made.add(name)
        rows = [(kind, renamed.get(column, column), comment)
                for kind, column, comment in members(read(row_header(struct)), struct)
                if column not in without]
        title = (f"A row of {table[0]}.{table[1]}." if table[0] != table[1]
                 else f"A row of {table[0]}.")
        if name == "KpiRow":
            title = "A KPI with its parts; see docs/kpis.md."
        lines += row_class(name, title, struct, rows)
    lines += ["", "TABLES: dict[tuple[str, str], type[tuple[Any, ...]]] = {", *table_lines, "}",
              ""]
    return "\n".join(lines)


# --- Python: one method for each type of event ------------------------------------------------

def field_map():
    """(name, form, allowed, required, names) of each field, and the number of each type."""
    text = (ROOT / "lib/model/fields.h").read_text().replace("\\\n", " ")
    event = read("event.h")
    scope = {name: int(value) for name, value in
             re.findall(r"(RVA_EVENT_[A-Z]+) = (\d+)", event)}
    types = {name.removeprefix("RVA_EVENT_").lower(): number for name, number in scope.items()}
    body = re.sub(r"/\*.*?\*/", "", re.search(r"enum {(.*?)};", text, re.DOTALL).group(1),
                  flags=re.DOTALL)
    for item in body.split(","):
        if "=" in item:
            name, value = item.split("=", 1)
            scope[name.strip()] = eval(" ".join(value.split()), {}, scope)
    type_names = re.search(r'RVA__TYPE_NAMES "([^"]*)"', text).group(1)
    macro = text[text.index("#define RVA__FIELD_MAP"):].split("\n", 1)[0]
    fields = []
    for name, form, allowed, required, names in re.findall(
            r'X\(T, (\w+), (\w+),([^,]*),([^,]*), (NULL|RVA__TYPE_NAMES|\s*"[^"]*")\)',
            re.sub(r"\s+", " ", macro)):
        names = type_names if names == "RVA__TYPE_NAMES" else names.strip(' "')
        fields.append((name, form, eval(allowed.strip(), {}, scope),
                       eval(required.strip(), {}, scope), names))
    return fields, types


ARGUMENT = {"TEXT": "str", "INTEGER": "int", "REAL": "float", "FLAG": "bool",
            "INSTANT": "Instant", "OBJECT": "dict[str, Any] | str"}
WORDS = {"conversation": "A conversation began, or something was learnt about it.",
         "stage": "Something happened to a stage of a conversation.",
         "lead": "A conversation became a lead.", "offer": "A lead was offered to a buyer.",
         "feedback": "A buyer answered an offer.", "transaction": "Money moved.",
         "end": "A conversation ended.", "cost": "Money was spent.",
         "market": "What a market looked like.",
         "erase": "A person is to be forgotten."}


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
    if type_name != "erase":
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
       "rva_ingest_summary *": "dict[str, Any]",
       "rva_change *": "tuple[int, datetime, dict[str, Any]]", "int *": "bool",
       "double *": "float", "const char **": "str | None", "char": "str", "char **": "bytes",
       "rva_record_summary *": "tuple[tuple[int, int, int, int], "
                               "list[tuple[int, int, Exception]]]"}
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
         "bindings/python/revanalytics/rows.py": rows_py,
         "bindings/python/revanalytics/_events.py": events_py,
         "bindings/python/revanalytics/_swig.pyi": swig_pyi,
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
