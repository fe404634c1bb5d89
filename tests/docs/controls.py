"""pages.py and coverage.py fail where a page is wrong: each bad page here must be seen.

    controls.py LIBRARY COMPILER [FLAG ...]
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
PROJECT = HERE.parents[1]
FINE = "# Fine page\n\n```sh\nrevanalytics --version\n```\n\n[here](#fine-page)\n"
UNLINKABLE = "int main(void)\n{\n    return rva_no_such_call();\n}\n"
WRONG = "int main(void)\n{\n    return 3;\n}\n"

# A page -> what must be said of it.
PAGES = [
    ("```sh\nfalse\n```\n", "page.md:2: this block ends with 1"),
    ("```sh\nfalse\ntrue\n```\n", "page.md:2: this block ends with 1"),
    ("```sh\necho $unset_name\n```\n", "page.md:2: this block ends with"),
    ("```sh\nrevanalytics report no.store executive_summary\n```\n", "page.md:2: this block"),
    ("```sh\ntouch kept\n```\n\n```sh\ntest ! -e kept\n```\n", "page.md:6: this block ends with 1"),
    ("```sh\necho one\n```\n\n```text prints\ntwo\n```\n", "page.md:6: what is printed"),
    ("```sh\necho one two\n```\n\n```text prints\n... three\n```\n", "page.md:6: what is printed"),
    (f"```c\n{UNLINKABLE}```\n", "page.md:2: this block ends with 1"),
    (f"```c\n{WRONG}```\n", "page.md:2: this block ends with 3"),
    ("```c\nrva_no_such_call(store);\n```\n", "page.md:2: this block ends with 1"),
    ("[gone](gone.md)\n", "page.md:1: gone.md leads nowhere"),
    ("[out](../../elsewhere)\n", "page.md:1: ../../elsewhere leads nowhere"),
    ("[no heading](../README.md#gone)\n", "page.md:1: ../README.md#gone: there is no such"),
]

# A page of the project, what is taken out of it -> what must be said of it.
GAPS = [
    ("errors.md", r"\| `RVA_BUSY` .*\n", "errors.md: ('BUSY', '10') is missing"),
    ("errors.md", r"(?<=`RVA_FULL` \| )7", "errors.md: ('FULL', '7') is missing"),
    ("cli.md", r"## backup\n", "cli.md: backup is missing"),
    ("kpis.md", r"\| `roas` .*\n", "kpis.md: roas is missing"),
    ("kpis.md", r"(?<=`ro)a(?=s`)", "kpis.md: ros does not exist"),
    ("README.md", r"\(kpis\.md\)", "docs/README.md: kpis.md is missing"),
]

# A decision, what is put in the place of a part of it -> what must be said of it.
FORMS = [
    ("0001-lmdb.md", r"# 0001", "# 0002", "0001-lmdb.md has the number 0002 in its title"),
    ("0001-lmdb.md", r"# 0001 ", "# ", '0001-lmdb.md does not begin with "# NNNN Title"'),
    ("0002-msgpack.md", r"\*Abstract\.\*", "", "has the parts Motivation, Approaches, Decision"),
    ("0003-json.md", r"\*Abstract", "*Approaches", "has the parts Approaches, Motivation, App"),
    ("0006-expiry.md", r"(?s)(?<=\*Decision\.\*).*", "\n", "says nothing under Decision"),
    ("0007-ids.md", r"hashes\n", "hashes of ours\n", "README.md: 0007-ids.md is missing"),
    ("Notes_of-mine.md", r"$", "# 0099 Mine\n", "Notes_of-mine.md is not called NNNN-words.md"),
    ("0099-far.md", r"$", "# 0099 Far\n", "the numbers do not rise by one"),
    ("README.md", r"- \[0001\].*\n", "", "README.md: 0001-lmdb.md is missing"),
    ("README.md", r"- \[0001\]", "- [0000]", "README.md: 0001-lmdb.md is not there"),
]


def call(*command):
    """Exit code and words of a command."""
    done = subprocess.run([sys.executable, "-B", *command], capture_output=True, text=True,
                          check=False)
    return done.returncode, done.stdout + done.stderr


def run(readme, page):
    """Exit code and words of pages.py for a tree of two pages."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "tree"
        (root / "docs").mkdir(parents=True)
        (root / "include").symlink_to(PROJECT / "include")
        (root / "README.md").write_text(readme)
        (root / "docs" / "page.md").write_text(page)
        return call(HERE / "pages.py", root, *sys.argv[1:])


def cover(name, gap):
    """Exit code and words of coverage.py for the project with a gap in a page."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "include").symlink_to(PROJECT / "include")
        shutil.copytree(PROJECT / "docs", root / "docs")
        page = root / "docs" / name
        text, count = re.subn(gap, "", page.read_text(), count=1)
        page.write_text(text)
        return call(HERE / "coverage.py", root) if count else (0, f"{name} has no {gap}")


def form(name, part, other):
    """Exit code and words of decisions.py for the project with a decision changed, or a new one."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        shutil.copytree(PROJECT / "docs/decisions", root / "docs/decisions")
        page = root / "docs/decisions" / name
        text, count = re.subn(part, lambda _: other, page.read_text() if page.exists() else "",
                              count=1)
        page.write_text(text)
        return call(HERE / "decisions.py", root) if count else (0, f"{name} has no {part}")


def main():
    problems = []
    code, said = run(FINE, "```sh no-run\nfalse\n```\n\n[fine](../README.md#fine-page)\n")
    if code != 0:
        problems.append(f"two fine pages fail: {said}")
    code, said = run("# Nothing to run\n", "")
    if code != 1 or "no block was run" not in said:
        problems.append(f"pages without a block that runs pass: {said}")
    for page, expected in PAGES:
        code, said = run(FINE, page)
        if code != 1 or expected not in said:
            problems.append(f"a bad page passes:\n{page}{said}")
    for name, gap, expected in GAPS:
        code, said = cover(name, gap)
        if code != 1 or expected not in said:
            problems.append(f"{name} passes without {gap}: {said}")
    for name, part, other, expected in FORMS:
        code, said = form(name, part, other)
        if code != 1 or expected not in said:
            problems.append(f"{name} passes with {other!r} for {part}: {said}")
    for problem in problems:
        print(problem)
    print(f"{len(PAGES) + len(GAPS) + len(FORMS) + 1} faults looked for")
    sys.exit(1 if problems else 0)


main()
