"""A page of documentation: its fenced blocks, its links, its anchors."""

import re

FENCE = re.compile(r"^(`{3,})\s*(.*)$")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`[^`]*`")


class Block:
    """A fenced block: the language and the words behind it, the first line's number, the text."""

    def __init__(self, info, line):
        words = info.split()
        self.language = words[0] if words else ""
        self.words = words[1:]
        self.line = line
        self.text = ""


def split(text):
    """The blocks of a page, and its other lines as (number, line)."""
    blocks, prose, fence = [], [], None
    for number, line in enumerate(text.splitlines(), 1):
        found = FENCE.match(line)
        if fence is None and found:
            fence = found[1]
            blocks.append(Block(found[2], number + 1))
        elif fence is not None and line.rstrip() == fence:
            fence = None
        elif fence is not None:
            blocks[-1].text += line + "\n"
        else:
            prose.append((number, line))
    if fence is not None:
        raise ValueError(f"the block that begins at line {blocks[-1].line} has no end")
    return blocks, prose


def links(prose):
    """Every target of a link as (line, target); code between backquotes is none."""
    for number, line in prose:
        for target in LINK.findall(CODE.sub("", line)):
            yield number, target


def anchors(prose):
    """What can stand behind the "#" of a link to this page."""
    seen = {}
    for _, line in prose:
        heading = HEADING.match(line)
        if not heading:
            continue
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).lower()
        name = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        count = seen.get(name, 0)
        seen[name] = count + 1
        yield f"{name}-{count}" if count else name
