"""What follows from the headers for the Node package: types for TypeScript, names for `import`.

generate.py calls files() with itself, which knows how to read the headers.
"""

import re

TEXTS_ALWAYS = {"kpi", "unit", "day", "bucket", "position"}
FORMS = {"TEXT": "string", "INTEGER": "number | bigint", "REAL": "number", "FLAG": "boolean",
         "INSTANT": "Instant", "OBJECT": "Record<string, unknown> | string"}
REPORTS = {"executive_summary": "Revenue, leads and conversations.",
           "conversation_analytics": "Stages, drop-offs, paths, agents and sources.",
           "revenue_trends": "Revenue over time.",
           "platform_performance": "Buyers, by tier and by day.",
           "cube": "Any measures by any dimensions."}
FREE_TABLES = {"revenue_trends": ("growth", "run_rate"), "cube": ("cells",)}


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


def event_union(types):
    lines = ["", "/** An event of any type, as record() and recordMany() take it. */",
             "export type AnyEvent ="]
    for name in types:
        at = "" if name == "erase" else " & { at: Instant }"
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
             "export type Outcome = 'accepted' | 'duplicate' | 'conflict' | 'refused';"]
    for name, bit in types.items():
        lines += event_interface(source, name, bit, fields, comments)
    lines += event_union(types) + recorded_event(fields)
    return "\n".join(lines) + "\n"


# --- Reports ------------------------------------------------------------------------------------

def row_type(source, struct, kind, name):
    if kind == "const char *":
        return "string" if name in TEXTS_ALWAYS else "string | null"
    if kind == "double":
        return "number | null"
    if name in source.FLAGS:
        return "boolean"
    if name == "at" or name.endswith("_at"):
        return "Date | null"
    return "number | null" if (struct, name) in source.OPTIONAL else "number"


def row_interface(source, name, table, struct, without, renamed):
    lines = ["", f"/** A row of {'.'.join(dict.fromkeys(table))}. */", f"export interface {name} {{"]
    for kind, column, text in source.members(source.read(source.row_header(struct)), struct):
        if column in without:
            continue
        column = renamed.get(column, column)
        lines += comment(text, "  ")
        lines.append(f"  {camel(column)}: {row_type(source, struct, kind, column)};")
    return lines + ["}"]


def report_interface(source, report):
    lines = ["", f"/** {REPORTS[report]} */",
             f"export interface {pascal(report)} extends Report {{"]
    for table, (struct, _, _) in source.TABLES.items():
        if table[0] == report:
            lines.append(f"  {camel(table[1])}: {source.class_of(table, struct)}[];")
    lines += [f"  {camel(table)}: Row[];" for table in FREE_TABLES.get(report, ())]
    return lines + ["}"]


def queries(source):
    """What a report may be asked; the cube has measures and dimensions besides."""
    text = source.read("report.h")
    words = {name: [camel(word.lower()) for word in re.findall(rf"RVA_{name}_(\w+) = [1-9]", text)]
             for name in ("MODE", "COMPARE", "GRAIN")}
    union = {name: " | ".join(f"'{word}'" for word in found) for name, found in words.items()}
    return ["", "/** What a report is asked; the last 30 days if nothing else is said. */",
            "export interface Query {", "  /** Whole local days ending with today. */",
            "  days?: number;", "  /** The first instant, or a local day like 2026-03-01. */",
            "  from?: Instant;", "  /** The first instant after. */", "  to?: Instant;",
            "  /** The present: decides what is open and what is partial. */", "  now?: Instant;",
            "  /** Where returns count. */", f"  mode?: {union['MODE']};",
            f"  compare?: {union['COMPARE']};",
            "  /** The length of a bucket, of revenueTrends() and cube(). */",
            f"  by?: {union['GRAIN']};",
            "  /** Conditions that must all hold: { platform: 'SolarReviews' }. */",
            "  where?: Record<string, string>;",
            "  /** A moment that several reports share. */", "  snapshot?: Snapshot;", "}", "",
            "export interface CubeQuery extends Query {", "  measures?: string | string[];",
            "  dimensions?: string | string[];", "}"]


def reports_d_ts(source):
    lines = [f"// {source.NOTE}", "// The reports, their rows and the records; docs/kpis.md has the formulas.",
             "", "import type { Instant } from './events.js';",
             "import type { Report, Snapshot, Table } from './index.js';", "",
             "/** A row whose columns depend on the question. */",
             "export type Row = Record<string, string | number | boolean | Date | null>;"]
    made = set()
    for table, (struct, without, renamed) in source.TABLES.items():
        name = source.class_of(table, struct)
        if name not in made:
            made.add(name)
            lines += row_interface(source, name, table, struct, without, renamed)
    for report in REPORTS:
        lines += report_interface(source, report)
    lines += queries(source)
    lines += ["", "/** One method for each report. */", "export interface Reporting {"]
    lines += [f"  {camel(report)}(query?: {'CubeQuery' if report == 'cube' else 'Query'}): "
              f"Promise<{pascal(report)}>;" for report in REPORTS]
    lines += ["}", "", "/** One method for each kind of record. */", "export interface Listing {"]
    for table, (struct, _, _) in source.TABLES.items():
        if table[0] == table[1]:
            lines.append(f"  {table[0]}(options?: {{ now?: Instant }}): "
                         f"Promise<Table<{source.class_of(table, struct)}>>;")
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


EXPORTS = ["open", "create", "compact", "salvage", "Store", "Report", "Table", "Snapshot", "Watch",
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
