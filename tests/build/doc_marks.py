"""Marks of generated parts: one without an end of its own, and a report without a section, are told."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(sys.argv[1]) / "bindings"))
import generate_docs  # noqa: E402

GOOD = "## a\n<!-- report: a -->\nold\n<!-- end -->\n## b\n<!-- report: b -->\n<!-- end -->\n"
SWALLOWS = "## a\n<!-- report: a -->\n\n## b\n<!-- report: b -->\nold\n<!-- end -->\n"
OPEN_AT_END = "## a\n<!-- report: a -->\nold\n"

problems = []
if generate_docs.broken_mark(GOOD):
    problems.append("a sound page is refused")
for text in (SWALLOWS, OPEN_AT_END):
    if generate_docs.broken_mark(text) != "<!-- report: a -->":
        problems.append("a mark without an end is not told")
if generate_docs.without_section(GOOD, ["a", "b", "c"]) != ["c"]:
    problems.append("a report without a section is not told")
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
