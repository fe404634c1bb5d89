"""The tests of this folder do fail where something is wrong: each is shown a bad tree."""

import importlib.util
import pathlib
import shutil
import subprocess
import sys
import tempfile

import sources

HERE = pathlib.Path(__file__).parent
LONG = "int f(void)\n{\n" + "    ;\n" * 68 + "}\n"
HIDDEN = "namespace {\nstruct s {\n    int f()\n    {\n" + ";\n" * 68 + "    }\n};\n}\n"

# What is done to a copy of the tree -> the test that must see it, and what it must say.
FAULTS = [
    ("layers.py", "lib/core/bad.c", '#include "lmdb/env.h"\n', "lmdb/env.h"),
    ("layers.py", "lib/engine/bad.c", "#include <lmdb.h>\n", "lmdb.h"),
    ("layers.py", "lib/store/bad.c", "#include <msgpack.h>\n", "msgpack.h"),
    ("layers.py", "lib/engine/bad.c", '#include "engine.h"\n', "engine.h"),
    ("layers.py", "lib/extra/bad.c", "", "lib/extra"),
    ("modules.py", "lib/core/bad.c", '#include "store/log.h"\n', "core -> "),
    ("modules.py", "lib/core/alloc.h", '#include "core/buffer.h"\n', "core/alloc -> core/buffer"),
    ("modules.py", "lib/core/bad.c", "void rva__bad(void)\n{\n}\n", "rva__bad() is not"),
    ("modules.py", "lib/core/bad.c", "void rva_bad(void)\n{\n}\n", "rva_bad() is not"),
    ("modules.py", "lib/engine/env.h", "", "lib/lmdb/env.h"),
    ("lengths.py", "lib/core/bad.c", LONG, "71 lines"),
    ("lengths.py", "bindings/bad.cpp", HIDDEN, "71 lines"),
    ("lengths.py", "tests/core/bad.c", "\n" * 601, "601 lines"),
    ("headers.py", "include/revanalytics/bad.h", "size_t rva_bad(void);\n", "bad.h as c99"),
    ("headers.py", "include/revanalytics/bad.h", "int rva_bad(int class);\n", "bad.h as c++11"),
    ("headers.py", "include/revanalytics/bad.h", "struct rva_bad {};\n", "bad.h as c99"),
    ("symbols.py", "include/revanalytics/bad.h", "RVA_API int rva_bad(void);\n", "rva_bad"),
    ("symbols.py", "lib/SYMBOLS", "rva__bad\n", "rva__bad"),
    ("listed.py", "lib/core/bad.c", "", "lib/core/bad.c"),
    ("listed.py", "tests/core/test_bad.c", "", "test_bad.c"),
    ("tested.py", "lib/core/bad.c", "", "lib/core/bad.c"),
    ("tested.py", "tests/core/test_bad.c", "", "core/bad is no module"),
    ("tested.py", "tests/MODULES", "core/bad  -  data\n", "no module core/bad"),
    ("tested.py", "tests/MODULES", "core/zone  core/bad  why\n", "no test core/bad"),
    ("tested.py", "tests/MODULES", "core/zone  core/sort\n", "does not say why"),
]
WORKFLOW = "\n  bad:\n    strategy: {matrix: {image: [debian:12]}}\n    steps: [run: ./dev fly]\n"
if importlib.util.find_spec("yaml"):
    FAULTS += [
        ("github.py", ".github/workflows/test.yml", WORKFLOW, "bad runs on ['debian:12']"),
        ("github.py", ".github/workflows/test.yml", WORKFLOW, "bad runs ./dev fly"),
        ("github.py", ".github/workflows/test.yml", "  - [\n", "test.yml is no YAML"),
        ("github.py", ".github/ISSUE_TEMPLATE/bad.yml", "name: Bad\n", "bad.yml has no body"),
    ]

# Nothing is installed where these look.
MISSING = ["install.sh", "pkg_config.sh", "find_package.sh", "static.sh", "run_path.sh"]


def copy_tree(folder):
    """A copy of what the tests look at."""
    root = sources.root()
    ignore = shutil.ignore_patterns("node_modules", "build")
    for name in ("include", "lib", "tests", "bindings", "examples", ".github"):
        shutil.copytree(root / name, folder / name, ignore=ignore)
    shutil.copy(root / "dev", folder)


def run(command):
    """Exit code and words of a command."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                          check=False)
    return done.returncode, done.stdout + done.stderr


def check_fault(tree, fault, arguments):
    """What is wrong with the test that should see this fault, or None."""
    test, name, content, expected = fault
    path = tree / name
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((before or "") + content)
    code, said = run([sys.executable, HERE / test, tree, *arguments.get(test, ())])
    if before is None:
        path.unlink()
    else:
        path.write_text(before)
    return None if code == 1 and expected in said else f"{test} passes a bad {name}: {said}"


def check_missing(test, tree, arguments):
    """What is wrong with a test of an installation that is not there, or None."""
    code, said = run(["sh", HERE / test, sources.root(), *arguments[test]])
    return None if code != 0 else f"{test} passes without an installation: {said}"


def main():
    cc, cxx, nm, library, cmake = sys.argv[2:7]
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        empty = pathlib.Path(folder) / "empty"
        empty.mkdir()
        tree = pathlib.Path(folder) / "tree"
        copy_tree(tree)
        arguments = {"headers.py": (cc, cxx), "symbols.py": (nm, library),
                     "install.sh": (empty, empty, "true"), "pkg_config.sh": (empty, cc),
                     "find_package.sh": (empty, cmake, cc),
                     "static.sh": (empty, cmake, cc, nm), "run_path.sh": (empty, cmake, cc)}
        problems += [check_fault(tree, fault, arguments) for fault in FAULTS]
        problems += [check_missing(test, tree, arguments) for test in MISSING]
    sources.finish([problem for problem in problems if problem],
                   f"{len(problems)} faults are seen")


main()
