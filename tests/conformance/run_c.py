"""The cases of conformance through the C API, which a small program asks.

    run_c.py PROGRAM      ask.c, built
"""

import pathlib
import subprocess
import sys
import tempfile

import conformance

PROGRAM = sys.argv[1]


def words(query):
    """The query as words of the program."""
    for name, value in query.items():
        if name == "where":
            for condition in conformance.conditions(value):
                yield f"where={condition}"
        else:
            yield f"{name}={','.join(value) if isinstance(value, list) else value}"


def main():
    worlds, cases = conformance.read()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for name, world in worlds.items():
            files = conformance.write_files(folder, name, world)
            subprocess.run([PROGRAM, "create", folder / name, *files], check=True)

        def answer(case):
            said = subprocess.run([PROGRAM, "report", folder / case["world"], case["report"],
                                   *words(case["query"])], check=True, capture_output=True)
            return said.stdout.decode().removesuffix("\n")

        conformance.finish(answer, cases)


main()
