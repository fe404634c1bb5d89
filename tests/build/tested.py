"""Each module of lib/ (a .c) has a test of its name, or a line in tests/MODULES that says why not.

- A line names a module that there is, and tests that there are.
- A module without a test of its own has a line.
- A test in a folder of lib/ is of a module, or on a line: so it is found from what it tests.
"""

import re

import sources

SUFFIXES = (".c", ".py", ".sh", ".mjs")


def modules(root):
    """The modules: folder/name."""
    paths = sources.files(["lib"], (".c",))
    return {path.relative_to(root / "lib").with_suffix("").as_posix() for path in paths}


def own_tests(root, folders):
    """The tests in folders of lib/, by the same names."""
    return {f"{folder}/{path.stem.removeprefix('test_')}" for folder in folders
            for path in (root / "tests" / folder).glob("test_*.c")}


def lines(root):
    """Module, tests and reason of each line."""
    for line in (root / "tests" / "MODULES").read_text().splitlines():
        if line and not line.startswith("#"):
            parts = re.split(r"\s{2,}", line)
            tests = parts[1].split() if len(parts) > 1 else []
            yield parts[0], [test for test in tests if test != "-"], "".join(parts[2:])


def is_test(root, name):
    """Whether there is a test of that name."""
    folder, _, stem = name.partition("/")
    return any((root / "tests" / folder / (prefix + stem + suffix)).exists()
               for prefix in ("test_", "") for suffix in SUFFIXES)


def check_line(root, known, module, tests, why):
    """What is wrong with a line."""
    if module not in known:
        yield f"tests/MODULES: lib has no module {module}"
    if not why:
        yield f"tests/MODULES: {module} does not say why"
    for test in tests:
        if not is_test(root, test):
            yield f"tests/MODULES: {module}: there is no test {test}"


def main():
    root = sources.root()
    known = modules(root)
    own = own_tests(root, {module.split("/")[0] for module in known})
    said = list(lines(root))
    problems = []
    for line in said:
        problems += check_line(root, known, *line)
    lined = {module for module, _, _ in said}
    named = {test for _, tests, _ in said for test in tests}
    problems += [f"lib/{module}.c: write tests/{module.replace('/', '/test_')}.c, or a line in "
                 "tests/MODULES that says why not" for module in sorted(known - own - lined)]
    problems += [f"{test} is no module's test: name it in tests/MODULES"
                 for test in sorted(own - known - named)]
    problems += [f"tests/MODULES: {module} has a test of its own, and the line adds none"
                 for module, tests, _ in said if module in own and not tests]
    sources.finish(problems, f"{len(known)} modules, {len(known & own)} with a test of their own")


main()
