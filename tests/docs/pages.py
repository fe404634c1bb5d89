"""The documentation does what it says.

    pages.py ROOT LIBRARY COMPILER [FLAG ...]

README.md and docs/*.md of ROOT are read.  The blocks of a page run in order, in one temporary
folder of the page:

- ```sh runs under `set -eu`, with the command of REVANALYTICS_COMMAND in PATH as `revanalytics`
- ```text prints, behind it, is what it must have printed; "..." stands for anything
- ```c with a main is compiled against LIBRARY and run; without one it is compiled as the body
  of a function that has `store` and `err`
- the word no-run behind sh or c leaves a block alone
- ```python, and what it prints, is left to tests/python/run_guide.py

Links of every page of the tree must lead to a file, and to a heading when they name one.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

import markdown

SKIPPED = {"build", "node_modules", ".git"}
WRAPPED = """#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <revanalytics.h>
void fragment(rva_store *store, rva_error *err);
void fragment(rva_store *store, rva_error *err)
{
    (void)store, (void)err;
#line %d
%s}
"""


class Runner:
    """Runs the blocks of pages."""

    def __init__(self, root, library, compiler):
        self.root = root
        self.library = pathlib.Path(library)
        self.compiler = compiler
        self.problems = []
        self.run = {"sh": 0, "c": 0}
        self.left = 0

    def blame(self, page, line, words):
        """Notes a problem."""
        self.problems.append(f"{page.relative_to(self.root)}:{line}: {words}")

    def call(self, command, folder):
        """Exit code and words of a command in the folder of a page."""
        bin_folder = self.library.parent
        environment = dict(os.environ, PATH=f"{folder}.bin:{os.environ['PATH']}", HOME=str(folder),
                           LD_LIBRARY_PATH=str(bin_folder), LC_ALL="C.UTF-8", COLUMNS="100")
        done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False)
        return done.returncode, done.stdout.decode(errors="replace").replace("\r\n", "\n")

    def compile(self, block, folder):
        """Compiles a block of C, and runs it when it is a program."""
        whole = re.search(r"^int main\(", block.text, re.MULTILINE)
        source = folder / "block.c"
        source.write_text(block.text if whole else WRAPPED % (block.line, block.text))
        command = [*self.compiler, "-std=c17", "-Wall", "-Wextra", "-Werror",
                   "-Wno-unused-variable", "-I", str(self.root / "include"), str(source)]
        if not whole:
            return self.call([*command, "-fsyntax-only"], folder)
        program = folder / "block"
        code, said = self.call([*command, "-o", str(program), str(self.library)], folder)
        return (code, said) if code else self.call([str(program)], folder)

    def block(self, page, block, folder, printed):
        """Runs one block; returns what it printed, None where others run it."""
        if block.language not in self.run:
            if block.language == "python":
                return None
            if block.language == "text" and "prints" in block.words and printed is not None:
                self.compare(page, block, printed)
            return printed
        if "no-run" in block.words:
            self.left += 1
            return ""
        if block.language == "sh":
            code, said = self.call(["sh", "-c", "set -eu\n" + block.text], folder)
        else:
            code, said = self.compile(block, folder)
        self.run[block.language] += 1
        if code != 0:
            self.blame(page, block.line, f"this block ends with {code}:\n{said}")
        return said

    def compare(self, page, block, printed):
        """Whether a block shows what the one before it printed."""
        pattern = re.escape(block.text.strip()).replace(r"\.\.\.", r".*?")
        if not re.fullmatch(pattern, printed.strip(), re.DOTALL):
            self.blame(page, block.line, f"what is printed is:\n{printed}")

    def page(self, page):
        """Runs the blocks of a page."""
        blocks, _ = markdown.split(page.read_text())
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary) / "page"
            programs = pathlib.Path(temporary) / "page.bin"
            folder.mkdir()
            programs.mkdir()
            (programs / "revanalytics").symlink_to(os.environ["REVANALYTICS_COMMAND"])
            printed = ""
            for block in blocks:
                printed = self.block(page, block, folder, printed)

    def links(self, page):
        """Follows the links of a page."""
        _, prose = markdown.split(page.read_text())
        for line, target in markdown.links(prose):
            if not re.match(r"[a-z][a-z+.-]*:", target):
                self.follow(page, line, target)

    def follow(self, page, line, target):
        """Follows one link."""
        path, _, anchor = urllib.parse.unquote(target).partition("#")
        to = (page.parent / path).resolve() if path else page
        if self.root not in (to, *to.parents) or not to.exists():
            self.blame(page, line, f"{target} leads nowhere")
        elif anchor and (to.suffix != ".md" or
                         anchor not in markdown.anchors(markdown.split(to.read_text())[1])):
            self.blame(page, line, f"{target}: there is no such heading")


def pages(root):
    """Every page of the tree."""
    found = (path for path in root.rglob("*.md") if not SKIPPED & set(path.parts))
    return sorted(found)


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    runner = Runner(root, sys.argv[2], sys.argv[3:])
    for page in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
        runner.page(page)
    for page in pages(root):
        runner.links(page)
    if sum(runner.run.values()) == 0:
        runner.problems.append("no block was run")
    for problem in runner.problems:
        print(problem)
    print(f"{runner.run['sh']} blocks of sh and {runner.run['c']} of C were run, "
          f"{runner.left} left alone")
    sys.exit(1 if runner.problems else 0)


if __name__ == "__main__":
    main()
