#!/usr/bin/env python3
"""Draws what a terminal shows as an SVG: terminal_svg.py < output-with-colours > picture.svg"""
import html
import re
import sys

CELL_WIDTH, LINE_HEIGHT, MARGIN = 8.4, 18, 14
COLOURS = {30: "#6e7681", 31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 34: "#79c0ff",
           35: "#d2a8ff", 36: "#76e3ea", 37: "#e6edf3", 90: "#8b949e", 91: "#ffa198",
           92: "#7ee787", 93: "#f2cc60", 94: "#a5d6ff", 95: "#d2a8ff", 96: "#b3f0ff"}


def spans(line):
    """Pieces of a line with their style: (text, colour, bold, dim)."""
    colour, bold, dim = "#e6edf3", False, False
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        match = re.fullmatch(r"\x1b\[([0-9;]*)m", piece)
        if not match:
            if piece:
                yield piece, colour, bold, dim
            continue
        for code in [int(c or 0) for c in match.group(1).split(";")]:
            if code == 0:
                colour, bold, dim = "#e6edf3", False, False
            elif code == 1:
                bold = True
            elif code == 2:
                dim = True
            elif code in (22, 39):
                bold = dim = False
                colour = "#e6edf3" if code == 39 else colour
            elif code in COLOURS:
                colour = COLOURS[code]


def draw(lines):
    width = max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines)
    size = (width * CELL_WIDTH + 2 * MARGIN, len(lines) * LINE_HEIGHT + 2 * MARGIN)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]:.0f}" height="{size[1]:.0f}" '
           'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">',
           '<rect width="100%" height="100%" rx="8" fill="#0d1117"/>']
    for row, line in enumerate(lines):
        column = 0
        for text, colour, bold, dim in spans(line):
            x = MARGIN + column * CELL_WIDTH
            y = MARGIN + row * LINE_HEIGHT + 14
            column += len(text)
            if not text.strip():
                continue
            style = ' font-weight="bold"' if bold else ""
            style += ' opacity="0.65"' if dim else ""
            out.append(f'<text x="{x:.1f}" y="{y}" fill="{colour}"{style} xml:space="preserve" '
                       f'textLength="{len(text) * CELL_WIDTH:.1f}">{html.escape(text)}</text>')
    return "\n".join(out + ["</svg>"])


if __name__ == "__main__":
    print(draw([line.rstrip("\r\n") for line in sys.stdin if "\x1b]" not in line]))
