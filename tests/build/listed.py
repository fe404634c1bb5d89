"""Every source and test is in a CMakeLists.txt: nothing is left out by oversight."""

import re

import sources


def listed(path, text):
    """Whether the text of a CMakeLists.txt names this file."""
    if path.name.startswith("test_"):
        name = path.stem.removeprefix("test_")
        call = rf"rva_test\({path.parent.name} {name}[\s)]"
        return re.search(call, text) or re.search(rf"\b{name}\b", local(path))
    name = path.name
    if (sources.root() / "lib") in path.parents:
        name = f"{path.parent.name}/{path.name}"
    return re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", text)


def local(path):
    """The CMakeLists.txt in the file's own folder, or nothing."""
    beside = path.parent / "CMakeLists.txt"
    return beside.read_text() if beside.exists() else ""


def main():
    root = sources.root()
    problems, count = [], 0
    for folder, suffixes in {"lib": (".c",), "tests": (".c", ".py"),
                             "bindings/cli": (".c",), "bindings/ingest": (".c", ".cpp"),
                             "bindings/common": (".c",),
                             "examples/nyc_solar": (".c",), "examples/chatbot": (".c",)}.items():
        text = "".join(p.read_text() for p in sorted((root / folder).rglob("CMakeLists.txt")))
        for path in sources.files([folder], suffixes):
            count += 1
            if path.name != "sources.py" and not listed(path, text):
                problems.append(f"{path.relative_to(root)} is in no CMakeLists.txt")
    sources.finish(problems, f"{count} files are listed")


main()
