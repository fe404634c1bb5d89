"""What follows from the schema and the headers for the Node package: types for TypeScript, names for `import`.

generate.py calls files() with itself, which knows how to read them.
"""

import re

FORMS = {"TEXT": "string", "INTEGER": "number | bigint", "REAL": "number", "FLAG": "boolean",
         "INSTANT": "Instant", "OBJECT": "Record<string, unknown> | string"}
COLUMNS = {"text": "string", "integer": "number", "money": "number", "real": "number",
           "flag": "boolean", "instant": "Date"}


def camel(name):
    """The name as JavaScript has it."""
    return re.sub(r"_(\w)", lambda found: found.group(1).upper(), name)


def pascal(name):
    return camel("_" + name)


def comment(text, indent=""):
    """A line of documentation, or none."""
    text = (text or "").replace("None", "null").replace("RVA_ABSENT", "null").replace("*/", "")
    end = "" if text.endswith(".") else "."
    return [f"{indent}/** {text[0].upper()}{text[1:]}{end} */"] if text else []


# --- Events -------------------------------------------------------------------------------------

def event_explanation(name, form, comments):
    if form == "INSTANT":
        return "when it happened"
    if form == "OBJECT":
        return "free attributes, or the text of a JSON object"
    text = comments[name]
    if form == "FLAG":
        return text.replace("0 or 1; absent: 1", "true when left out").replace(
            "0 or 1; absent: 0", "false when left out").replace("1: replaces", "true replaces")
    return "" if text.startswith("rva_") else text


def event_interface(source, type_name, bit, fields, comments):
    lines = ["", f"/** {source.WORDS[type_name]} */", f"export interface {pascal(type_name)} {{"]
    if type_name != "erase":
        lines += ["  /** When it happened; record" + pascal(type_name) + "() takes it as now. */",
                  "  at?: Instant;"]
    for name, form, allowed, required, names in fields:
        if not allowed >> bit & 1 or name in ("type", "at"):
            continue
        kind = FORMS.get(form) or " | ".join(f"'{one}'" for one in names.split("|"))
        mark = "" if required >> bit & 1 else "?"
        suffix = "" if required >> bit & 1 else " | null"
        lines += comment(event_explanation(name, form, comments), "  ")
        lines.append(f"  {camel(name)}{mark}: {kind}{suffix};")
    return lines + ["}"]


def event_union(types, fields):
    lines = ["", "/** An event of any type, as record() and recordMany() take it. */",
             "export type AnyEvent ="]
    for name in types:
        dated = any(field[0] == "at" and field[3] >> types[name] & 1 for field in fields)
        at = " & { at: Instant }" if dated else ""
        lines.append(f"  | ({{ type: '{name}' }} & {pascal(name)}{at})")
    lines[-1] += ";"
    lines += ["", "export type EventType = AnyEvent['type'];", "",
              "/** One method for each type of event. */", "export interface Recording {"]
    for name in types:
        lines.append(f"  record{pascal(name)}(event: {pascal(name)}): Outcome;")
    return lines + ["}"]


def recorded_event(fields):
    """An event as the feed gives it: what it carries, with the type."""
    lines = ["", "/** An event as the feed gives it. */", "export interface RecordedEvent {",
             "  type: EventType;"]
    for name, form, _, _, names in fields:
        if name == "type":
            continue
        kind = {"INSTANT": "Date", "OBJECT": "string", "INTEGER": "number"}.get(form) or (
            FORMS.get(form) or " | ".join(f"'{one}'" for one in names.split("|")))
        lines.append(f"  {camel(name)}?: {kind};")
    return lines + ["}"]


def events_d_ts(source):
    fields, types = source.field_map()
    comments = {name: text for _, name, text in
                source.members(source.read("event.h"), "rva_event")}
    lines = [f"// {source.NOTE}", "// The types of event; docs/events.md explains their fields.", "",
             "/** A moment: a Date, or a text like 2026-03-01T14:03:22.123456Z. */",
             "export type Instant = Date | string;", "", "/** What became of an event. */",
             "export type Outcome = 'accepted' | 'corrected' | 'duplicate' | 'conflict' | 'erased' |",
             "  'refused' | 'nothing_stored';"]
    for name, bit in types.items():
        lines += event_interface(source, name, bit, fields, comments)
    lines += event_union(types, fields) + recorded_event(fields)
    return "\n".join(lines) + "\n"


# --- Reports ------------------------------------------------------------------------------------

def names_type(name, words, metrics):
    """A type of names."""
    lines = ["", f"/** {words} */", f"export type {name} ="]
    lines += [f"  | '{metric['name']}'" for metric in metrics]
    return lines[:-1] + [lines[-1] + ";"]


def row_type(column):
    return COLUMNS[column["type"]] + (" | null" if column["optional"] else "")


def row_interface(name, report, table):
    path = report if report == table["name"] else f"{report}.{table['name']}"
    lines = ["", f"/** A row of {path}: {table['words']}. */", f"export interface {name} {{"]
    for column in table["columns"]:
        lines += comment(column["words"], "  ")
        lines.append(f"  {camel(column['name'])}: {row_type(column)};")
    return lines + ["}"]


def report_interface(source, report):
    lines = ["", f"/** {report['words']} */",
             f"export interface {pascal(report['name'])} extends Report {{"]
    for table in report["tables"]:
        row = source.class_of(table) if table["row"] else "Row"
        lines += comment(table["words"], "  ") + [f"  {camel(table['name'])}: {row}[];"]
    return lines + ["}"]


# The options of reports by their input: (name, type, words).
OPTIONS = {
    "period": [("period", "string", "today, last-month, 2026-03, 2026-W09, 2026-Q1 ...; or give days, or from and to."),
               ("days", "number", "Whole local days ending with today; 30."),
               ("from", "Instant", "The first instant, or a local day like 2026-03-01."),
               ("to", "Instant", "The first instant after.")],
    "now": [("now", "Instant", "The present: decides what is open and what is partial.")],
    "mode": [("mode", "MODE", "Where returns count.")],
    "compare": [("compare", "COMPARE", "What the period is compared with.")],
    "where": [("where", "Where",
               "Conditions that must all hold: { platform: ['A', 'B'], tier: { not: 'basic' } }.")],
    "by": [("by", "GRAIN", "The length of a bucket.")],
    "measures": [("measures", "string | string[]", "Names of measures and metrics.")],
    "dimensions": [("dimensions", "string | string[]", "Names of dimensions.")],
    "sort": [("sort", "string",
              "A column of the cells, as it was asked for; '-' before it for the greatest first.")],
    "limit": [("limit", "number", "So many rows, the first of them; 0 for all.")],
    "value": [("value", "WORTH", "What an item of the pipeline is worth.")],
}


def common_inputs(source):
    """What reports can be asked, in the order of OPTIONS."""
    return [name for name in OPTIONS if name in source.common_inputs()]


def base_query(source, report):
    """The type of what a report can be asked like others."""
    left_out = [f"'{option}'" for name in common_inputs(source) if name not in report["inputs"]
                for option, _, _ in OPTIONS[name]]
    return f"Omit<Query, {' | '.join(left_out)}>" if left_out else "Query"


def option_lines(names, words):
    lines = []
    for name in names:
        for option, kind, text in OPTIONS[name]:
            lines += comment(text, "  ") + [f"  {option}?: {words.get(kind, kind)};"]
    return lines


def query_type(source, report):
    """The type of a report's query: Query, or one of its own."""
    more = set(report["inputs"]) ^ set(common_inputs(source))
    return f"{pascal(report['name'])}Query" if more else "Query"


def queries(source):
    """What reports may be asked: what they take, then what some take besides or do not take."""
    text = source.read("report.h")
    words = {name: " | ".join(
        f"'{camel(word.lower())}'" for word in re.findall(rf"RVA_{name}_(\w+) = [1-9]", text))
        for name in ("MODE", "COMPARE", "GRAIN", "WORTH")}
    lines = ["", "/** What a report can be asked; the last 30 days if nothing else is said. */",
             "export interface Query {", *option_lines(common_inputs(source), words),
             "  /** A moment that several reports share. */", "  snapshot?: Snapshot;", "}"]
    for report in source.SCHEMA["reports"]:
        more = [name for name in OPTIONS
                if name in report["inputs"] and name not in common_inputs(source)]
        if query_type(source, report) != "Query":
            lines += ["", f"/** What {report['name']} can be asked. */",
                      f"export interface {query_type(source, report)} extends {base_query(source, report)} {{",
                      *option_lines(more, words), "}"]
    every = dict.fromkeys(query_type(source, report) for report in source.SCHEMA["reports"])
    return lines + ["", "/** What any report can be asked. */",
                    f"export type AnyQuery = {' | '.join(every)};"]


def reports_d_ts(source):
    lines = [f"// {source.NOTE}",
             "// The reports, their rows and the records; docs/kpis.md has the formulas.",
             "", "import type { Instant } from './events.js';",
             "import type { Report, Snapshot, Table, Where } from './index.js';", "",
             "/** A row whose columns depend on the question. */",
             "export type Row = Record<string, string | number | boolean | Date | null>;"]
    metrics = source.SCHEMA["metrics"]
    lines += names_type("KpiName", "The names of KPIs, the rows of tables `kpis`.",
                        [one for one in metrics if one["is_kpi"]])
    lines += names_type("MetricName", "The names of metrics that a cube takes as measures.",
                        [one for one in metrics if one["in_cube"]])
    made = set()
    for report, table in source.tables():
        name = source.class_of(table)
        if name not in made:
            made.add(name)
            lines += row_interface(name, report, table)
    for report in source.SCHEMA["reports"]:
        lines += report_interface(source, report)
    lines += queries(source)
    lines += ["", "/** One method for each report. */", "export interface Reporting {"]
    lines += [f"  {camel(report['name'])}(query?: {query_type(source, report)}): "
              f"Promise<{pascal(report['name'])}>;" for report in source.SCHEMA["reports"]]
    lines += ["}", "", "/** One method for each kind of record. */", "export interface Listing {"]
    for table in source.SCHEMA["records"]:
        lines.append(f"  {table['name']}(options?: {{ now?: Instant }}): "
                     f"Promise<Table<{source.class_of(table)}>>;")
    return "\n".join(lines + ["}", ""])


# --- Errors and exports ---------------------------------------------------------------------------

def error_names(source):
    return [(status, pascal(status.lower()) + "Error", text)
            for status, number, text in source.STATUS.findall(source.read("status.h"))
            if number != "0"]


def errors_d_ts(source):
    names = error_names(source)
    lines = [f"// {source.NOTE}", "// One class for each status; docs/errors.md says what to do.", "",
             "export type ErrorCode =", *[f"  | '{status}'" for status, _, _ in names]]
    lines[-1] += ";"
    lines += ["", "/** What the library says when it fails. */",
              "export class RevanalyticsError extends Error {", "  readonly code: ErrorCode;",
              "  /** The field at fault, or null. */", "  readonly field: string | null;", "}"]
    for status, name, text in names:
        lines += ["", *comment(text), f"export class {name} extends RevanalyticsError {{",
                  f"  readonly code: '{status}';", "}"]
    return "\n".join(lines) + "\n"


EXPORTS = ["open", "create", "compact", "upgrade", "salvage", "Store", "Report", "Table", "Snapshot", "Watch",
           "version", "reports", "dimensions", "measures", "RevanalyticsError"]


def index_mjs(source):
    names = EXPORTS + [name for _, name, _ in error_names(source)]
    return "\n".join([f"// {source.NOTE}", "// The same package for `import`.",
                      "import revanalytics from './index.cjs';", "", "export const {",
                      *[f"  {name}," for name in names], "} = revanalytics;",
                      "export default revanalytics;", ""])


def files(source):
    """The files and what makes them."""
    return {"bindings/node/types/events.d.ts": lambda: events_d_ts(source),
            "bindings/node/types/reports.d.ts": lambda: reports_d_ts(source),
            "bindings/node/types/errors.d.ts": lambda: errors_d_ts(source),
            "bindings/node/lib/index.mjs": lambda: index_mjs(source)}
