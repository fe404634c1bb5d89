"""Every source, public header and test is in a CMakeLists.txt: nothing is left out by oversight."""

import re

import sources


def listed(path, text):
    """Whether the text of a CMakeLists.txt names this file."""
    if path.name.startswith("test_"):
        name = path.stem.removeprefix("test_")
        call = rf"rva_test\({path.parent.name} {name}[\s)]"
        return re.search(call, text) or re.search(rf"\b{name}\b", local(path))
    return re.search(rf"(?<![\w.-]){re.escape(path.name)}(?![\w.-])", text)


def local(path):
    """The CMakeLists.txt in the file's own folder, or nothing."""
    beside = path.parent / "CMakeLists.txt"
    return beside.read_text() if beside.exists() else ""


def main():
    root = sources.root()
    text = {}
    problems, count = [], 0
    for folder, suffixes in {"lib": (".c",), "include": (".h",), "tests": (".c", ".sh", ".py"),
                             "bindings/cli": (".c",), "bindings/ingest": (".c", ".cpp"),
                             "examples/nyc_solar": (".c",)}.items():
        owner = "lib" if folder == "include" else folder
        text = "".join(p.read_text() for p in sorted((root / owner).rglob("CMakeLists.txt")))
        for path in sources.files([folder], suffixes):
            count += 1
            if path.name != "sources.py" and not listed(path, text):
                problems.append(f"{path.relative_to(root)} is in no CMakeLists.txt")
    sources.finish(problems, f"{count} files are listed")


main()
