"""The reference pages of the packages for Python and Node: what can be recorded, what reports hold.

generate.py calls files() with itself, which knows how to read the schema and the headers.
"""

import generate_node as node
import generate_python as python


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
    def column(column):
        return python.python_type(column)

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
    def column(column):
        return node.row_type(column)

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


def table_section(dialect, table):
    lines = ["", f"`{dialect.word(table['name'])}`: {table['words']}.", "",
             "| column | type | meaning |", "|---|---|---|"]
    for column in table["columns"]:
        lines.append(f"| `{dialect.word(column['name'])}` | {kind_cell(dialect.column(column))} "
                     f"| {cell(column['words'], dialect)} |")
    return lines


def report_sections(source, dialect):
    lines = []
    for report in source.SCHEMA["reports"]:
        lines += ["", f"### {dialect.word(report['name'])}", "", report["words"]]
        for table in report["tables"]:
            lines += (table_section(dialect, table) if table["row"] else
                      ["", f"`{dialect.word(table['name'])}`: {table['words']}; its columns depend on the question."])
    for table in source.SCHEMA["records"]:
        lines += ["", f"### {dialect.word(table['name'])}"] + table_section(dialect, table)
    return lines


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
             f"Every event, table and error, made from what the library says of itself. "
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
