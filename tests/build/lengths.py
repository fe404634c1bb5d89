"""No function is longer than 70 lines, and no file longer than 600."""

import re

import sources

FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 600

# Comments, texts, characters and preprocessor lines: braces in them do not count.
OPAQUE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
                    r'|^[ \t]*#(?:\\\n|[^\n])*', re.DOTALL | re.MULTILINE)
# What opens a brace without being a function: what is inside is looked at in turn.
SCOPE = re.compile(r"\b(?:namespace|extern|class|struct|union|enum)\b[^()=]*$")


def blank(match):
    """Spaces in place of a match, with its line ends."""
    return "".join("\n" if letter == "\n" else " " for letter in match[0])


def functions(text):
    """(line number, lines) of each function, from its head to its last brace."""
    code = OPAQUE.sub(blank, text)
    depth, head, begin = 0, 0, None
    for place, letter in enumerate(code):
        if letter == "{":
            if depth == 0 and SCOPE.search(code[head:place]):
                head = place + 1
                continue
            if depth == 0 and ")" in code[head:place]:
                begin = place - len(code[head:place].lstrip())
            depth += 1
        elif letter == "}":
            depth = max(depth - 1, 0)
            if depth == 0 and begin is not None:
                yield code.count("\n", 0, begin) + 1, code.count("\n", begin, place) + 1
            if depth == 0:
                head, begin = place + 1, None
        elif letter == ";" and depth == 0:
            head = place + 1


def main():
    problems, count = [], 0
    for path in sources.files():
        name = path.relative_to(sources.root())
        text = path.read_text()
        lines = text.count("\n")
        if lines > FILE_LINES_MAX:
            problems.append(f"{name}: {lines} lines, at most {FILE_LINES_MAX}")
        for number, length in functions(text):
            count += 1
            if length > FUNCTION_LINES_MAX:
                problems.append(f"{name}:{number}: a function of {length} lines, "
                                f"at most {FUNCTION_LINES_MAX}")
    sources.finish(problems, f"{count} functions of at most {FUNCTION_LINES_MAX} lines")


main()
