"""A new report touches five files, besides a line in a CMakeLists.txt; all else follows.

    new_report.py ROOT FOLDER CMAKE COMPILER

Copies the tree, adds the report of sample/ to it, counts the files that differ, builds and asks.
"""

import filecmp
import json
import os
import pathlib
import shutil
import subprocess
import sys

SAMPLE = pathlib.Path(__file__).parent / "sample"
FIVE = {"lib/reports/zip_codes.c", "include/revanalytics/report.h", "lib/reports/list.h",
        "docs/reports.md", "tests/reports/test_zip_codes.c"}
LINE = "    X(cube)"
EVENT = ('{"type":"conversation","id":"c-1","at":"2026-03-01T15:00:00Z","zip":"11215"}\n'
         '{"type":"conversation","id":"c-2","at":"2026-03-01T16:00:00Z","zip":"11215"}\n')
SKIPPED = {".git", "node_modules", "__pycache__", "prebuilds"}


def copy(root, to):
    """The tree without what was built."""
    def skipped(folder, names):
        built = {"build"} if pathlib.Path(folder) == root else set()
        return [name for name in names if name in SKIPPED | built]
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(root, to, ignore=skipped)


def insert(path, before, text):
    """Puts text before a line, which must be there once."""
    old = path.read_text()
    if old.count(before) != 1:
        sys.exit(f"{path}: {before!r} is there {old.count(before)} times")
    path.write_text(old.replace(before, text + before))


def add_report(tree):
    """What somebody does who adds a report; but for its line in the list."""
    shutil.copy(SAMPLE / "zip_codes.c.in", tree / "lib/reports/zip_codes.c")
    shutil.copy(SAMPLE / "test_zip_codes.c.in", tree / "tests/reports/test_zip_codes.c")
    header = tree / "include/revanalytics/report.h"
    insert(header, "/**\n * Computes a report by its name.", (SAMPLE / "rows.h.in").read_text())
    insert(header, "/** rva_report_run() of cube. */", (SAMPLE / "wrapper.h.in").read_text())
    insert(tree / "docs/reports.md", "## An empty period",
           "## zip_codes\n\n<!-- report: zip_codes -->\n<!-- end -->\n\n")
    insert(tree / "lib/CMakeLists.txt", "    export/csv.c", "    reports/zip_codes.c\n")
    insert(tree / "tests/CMakeLists.txt", "rva_test(reports revenue_trends",
           "rva_test(reports zip_codes SOURCES source.c)\n")


def add_line(tree):
    """The report's line in the list."""
    path = tree / "lib/reports/list.h"
    lines = path.read_text().split("\n")
    place = next(i for i, line in enumerate(lines) if line.startswith(LINE))
    lines[place:place] = ["    X(zip_codes)".ljust(99) + "\\"]
    path.write_text("\n".join(lines))


def changed(root, tree):
    """The files of the tree that are new or differ, but for CMakeLists.txt."""
    found = set()
    for path in tree.rglob("*"):
        name = path.relative_to(tree)
        if name.parts[0] == "build" or path.is_dir() or path.name == "CMakeLists.txt" \
                or "__pycache__" in name.parts:
            continue
        if not (root / name).exists() or not filecmp.cmp(path, root / name, shallow=False):
            found.add(str(name))
    return found


def run(*words, **options):
    """Runs a command and gives what it printed; ends the test when it fails."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          check=False, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    return done.stdout


def build(tree, cmake, *targets):
    """Builds some targets of the tree."""
    run(cmake, "--build", tree / "build", "--target", *targets)


def answers(command, store):
    """Whether the command knows the report."""
    done = subprocess.run([command, "report", store, "zip_codes", "--now", "2026-03-02T05:00:00Z",
                           "--format", "json"], capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def check_c(tree, store, compiler):
    """The wrapper answers in C, with rows as structs."""
    run(compiler, "-std=c99", "-Wall", "-Wextra", "-Werror", "-I", tree / "include",
        "-x", "c", SAMPLE / "ask.c.in", "-x", "none", "-o", tree / "build/ask", "-L", tree / "build/lib", "-lrevanalytics",
        f"-Wl,-rpath,{tree}/build/lib")
    said = run(tree / "build/ask", store)
    if said != "11215 2\n":
        sys.exit(f"through C: {said!r}")


def check_made(tree, cmake):
    """The bindings, the pages and the manual have the report once they are made anew."""
    build(tree, cmake, "revanalytics_schema")
    run(sys.executable, "-B", tree / "tests/build/schema.py", tree,
        tree / "build/bindings/schema/revanalytics_schema", "--write")
    for name, word in {"bindings/python/revanalytics/_reports.py": "def zip_codes(",
                       "bindings/node/types/reports.d.ts": "zipCodes(query?: Query)",
                       "bindings/cli/revanalytics.1": ".It Cm zip_codes",
                       "docs/reports.md": "| `zips` | a zip | `zip`, `conversations`",
                       "docs/node-reference.md": "### zipCodes"}.items():
        if word not in (tree / name).read_text():
            sys.exit(f"{name} does not have {word!r}")


def main():
    root, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    cmake, compiler = sys.argv[3:5]
    tree = folder / "tree"
    copy(root, tree)
    add_report(tree)
    run(cmake, "-S", tree, "-B", tree / "build", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
        "-DRVA_WERROR=ON", "-DRVA_BUILD_TESTS=ON", "-DRVA_BUILD_EXAMPLES=OFF",
        f"-DCMAKE_C_COMPILER={compiler}", "-DCMAKE_C_FLAGS_RELEASE=-O1")

    command, store = tree / "build/bindings/cli/revanalytics", tree / "build/store"
    shutil.rmtree(store, ignore_errors=True)
    build(tree, cmake, "revanalytics_cli")
    run(command, "init", store)
    run(command, "import", store, "-", input=EVENT)
    if answers(command, store) is not None:
        sys.exit("control: a report that is not in the list answers")

    add_line(tree)
    found = changed(root, tree)
    if found != FIVE:
        sys.exit(f"{len(found)} files were touched: {', '.join(sorted(found))}")
    (tree / "README.md").write_text("touched")
    if changed(root, tree) != FIVE | {"README.md"}:
        sys.exit("control: a sixth file is not seen")

    build(tree, cmake, "revanalytics_cli", "test_reports_zip_codes")
    report = answers(command, store)
    if report is None or report["tables"]["zips"][0]["conversations"] != 2:
        sys.exit(f"through the command: {report}")
    if "zip_codes" not in run(command, "complete", "reports").split():
        sys.exit("shells do not know the report")
    run(tree / "build/tests/test_reports_zip_codes")
    check_c(tree, store, compiler)
    check_made(tree, cmake)
    print("five files, and the report answers in C, in the command, and is in the bindings")


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    main()
