"""The tables of the documentation are whole: every status, command, KPI and setting has its place.

    coverage.py ROOT
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def command(*arguments):
    """What the command prints."""
    done = subprocess.run([os.environ["REVANALYTICS_COMMAND"], *arguments],
                          stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


def metrics():
    """The names of all metrics: the KPIs that the executive summary shows, and columns alone."""
    path = pathlib.Path(__file__).parents[2] / "bindings/schema.json"
    schema = json.loads(path.read_text())
    return kpis() + [one["name"] for one in schema["metrics"] if not one["is_kpi"]]


def kpis():
    """The names of the KPIs of the executive summary, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "store")
        command("init", store)
        said = command("report", store, "executive_summary", "--format", "json")
    return [row["kpi"] for row in json.loads(said)["tables"]["kpis"]]


def commands():
    """The names of the commands."""
    return re.findall(r"^  ([a-z]+) ", command("--help"), re.MULTILINE)


def statuses(root):
    """The names of the statuses with their numbers."""
    header = (root / "include/revanalytics/status.h").read_text()
    return re.findall(r"X\(([A-Z_]+), (\d+), ", header)


def first_cells(page):
    """The names in backquotes in the first cell of each row of its tables."""
    for row in re.findall(r"^\| *(`[^|]*)\|", page.read_text(), re.MULTILINE):
        yield from re.findall(r"`([^`]+)`", row)


def compare(name, wanted, found):
    """What is missing in a page, and what it has too much."""
    problems = [f"{name}: {word} is missing" for word in wanted if word not in found]
    return problems + [f"{name}: {word} does not exist" for word in found if word not in wanted]


def main():
    root = pathlib.Path(sys.argv[1])
    docs = root / "docs"
    errors = (docs / "errors.md").read_text()
    told = re.findall(r"^\| `RVA_([A-Z_]+)` \| (\d+) \|", errors, re.MULTILINE)
    headings = re.findall(r"^## (\w+)$", (docs / "cli.md").read_text(), re.MULTILINE)
    index = (docs / "README.md").read_text()
    names = [path.name for path in docs.glob("*.md") if path.name != "README.md"]
    problems = compare("errors.md", statuses(root), told)
    problems += compare("cli.md", commands(), headings)
    problems += compare("kpis.md", metrics(), list(first_cells(docs / "kpis.md")))
    problems += [f"docs/README.md: {name} is missing" for name in names
                 if f"({name})" not in index]
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
