"""Writes the C program that calls every exported function wrongly.

usage: misuse.py OUTPUT SYMBOLS HEADER...

For each parameter of each function of the headers there is a right value and a list of wrong
ones, made from its type.  A function without parameters that this script understands, or one
of SYMBOLS that no header declares, ends it: nothing is left out by oversight.
"""

import pathlib
import sys

import header

TEXTS = [("NULL", "NULL"), ("empty", '""'), ("invalid UTF-8", r'"\xff\xfe\xc0\xaf"'),
         ("cut UTF-8", r'"ab\xe2\x82"'), ("surrogate", r'"\xed\xa0\x80"'),
         ("control characters", r'"\x01\n\x7f"'), ("format", '"%s%n%1000000d"'),
         ("dots", '"../../.."'), ("1 MiB", "misuse_long_text()")]
INTEGERS = [("0", "0"), ("-1", "-1"), ("99", "99"), ("INT64_MIN", "INT64_MIN"),
            ("INT64_MIN + 1", "INT64_MIN + 1"), ("INT64_MAX", "INT64_MAX"),
            ("2^62", "INT64_C(1) << 62")]
UNSIGNED = [("0", "0"), ("1", "1"), ("2^32", "UINT64_C(1) << 32"), ("2^63", "UINT64_C(1) << 63"),
            ("UINT64_MAX", "UINT64_MAX")]
REALS = [("NaN", "NAN"), ("infinity", "INFINITY"), ("-infinity", "-INFINITY"), ("-0", "-0.0"),
         ("1e308", "1e308"), ("-1", "-1"), ("smallest", "5e-324")]
INTS = [("0", "0"), ("-1", "-1"), ("INT_MIN", "INT_MIN"), ("INT_MAX", "INT_MAX")]
ENUMS = [("-1", "-1"), ("99", "99"), ("INT_MIN", "INT_MIN"), ("INT_MAX", "INT_MAX")]
FILTERS = [("one of NULLs", "misuse_filter(NULL, NULL)"),
           ("dimension empty", 'misuse_filter("", "x")'),
           ("value NULL", 'misuse_filter("platform", NULL)'),
           ("value invalid UTF-8", r'misuse_filter("platform", "\xff\xfe")'),
           ("value 1 MiB", 'misuse_filter("platform", misuse_long_text())'),
           ("dimension 1 MiB", 'misuse_filter(misuse_long_text(), "x")')]
PROGRESS = [("NULL", "NULL"), ("one that stops", "misuse_stop")]
STORES = [("NULL", "NULL"), ("closed", "misuse_closed_store()")]
NULL = [("NULL", "NULL")]

# Lengths of what the caller hands over are believed, as everywhere in C.
BELIEVED = {("rva_name_nearest", "length"), ("rva_field_find", "length"), ("rva_field_name_find", "length"),
            ("rva_record_many", "count"), ("rva_record_check", "count"),
            ("rva_table_column_read", "count")}

HANDLES = {"rva_store", "rva_feed", "rva_records", "rva_snapshot", "rva_settings",
           "rva_rejections", "rva_report", "rva_table"}

# Right values of texts and numbers, by function and parameter or by parameter alone.
RIGHT = {
    "rva_instant_parse.text": '"2026-03-01T00:00:00Z"',
    "rva_event_type_find.name": '"lead"',
    "rva_field_find.name": '"action"',
    "rva_field_name_find.name": '"enter"',
    "rva_name_nearest.name": '"platfrom"',
    "rva_name_nearest.length": "8",
    "rva_name_nearest.at": "misuse_name_at",
    "rva_field_find.length": "6",
    "rva_field_name_find.length": "5",
    "rva_field_name_find.field": 'rva_field_find("action", 6)',
    "rva_feed_open.name": '"cursor"',
    "rva_feed_open.from_seq": "1",
    "rva_feed_wait.timeout_ms": "0",
    "rva_report_run.name": '"executive_summary"',
    "rva_store_local_instant.date": '"2026-03-01"',
    "rva_settings_set.name": '"currency"',
    "rva_settings_get.name": '"currency"',
    "rva_settings_set.value": '"EUR"',
    "rva_settings_add_stage.name": '"signature"',
    "rva_settings_add_tier.name": '"gold"',
    "rva_settings_set_season_factor.season": '"spring"',
    "rva_settings_set_season_factor.factor": "1.2",
    "rva_settings_set_target.kpi": '"acceptance_rate"',
    "rva_settings_set_target.value": "0.5",
    "rva_settings_set_zone.zip": '"10001"',
    "rva_settings_set_zone.borough": '"Manhattan"',
    "rva_settings_add_attribute.name": '"property"',
    "rva_settings_add_strict.dimension": '"platform"',
    "rva_settings_set_alias.dimension": '"platform"',
    "rva_settings_set_alias.spelling": '"Solar Reviews"',
    "rva_settings_set_alias.name": '"SolarReviews"',
    "rva_settings_add_value.dimension": '"platform"',
    "rva_settings_add_value.value": '"SolarReviews"',
    "rva_store_create.path": 'given_place("fresh")',
    "rva_store_backup.destination": 'given_place("fresh")',
    "rva_store_open.path": "misuse_path()",
    "rva_store_compact.path": "misuse_path()",
    "rva_store_upgrade.path": "misuse_path()",
    "rva_store_salvage.path": "misuse_path()",
    "rva_store_salvage.destination": 'given_place("fresh")',
    "rva_feed_show_keys.show": "1",
    "rva_store_erase.kind": '"lead"',
    "rva_store_erase.id": '"l-1"',
    "rva_report_table.name": '"kpis"',
    "rva_report_kpi.name": '"revenue_net"',
    "rva_table_column_find.name": '"kpi"',
    "rva_report_schema_table_at.report": "rva_report_schema_at(0)",
    "rva_table_schema_column_at.table": "rva_records_schema_at(0)",
    "rva_metric_schema_clock.metric": "rva_metric_schema_at(0)",
    "rva_metric_schema_dimensions.metric": "rva_metric_schema_at(0)",
    "rva_free.bytes": "misuse_bytes()",
    "rva_store_verify.level": "RVA_VERIFY_FULL",
    "at": "GIVEN_AT", "now_at": "GIVEN_AT", "type": "RVA_EVENT_LEAD", "index": "0",
    "count": "1", "row": "0", "column": "0", "required": "1", "kind": "RVA_RECORDS_LEADS",
    "rva_records_schema_at.kind": "0",
    "status": "RVA_INVALID", "durability": "RVA_EPHEMERAL", "format": "RVA_FORMAT_JSON",
    "context": "NULL", "progress": "misuse_go_on", "name": '"name"',
}

# Right values of structs that are read.
RIGHT_STRUCTS = {"rva_event": 'given_conversation("new")', "rva_query": "misuse_query()",
                 "rva_store_options": "misuse_options()",
                 "rva_field": '*rva_field_find("action", 6)'}

# What may be written although the call fails.
MAY_CHANGE = {"summary", "rejections"}


def fail(words):
    """Ends the script."""
    sys.exit(f"misuse.py: {words}")


class Writer:
    """Collects the program."""

    def __init__(self, headers):
        self.headers = headers
        self.lines = []

    def put(self, *lines):
        """Adds lines."""
        self.lines += lines

    def struct_values(self, name):
        """The wrong values of a struct: (label, statement that spoils `bad`)."""
        values = []
        for kind, field in self.headers.structs[name]:
            lists = {"int64_t": INTEGERS, "uint64_t": UNSIGNED, "double": REALS,
                     "const char *": TEXTS, "const rva_filter *": FILTERS, "rva_snapshot *": []}
            if kind not in lists:
                fail(f"no wrong values for {name}.{field}, a {kind}")
            for label, value in lists[kind]:
                also = " bad.where_count = 1;" if kind == "const rva_filter *" else ""
                values.append((f"{field}: {label}", f"bad.{field} = {value};{also}"))
        return values

    def put_struct(self, name):
        """The function that gives a struct's wrong values by number."""
        self.put(f"static const {name} *bad_{name}(int value)", "{", f"    static {name} bad;",
                 f"    bad = {RIGHT_STRUCTS[name]};", "    switch (value) {", "    case 0:",
                 "        return NULL;")
        for number, (label, spoil) in enumerate(self.struct_values(name), 1):
            self.put(f"    case {number}: /* {label} */", f"        {spoil}", "        break;")
        self.put("    }", "    return &bad;", "}", "")

    def wrong(self, function, parameter):
        """The wrong values of a parameter: (label, expression)."""
        base = parameter.type.replace("const ", "").replace(" *", "")
        lists = {"const char *": TEXTS, "int64_t": INTEGERS, "size_t": UNSIGNED, "double": REALS,
                 "int": INTS, "rva_progress_fn": PROGRESS, "rva_name_at_fn": NULL,
                 "rva_store *": STORES}
        if (function.name, parameter.name) in BELIEVED:
            return [("0", "0")]
        if parameter.type in lists:
            return lists[parameter.type]
        if parameter.type in self.headers.enums:
            return [(label, f"({parameter.type})({value})") for label, value in ENUMS]
        if parameter.type.startswith("const ") and base in RIGHT_STRUCTS:
            spoils = self.struct_values(base)
            return NULL + [(label, f"bad_{base}({number})")
                           for number, (label, _) in enumerate(spoils, 1)]
        if parameter.is_pointer:
            return NULL
        return fail(f"no wrong values for {function.name}({parameter.name}), a {parameter.type}")

    def right(self, function, parameter):
        """The declaration of a right value: lines, expression."""
        name, kind = parameter.name, parameter.type
        base = kind.replace("const ", "").replace(" *", "")
        for key in (f"{function.name}.{name}", name):
            if key in RIGHT and (kind != "rva_event *"):
                if key == "name" and not function.name.startswith("rva_control"):
                    continue
                if kind.endswith("*") and not kind.startswith(("const ", "void")):
                    continue
                return [], RIGHT[key]
        if base in HANDLES and kind.count("*") == 1:
            return [], f"misuse_{base}()"
        if base in RIGHT_STRUCTS and kind.startswith("const "):
            return [f"    const {base} right_{name} = {RIGHT_STRUCTS[base]};"], f"&right_{name}"
        if kind == "rva_error *":
            return [], "&current->err"
        if kind == "void *":
            return [f"    uint64_t room_{name}[1];"], f"room_{name}"
        if kind == "char *":
            return [f"    char room_{name}[RVA_INSTANT_BYTES];"], f"room_{name}"
        if kind.endswith("**") or (kind.endswith("*") and not kind.startswith("const ")):
            inner = kind[:-1].strip()
            return [f"    {inner} room_{name}; /* to be filled */",
                    f"    misuse_room(current, {int(name in MAY_CHANGE)}, &room_{name}, "
                    f"sizeof room_{name});"], f"&room_{name}"
        return fail(f"no right value for {function.name}({name}), a {kind}")

    def put_case(self, function, number, parameter):
        """The wrong values of one parameter, as a case of the switch."""
        self.put(f"    case {number}:", "        switch (current->value) {")
        for value, (_, expression) in enumerate(self.wrong(function, parameter)):
            self.put(f"        case {value}:", f"            {parameter.name} = {expression};")
            following = function.parameters[number + 1:number + 2]
            if parameter.type == "const char *" and following and following[0].name == "length":
                self.put(f"            length = {parameter.name} ? strlen({parameter.name}) : 3;")
            self.put("            break;")
        self.put("        }", "        break;")

    def put_all(self, function):
        """Everything NULL and every number extreme."""
        extremes = {"int64_t": "INT64_MIN", "size_t": "SIZE_MAX", "double": "NAN",
                    "int": "INT_MIN"}
        self.put("    case MISUSE_EVERYTHING:")
        for parameter in function.parameters:
            kind = parameter.type
            value = "NULL" if parameter.is_pointer else extremes.get(kind, f"({kind})(-1)")
            self.put(f"        {parameter.name} = {value};")
        self.put("        break;")

    def put_call(self, function):
        """The function that calls one function, rightly or wrongly."""
        self.put(f"static void call_{function.name}(misuse *current)", "{")
        for parameter in function.parameters:
            lines, expression = self.right(function, parameter)
            self.put(*lines)
            if parameter.type == "rva_progress_fn":
                self.put(f"    rva_progress_fn {parameter.name} = {expression};")
            else:
                space = "" if parameter.is_pointer else " "
                self.put(f"    {parameter.type}{space}{parameter.name} = {expression};")
        self.put("    switch (current->argument) {")
        for number, parameter in enumerate(function.parameters):
            self.put_case(function, number, parameter)
        self.put_all(function)
        self.put("    }", "    misuse_begin(current);")
        call = f"{function.name}({', '.join(p.name for p in function.parameters)})"
        if function.returns == "rva_status":
            last = function.parameters[-1].name
            self.put(f"    misuse_end(current, {call}, {last} != NULL);")
        elif function.returns == "const char *":
            self.put(f"    misuse_touch({call});")
        elif function.returns == "void":
            self.put(f"    {call};")
        else:
            self.put(f"    (void){call};")
        if function.name.endswith(("_close", "_free")) and function.parameters:
            self.put(f"    misuse_gone({function.parameters[0].name});")
        self.put("}", "")

    def put_table(self, functions):
        """What there is to call, with labels for the reports."""
        for function in functions:
            for parameter in function.parameters:
                labels = ", ".join(f'"{label}"' for label, _ in self.wrong(function, parameter))
                self.put(f"static const char *const labels_{function.name}_{parameter.name}[] = "
                         f"{{{labels}}};")
            self.put(f"static const misuse_parameter parameters_{function.name}[] = {{")
            for parameter in function.parameters:
                count = len(self.wrong(function, parameter))
                required = int(parameter.is_pointer and not parameter.may_be_null)
                self.put(f'    {{"{parameter.name}", labels_{function.name}_{parameter.name}, '
                         f"{count}, {required}}},")
            self.put("    {NULL, NULL, 0, 0},", "};", "")
        self.put("const misuse_function misuse_functions[] = {")
        for function in functions:
            self.put(f'    {{"{function.name}", call_{function.name}, '
                     f"parameters_{function.name}, {len(function.parameters)}}},")
        self.put("    {NULL, NULL, NULL, 0},", "};")


def main():
    output, symbols = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    paths = [pathlib.Path(name) for name in sys.argv[3:]]
    headers = header.Headers(paths)
    exported = set(symbols.read_text().split())
    functions = [function for function in headers.functions if function.name in exported]
    missing = exported - {function.name for function in functions}
    if missing:
        fail(f"exported, but not understood: {' '.join(sorted(missing))}")
    writer = Writer(headers)
    writer.put("/* Made by misuse.py from the public headers. */", "#include <limits.h>",
               "#include <math.h>", "#include <string.h>", '#include "misuse.h"')
    writer.put(*(f'#include "{path}"' for path in paths), "")
    used = {parameter.type for function in functions for parameter in function.parameters}
    for name in RIGHT_STRUCTS:
        if f"const {name} *" in used:
            writer.put_struct(name)
    for function in functions:
        writer.put_call(function)
    writer.put_table(functions)
    output.write_text("\n".join(writer.lines) + "\n")


main()
