"""The reference of the C API is made from the headers without a warning.

    doxygen.py ROOT [OUTPUT]      OUTPUT: build/docs of ROOT

A field whose name says all needs no comment; everything else does, every function above all.
Skipped where there is no doxygen.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import sources

# Plain fields of rows, and the macro that makes the statuses, which exists between two lines only.
SELF_EXPLAINING = re.compile(r"Member (\w+ \(variable\) of struct|\w+ \(enumerator\) of|"
                             r"RVA_EVENT_\w+|RVA_API|RVA_STATUS_ENUM)")


def make(include, output):
    """Writes the pages; what doxygen complains of."""
    settings = (sources.root() / "docs/Doxyfile").read_text()
    settings += f'\nINPUT="{include}"\nINCLUDE_PATH="{include}"\nOUTPUT_DIRECTORY="{output}"\n'
    settings += f'STRIP_FROM_PATH="{include}"\nSTRIP_FROM_INC_PATH="{include}"\n'
    done = subprocess.run(["doxygen", "-"], input=settings, capture_output=True, text=True,
                          check=False)
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    if done.returncode and not lines:
        lines = [f"doxygen ends with {done.returncode}"]
    return [line for line in lines if not SELF_EXPLAINING.search(line)]


def control(folder):
    """A function without a comment must be seen; what is wrong when it is not."""
    include = folder / "include"
    shutil.copytree(sources.root() / "include", include)
    header = include / "revanalytics/feed.h"
    header.write_text(header.read_text().replace(
        "#ifdef __cplusplus\n}", "RVA_API int rva_bare(int number);\n\n#ifdef __cplusplus\n}", 1))
    seen = make(include, folder / "out")
    if not any("rva_bare" in line for line in seen):
        return ["a function without a comment is not seen"]
    return []


def main():
    if not shutil.which("doxygen"):
        print("skipped: no doxygen")
        sys.exit(77)
    output = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else sources.root() / "build/docs")
    output.mkdir(parents=True, exist_ok=True)
    problems = make(sources.root() / "include", output)
    if not (output / "html/index.html").exists():
        problems.append("no pages were written")
    with tempfile.TemporaryDirectory() as folder:
        problems += control(pathlib.Path(folder))
    sources.finish(problems, f"{output}/html/index.html")


main()
