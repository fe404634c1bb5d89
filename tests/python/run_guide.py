"""Runs the blocks of Python of docs/python.md and README.md, each page's in order, with the
package that is installed.

    run_guide.py ROOT

A block ```text prints behind one is what it must have printed; "..." stands for anything.  The
control: the page with one printed word changed, and with one call misspelt, must fail.
"""

import contextlib
import io
import os
import pathlib
import re
import sys
import tempfile
import traceback


class Page:
    """The blocks of a page, and what went wrong with them."""

    def __init__(self, text, split, name="python.md"):
        self.blocks = split(text)[0]
        self.name = name
        self.problems = []
        self.run = 0

    def execute(self, block, scope):
        """Runs a block; returns what it printed."""
        said = io.StringIO()
        self.run += 1
        try:
            with contextlib.redirect_stdout(said):
                exec(compile("\n" * (block.line - 1) + block.text, self.name, "exec"), scope)
        except Exception:
            self.problems.append(f"{self.name}:{block.line}: {traceback.format_exc(limit=-1)}")
        return said.getvalue()

    def compare(self, block, printed):
        """Whether a block shows what the one before it printed."""
        pattern = re.escape(block.text.strip()).replace(r"\.\.\.", ".*?")
        if not re.fullmatch(pattern, printed.strip(), re.DOTALL):
            self.problems.append(f"{self.name}:{block.line}: what is printed is:\n{printed}")

    def check(self, prepare=lambda: None):
        """Runs all blocks in a folder of their own; returns what is wrong."""
        home = os.getcwd()
        scope, printed = {"__name__": "guide"}, None
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                prepare()
                for block in self.blocks:
                    if block.language == "python" and "no-run" not in block.words:
                        printed = self.execute(block, scope)
                    elif block.language != "text":
                        printed = None  # what follows is of another language
                    elif printed is not None and "prints" in block.words:
                        self.compare(block, printed)
            finally:
                os.chdir(home)
        return self.problems


def a_chatbot():
    """The store that the blocks of README.md find."""
    import revanalytics

    revanalytics.create("chatbot.store").close()


def main():
    root = pathlib.Path(sys.argv[1])
    sys.path.insert(0, str(root / "tests/docs"))
    from markdown import split

    text = (root / "docs/python.md").read_text()
    page = Page(text, split)
    problems = page.check()
    for right, wrong in (("275.00 EUR", "275.01 EUR"), ("store.flush()", "store.flash()")):
        if right not in text or not Page(text.replace(right, wrong), split).check():
            problems.append(f"a page that says {wrong!r} is not seen")
    readme = Page((root / "README.md").read_text(), split, "README.md")
    problems += readme.check(a_chatbot)
    print("\n".join(problems) or f"{page.run} blocks of docs/python.md and {readme.run} of README.md ran")
    sys.exit(1 if problems or not page.run or not readme.run else 0)


main()
