"""The decisions have one form, numbers without a gap, and a list: docs/decisions/README.md has both.

    decisions.py ROOT
"""

import pathlib
import re
import sys

NAME = re.compile(r"(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.md")
TITLE = re.compile(r"# (\d{4}) (\S.*)\n")
PART = re.compile(r"^\*([A-Z][a-z]+)\.\*(.*)$", re.MULTILINE)
ENTRY = re.compile(r"^- \[(\d{4})\]\(([^)]+)\) (.+)$", re.MULTILINE)

PARTS = [["Abstract", "Motivation", "Approaches", end, *costs]
         for end in ("Decision", "Proposal") for costs in ([], ["Costs"])]


def parts(text):
    """The names of the parts, and those of them that say nothing."""
    found = list(PART.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    empty = [match[1] for match, end in zip(found, ends) if not text[match.end(1) + 2:end].strip()]
    return [match[1] for match in found], empty


def check(path):
    """What is wrong with a page."""
    text = path.read_text()
    name, title = NAME.fullmatch(path.name), TITLE.match(text)
    names, empty = parts(text)
    if not name:
        yield "is not called NNNN-words.md"
    if not title:
        yield 'does not begin with "# NNNN Title"'
    elif name and title[1] != name[1]:
        yield f"has the number {title[1]} in its title"
    if names not in PARTS:
        yield f"has the parts {', '.join(names) or 'of no decision'}"
    for part in empty:
        yield f"says nothing under {part}"


def listed(pages, index):
    """What is wrong with the list."""
    wanted = [(title[1], path.name, title[2]) for path in pages
              for title in [TITLE.match(path.read_text())] if title]
    found = ENTRY.findall(index)
    yield from (f"{entry[1]} is missing" for entry in wanted if entry not in found)
    yield from (f"{entry[1]} is not there by that title" for entry in found if entry not in wanted)


def main():
    folder = pathlib.Path(sys.argv[1]) / "docs/decisions"
    pages = sorted(path for path in folder.iterdir() if path.name != "README.md")
    problems = [f"{path.name} {words}" for path in pages for words in check(path)]
    numbers = [path.name[:4] for path in pages]
    if numbers != [f"{number:04}" for number in range(1, len(pages) + 1)]:
        problems.append(f"the numbers do not rise by one: {' '.join(numbers)}")
    problems += [f"README.md: {words}"
                 for words in listed(pages, (folder / "README.md").read_text())]
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{len(pages)} decisions of one form")
    sys.exit(1 if problems else 0)


main()
