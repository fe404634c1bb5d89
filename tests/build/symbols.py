"""What the library exports is lib/SYMBOLS, and that is what the headers declare."""

import re
import subprocess
import sys

import sources

DECLARED = re.compile(r"\bRVA_API\b[^;]*?\b(rva_\w+)\(")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def declared():
    """The names that the public headers mark with RVA_API."""
    texts = (COMMENT.sub("", path.read_text()) for path in sources.files(["include"], (".h",)))
    return {name for text in texts for name in DECLARED.findall(text)}


def exported(nm, library):
    """The names that the shared library defines for others."""
    run = subprocess.run([nm, "-D", "--defined-only", library],
                         capture_output=True, text=True, check=True)
    rows = (line.split() for line in run.stdout.splitlines())
    return {row[-1].split("@")[0] for row in rows if row[-2] != "A"}


def main():
    nm, library = sys.argv[2:4]
    lines = (sources.root() / "lib/SYMBOLS").read_text().splitlines()
    listed = set(lines)
    problems = []
    if lines != sorted(listed):
        problems.append("lib/SYMBOLS is not sorted, or names something twice")
    problems += [f"{name} is ours alone" for name in sorted(listed) if name.startswith("rva__")]
    for kind, names in (("declared by the headers", declared()),
                        ("exported by the library", exported(nm, library))):
        problems += [f"{name} is in lib/SYMBOLS, not {kind}" for name in sorted(listed - names)]
        problems += [f"{name} is {kind}, not in lib/SYMBOLS" for name in sorted(names - listed)]
    sources.finish(problems, f"{len(listed)} symbols, in the list, the headers and the library")


main()
