"""Runs the notebooks of examples/notebooks, with the package that is installed.

    run_notebooks.py FOLDER

Each ends with a cell tagged "check" that compares its figures with others.  The control: after
what the reports said is tampered with, that cell must fail.
"""

import copy
import os
import pathlib
import sys

import nbclient
import nbformat

AGREES = "every figure agrees"
REAL = "bpic2012.ndjson.gz"

# What makes the figures of a notebook wrong.
TAMPER = {
    "nyc_solar_month": "events.remove(next(e for e in events if e.get('kind') == 'sale'))",
    "real_log": "talk = store.conversation_analytics(**{**period, 'from_': '2011-12-01'})",
}


def printed(cell):
    """What a cell printed."""
    return "".join(output.text for output in cell.outputs if output.output_type == "stream"
                   and output.name == "stdout")


def run(path, folder):
    """The cells of a notebook with their outputs; the kernel, for more of them."""
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    client = nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3",
                                     resources={"metadata": {"path": str(folder)}})
    return notebook, client


def check_cell(notebook):
    """The cell that compares."""
    return next(cell for cell in notebook.cells if "check" in cell.metadata.get("tags", []))


def has_no_outputs(path):
    """Whether a notebook is kept without what it printed, which would get old."""
    cells = nbformat.read(path, 4).cells
    return not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def must_fail(client, notebook, name):
    """The control: the check of tampered figures."""
    for source in (TAMPER[name], check_cell(notebook).source):
        notebook.cells.append(nbformat.v4.new_code_cell(source))
    client.execute_cell(notebook.cells[-2], len(notebook.cells) - 2)
    cell = copy.deepcopy(notebook.cells[-1])
    try:
        client.execute_cell(cell, len(notebook.cells) - 1)
    except nbclient.exceptions.CellExecutionError as error:
        return error.ename == "AssertionError"
    return False


def whole(path, folder):
    """Runs all cells; what is wrong with them."""
    name = path.stem
    notebook, client = run(path, folder)
    with client.setup_kernel():
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)
        if AGREES not in printed(check_cell(notebook)):
            return [f"{name}: the check says {printed(check_cell(notebook))!r}"]
        drawn = sum("image/png" in output.get("data", {}) for cell in notebook.cells
                    for output in cell.get("outputs", []))
        problems = [] if drawn >= 3 else [f"{name}: {drawn} drawings"]
        if not must_fail(client, notebook, name):
            problems.append(f"{name}: the check does not see wrong figures")
    return problems


def without_data(path, folder):
    """Runs the notebook of the real log where there is no log: one sentence, nothing else."""
    kept = {name: os.environ.pop(name, None) for name in ("RVA_DATA", "RVA_TEST_DATA")}
    try:
        notebook, client = run(path, folder)
        client.execute()
    finally:
        os.environ.update({name: value for name, value in kept.items() if value})
    said = [printed(cell) for cell in notebook.cells if cell.get("outputs")]
    fine = len(said) == 1 and said[0].startswith("The log is not there")
    return [] if fine else [f"{path.stem}: without the log it says {said}"]


def main():
    folder = pathlib.Path(sys.argv[1])
    data = pathlib.Path(os.environ.get("RVA_DATA") or os.environ.get("RVA_TEST_DATA") or "data")
    problems = []
    for path in sorted(folder.glob("*.ipynb")):
        if not has_no_outputs(path):
            problems.append(f"{path.stem}: it is kept with outputs; clear them")
        if path.stem == "real_log":
            problems += without_data(path, folder)
            if not (data / REAL).exists():
                print(f"{path.stem}: skipped but for its first sentence: there is no {REAL}")
                continue
        problems += whole(path, folder)
    print("\n".join(problems) or "the notebooks ran, and their figures agree")
    sys.exit(1 if problems else 0)


main()
