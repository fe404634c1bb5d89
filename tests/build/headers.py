"""Each public header compiles alone, as C99 and as C++11, without a warning."""

import pathlib
import subprocess
import sys
import tempfile

import sources

FLAGS = ("-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only")


def compile_alone(compiler, standard, header, folder):
    """What the compiler says of a file with nothing but this header; empty when all is well."""
    include = sources.root() / "include"
    unit = pathlib.Path(folder) / ("unit.cpp" if "++" in standard else "unit.c")
    unit.write_text(f"#include <{header.relative_to(include)}>\nextern int rva_unit;\n")
    run = subprocess.run([compiler, f"-std={standard}", *FLAGS, "-I", str(include), str(unit)],
                         capture_output=True, text=True, check=False)
    return run.stderr if run.returncode else ""


def main():
    c_compiler, cxx_compiler = sys.argv[2:4]
    headers = sources.files(["include"], (".h",))
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        for header in headers:
            for compiler, standard in ((c_compiler, "c99"), (cxx_compiler, "c++11")):
                said = compile_alone(compiler, standard, header, folder)
                if said:
                    problems.append(f"{header.name} as {standard}:\n{said}")
    sources.finish(problems, f"{len(headers)} headers compile alone as C99 and C++11")


main()
