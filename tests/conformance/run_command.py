"""The cases of conformance through the command.

    run_command.py [--write]      with the command in REVANALYTICS_COMMAND
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import conformance

COMMAND = os.environ["REVANALYTICS_COMMAND"]


def build(folder, name, world):
    """A store of this world."""
    settings, events = conformance.write_files(folder, name, world)
    store = folder / f"{name}.store"
    subprocess.run([COMMAND, "init", store, "--ephemeral", "--config", settings], check=True,
                   stdout=subprocess.DEVNULL)
    subprocess.run([COMMAND, "import", store, events], check=True, stdout=subprocess.DEVNULL)


def options(query):
    """The query as options of the command."""
    for name, value in query.items():
        if name == "where":
            for condition in conformance.conditions(value):
                yield from ("--where", condition)
        else:
            yield from (f"--{name}", ",".join(value) if isinstance(value, list) else str(value))


def write(answer, worlds, cases):
    """Writes the file anew, with what the command answers."""
    for case in cases:
        case["expected"] = answer(case)
    text = json.dumps({"worlds": worlds, "cases": cases}, indent=1, ensure_ascii=False)
    conformance.PATH.write_text(text + "\n")


def main():
    worlds, cases = conformance.read()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for name, world in worlds.items():
            build(folder, name, world)

        def answer(case):
            store = folder / f"{case['world']}.store"
            said = subprocess.run([COMMAND, "report", store, case["report"], "--format", "json",
                                   *options(case["query"])], check=True, capture_output=True)
            return said.stdout.decode().removesuffix("\n")

        if "--write" in sys.argv:
            write(answer, worlds, cases)
        conformance.finish(answer, cases)


main()
