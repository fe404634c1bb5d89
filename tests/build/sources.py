"""The sources of the project, for the tests of this folder."""

import pathlib
import sys

FOLDERS = ("include", "lib", "bindings", "examples", "tests", "benchmarks")
SUFFIXES = (".c", ".h", ".cpp")


def root():
    """The project's folder: the first argument of every test here, or the one they are in."""
    given = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2]
    return pathlib.Path(given).resolve()


def files(folders=FOLDERS, suffixes=SUFFIXES):
    """The source files in these folders, by name."""
    found = (path for folder in folders for path in (root() / folder).rglob("*"))
    return sorted(path for path in found
                  if path.suffix in suffixes and "node_modules" not in path.parts)


def finish(problems, fine):
    """Prints the problems, one a line, and ends the test."""
    for problem in problems:
        print(problem)
    if not problems:
        print(fine)
    sys.exit(1 if problems else 0)
