"""What pages of the documentation say of metrics and reports, between marks in their text.

    <!-- metrics: revenue -->        the metrics of a group
    <!-- report: cube -->            the tables of a report
    <!-- reports -->                 the reports there are
    <!-- end -->

In the manual page a mark is a comment of roff.  generate.py calls files() with itself, which knows
how to read the schema.
"""

import re

MARK = re.compile(r"(<!-- (metrics|report|reports)(?:: (\w+))? -->\n).*?(<!-- end -->)", re.DOTALL)
OPENED = re.compile(r"<!-- (?:metrics: \w+|report: \w+|reports) -->")
NEXT = re.compile(r"<!-- (?:metrics|report)|^#", re.MULTILINE)
ROFF = re.compile(r'(\.\\" reports\n).*?(\.\\" end)', re.DOTALL)


def metric_row(metric):
    formula = metric["formula"]
    if metric["open"]:
        formula += f"; open: {metric['open']}"
    if metric["excluded"]:
        formula += f"; excluded: {metric['excluded']}"
    if metric["has_interval"]:
        formula += "; interval"
    better = {"higher": "more", "lower": "less", "neither": ""}[metric["better"]]
    formula = formula.replace("|", "\\|")
    return (f"| `{metric['name']}` | {metric['unit']} | {metric['words']} | {formula} "
            f"| {better} | {metric['clock']} | {metric['nothing'] or 'never'} |")


def metrics(source, group):
    head = "kpi" if group != "columns" else "metric"
    lines = [f"| {head} | unit | what it is | formula | better | counts by | no value |",
             "|---|---|---|---|---|---|---|"]
    lines += [metric_row(metric) for metric in source.SCHEMA["metrics"] if metric["group"] == group]
    return lines


def column_words(column):
    return f"`{column['name']}`"


def report(source, name):
    found = source.REPORTS[name]
    lines = [found["words"], "", "| table | a row is | columns |", "|---|---|---|"]
    for table in found["tables"]:
        columns = ", ".join(column_words(column) for column in table["columns"])
        lines.append(f"| `{table['name']}` | {table['words']} | {columns or 'depend on the question'} |")
    return lines


def reports(source, _):
    """The reports, and what each can be asked besides what others can."""
    common = source.common_inputs()
    lines = ["| report | answers | takes besides |", "|---|---|---|"]
    for one in source.SCHEMA["reports"]:
        more = ", ".join([f"`--{name}`" for name in one["inputs"] if name not in common] +
                         [f"no {name}" for name in common if name not in one["inputs"]])
        lines.append(f"| `{one['name']}` | {one['words']} | {more} |")
    return lines


MAKERS = {"metrics": metrics, "report": report, "reports": reports}


def broken_mark(text):
    """The first mark that has no end of its own before another mark or a heading, or None."""
    for found in OPENED.finditer(text):
        rest = text[found.end():]
        end = rest.find("<!-- end -->")
        after = NEXT.search(rest)
        if end < 0 or (after and after.start() < end):
            return found.group(0)
    return None


def without_section(text, names):
    """The reports that the page has no mark for."""
    return [name for name in names if f"<!-- report: {name} -->" not in text]


def check(source, path):
    """Ends the run when a page would lose or lack something."""
    text = (source.ROOT / path).read_text()
    broken = broken_mark(text)
    if broken:
        raise SystemExit(f"{path}: \"{broken}\" needs a line \"<!-- end -->\" before the next "
                         "section")
    lacking = without_section(text, source.REPORTS) if path == "docs/reports.md" else []
    if lacking:
        raise SystemExit(f"{path}: a section with \"<!-- report: {lacking[0]} -->\" and "
                         "\"<!-- end -->\" is missing")


def page(source, path):
    """The page with its marked parts made anew."""
    check(source, path)

    def made(found):
        lines = MAKERS[found.group(2)](source, found.group(3))
        return found.group(1) + "\n" + "\n".join(lines) + "\n\n" + found.group(4)
    return MARK.sub(made, (source.ROOT / path).read_text())


def manual(source, path):
    """The manual page with its list of reports."""
    def made(found):
        lines = []
        for one in source.SCHEMA["reports"]:
            lines += [f".It Cm {one['name']}", one["words"]]
        return found.group(1) + "\n".join(lines) + "\n" + found.group(2)
    return ROFF.sub(made, (source.ROOT / path).read_text())


def files(source):
    """The files and what makes them."""
    made = {path: lambda path=path: page(source, path)
            for path in ("docs/kpis.md", "docs/reports.md", "docs/cli.md")}
    return {**made, "bindings/cli/revanalytics.1":
            lambda: manual(source, "bindings/cli/revanalytics.1")}
