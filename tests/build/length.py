"""No function is longer than 70 lines, and no file longer than 600."""

import sources

FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 600


def functions(lines):
    """(line number, length) of each block from a { to a } at the margin, head included."""
    begin = None
    for number, line in enumerate(lines):
        if line == "{":
            begin = number
            while begin and lines[begin - 1] and lines[begin - 1][-1] not in ";}/":
                begin -= 1
        elif line == "}" and begin is not None:
            yield begin + 1, number + 1 - begin
            begin = None


def main():
    problems, count = [], 0
    for path in sources.files():
        name = path.relative_to(sources.root())
        lines = path.read_text().splitlines()
        if len(lines) > FILE_LINES_MAX:
            problems.append(f"{name}: {len(lines)} lines, at most {FILE_LINES_MAX}")
        for number, length in functions(lines):
            count += 1
            if length > FUNCTION_LINES_MAX:
                problems.append(f"{name}:{number}: a function of {length} lines, "
                                f"at most {FUNCTION_LINES_MAX}")
    sources.finish(problems, f"{count} functions of at most {FUNCTION_LINES_MAX} lines")


main()
