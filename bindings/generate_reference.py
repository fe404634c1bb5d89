"""The reference pages of the packages for Python and Node: what can be recorded, what reports hold.

generate.py calls files() with itself, which knows how to read the headers.
"""

import generate_node as node

SCOPE = {"documents": "What each conversation is made of.",
         "conversations": "One row for each conversation.", "leads": "One row for each lead.",
         "transactions": "One row for each transaction."}


class Python:
    """Names and types as Python has them."""

    name, guide = "Python", "python.md"
    nothing = "None"

    @staticmethod
    def word(name):
        return name

    @staticmethod
    def argument(source, form, names):
        return source.ARGUMENT.get(form) or choice(names)

    @staticmethod
    def column(source, struct, kind, name):
        return source.python_type(struct, kind, name)

    @staticmethod
    def error(status):
        return node.pascal(status.lower()) + "Error"

    @staticmethod
    def explain(source, name, form, names, comments):
        return "" if names.strip("NULL") else source.explain(name, form, names, comments[name])

    money = ("Money is given in minor units (`amount_minor=27500`) or exactly, without the suffix (`amount=Decimal(\"275.00\")`). "
             "Each column ending in `_minor` can be read without the suffix, as a Decimal.")


class Node:
    """Names and types as JavaScript has them."""

    name, guide = "Node", "node.md"
    nothing = "null"

    @staticmethod
    def word(name):
        return node.camel(name)

    @staticmethod
    def argument(source, form, names):
        return node.FORMS.get(form) or choice(names)

    @staticmethod
    def column(source, struct, kind, name):
        return node.row_type(source, struct, kind, name)

    @staticmethod
    def error(status):
        return node.pascal(status.lower()) + "Error"

    @staticmethod
    def explain(source, name, form, names, comments):
        return "" if names.strip("NULL") else node.event_explanation(name, form, comments)

    money = "Money is in minor units: `amountMinor: 27500` is 275.00."


def choice(names):
    return ", ".join(f"`{one}`" for one in names.split("|"))


def cell(text, dialect):
    """Words in a table of Markdown."""
    text = (text or "").replace("None", dialect.nothing).replace("RVA_ABSENT", dialect.nothing)
    return " ".join(text.split()).replace("|", "\\|")


def kind_cell(text):
    """A type, or the values that a text may have, which are marked already."""
    return text if text.startswith("`") else "`" + text.replace("|", "\\|") + "`"


def event_section(source, dialect, name, bit, fields, comments):
    lines = ["", f"### {dialect.word('record_' + name)}", "", source.WORDS[name], "",
             "| field | type | | meaning |", "|---|---|---|---|"]
    for field, form, allowed, required, names in fields:
        if not allowed >> bit & 1 or field == "type":
            continue
        must = "required" if required >> bit & 1 and field != "at" else ""
        lines.append(f"| `{dialect.word(field)}` | {kind_cell(dialect.argument(source, form, names))} "
                     f"| {must} | {cell(dialect.explain(source, field, form, names, comments), dialect)} |")
    return lines


def table_section(source, dialect, table, struct, without, renamed):
    path = table[1] if table[0] != table[1] else table[0]
    lines = ["", f"`{dialect.word(path)}`:", "", "| column | type | meaning |", "|---|---|---|"]
    for kind, column, text in source.members(source.read(source.row_header(struct)), struct):
        if column in without:
            continue
        shown = dialect.word(renamed.get(column, column))
        type_name = dialect.column(source, struct, kind, column)
        lines.append(f"| `{shown}` | {kind_cell(type_name)} | {cell(text, dialect)} |")
    return lines


def report_sections(source, dialect):
    lines, seen = [], None
    for table, (struct, without, renamed) in source.TABLES.items():
        if table[0] != seen:
            seen = table[0]
            lines += ["", f"### {dialect.word(seen)}", "",
                      {**node.REPORTS, **SCOPE}[seen]]
            free = node.FREE_TABLES.get(seen, ())
            if free:
                lines += ["", "Tables whose columns depend on the question: "
                          + ", ".join(f"`{dialect.word(one)}`" for one in free) + "."]
        lines += table_section(source, dialect, table, struct, without, renamed)
    free = ", ".join(f"`{dialect.word(one)}`" for one in node.FREE_TABLES["cube"])
    return lines + ["", "### cube", "", node.REPORTS["cube"],
                    f"Its table {free} has a column for each dimension and measure that was asked for."]


def error_section(source, dialect):
    lines = ["", "## Errors", "", "[errors.md](errors.md) says what to do.", "",
             "| class | code | meaning |", "|---|---|---|"]
    for status, number, text in source.STATUS.findall(source.read("status.h")):
        if number != "0":
            code = number if dialect is Python else f"`{status}`"
            lines.append(f"| `{dialect.error(status)}` | {code} | {cell(text, dialect)} |")
    return lines


def page(source, dialect):
    fields, types = source.field_map()
    comments = {name: comment for _, name, comment in
                source.members(source.read("event.h"), "rva_event")}
    lines = [f"# Reference of the package for {dialect.name}", "",
             f"Every event, table and error, made from the headers of the library. "
             f"[{dialect.guide}]({dialect.guide}) is the guide; formulas are in [kpis.md](kpis.md), "
             f"definitions in [definitions.md](definitions.md).", "", "## Recording", "",
             f"Without `at` an event happened now. {dialect.money}"]
    for name, bit in types.items():
        lines += event_section(source, dialect, name, bit, fields, comments)
    lines += ["", "## Reports and records"] + report_sections(source, dialect)
    return "\n".join(lines + error_section(source, dialect)) + "\n"


def files(source):
    """The files and what makes them."""
    return {"docs/python-reference.md": lambda: page(source, Python),
            "docs/node-reference.md": lambda: page(source, Node)}
