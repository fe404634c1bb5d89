"""The misuse lab does see faults: a program with some, and symbols that nothing declares.

usage: misuse_control.py PROGRAM GENERATOR HEADER...
"""

import pathlib
import subprocess
import sys
import tempfile

EXPECTED = [
    ("rva_control_unsafe: name is NULL: crashes", "a read through NULL"),
    ("rva_control_silent: name is NULL: success without what is required", "a silent success"),
    ("rva_control_mute: name is NULL: INVALID without a message", "a missing message"),
    ("rva_control_hasty: name is NULL: it fails and fills an output", "a touched output"),
]


def run(command):
    """Exit code and words of a command."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def check_program(program):
    """What the lab does not see in functions with faults."""
    code, said = run([program])
    problems = [f"not seen: {what}" for line, what in EXPECTED if line not in said]
    if code == 0:
        problems.append("the lab passes functions with faults")
    names = {line.split(":")[0] for line in said.splitlines() if ": " in line}
    if len(names) != len(EXPECTED):
        problems.append(f"other problems than the planted: {said}")
    return problems


def check_generator(generator, headers):
    """A symbol that no header declares ends the generator."""
    with tempfile.TemporaryDirectory() as folder:
        symbols = pathlib.Path(folder) / "SYMBOLS"
        symbols.write_text("rva_nowhere\n")
        code, said = run([sys.executable, generator, pathlib.Path(folder) / "out.c", symbols,
                          *headers])
    seen = code != 0 and "rva_nowhere" in said
    return [] if seen else ["a symbol that is not covered is not seen"]


def main():
    problems = check_program(sys.argv[1]) + check_generator(sys.argv[2], sys.argv[3:])
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{len(EXPECTED) + 1} faults are seen")
    sys.exit(1 if problems else 0)


main()
