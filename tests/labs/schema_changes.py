"""Libraries with another schema: each tells an older store at opening, and is right after upgrade.

    schema_changes.py SOURCE BUILD CMAKE COMPILER

The library is built again and again with a measure, a dimension, a family or a histogram more, or
with the numbers of two measures exchanged; REVANALYTICS_COMMAND is run with each.  The negative
control is a library that does not look at the fingerprint: it must be seen to show a wrong figure.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

GROSS = 49700  # of tests/golden/events.ndjson: 27,500 + 12,300 + 9,900
SALES = 3
COSTS = 1

SCHEMA = "lib/model/schema.h"
MONEY = "lib/fold/money.c"
ROW = "X(%d, %s, %s)"


def numbers(text, macro):
    """The lines of a map of the schema, and the next number."""
    start = text.index(f"#define {macro}(X)")
    end = text.index("\n\n", start)
    lines = text[start:end].split("\n")
    taken = [int(line.split("X(")[1].split(",")[0]) for line in lines[1:] if "X(" in line]
    return start, end, lines, max(taken) + 1


def add_line(text, macro, *rest):
    """A map of the schema with one line more, at its beginning: the order plays no part."""
    start, end, lines, number = numbers(text, macro)
    lines.insert(1, f"    X({number}, {', '.join(rest)}) \\")
    return text[:start] + "\n".join(lines) + text[end:]


def replaced(text, old, new):
    if text.count(old) < 1:
        raise SystemExit(f"the lab is out of date: no \"{old}\" in the sources")
    return text.replace(old, new, 1)


def add_measure(files):
    files[SCHEMA] = add_line(files[SCHEMA], "RVA__MEASURE_MAP", "MONEY", "lab_sales")
    files[MONEY] = replaced(files[MONEY], "rva__fact_measure(fact, RVA__M_sales, 1);",
                            "rva__fact_measure(fact, RVA__M_sales, 1);\n"
                            "        rva__fact_measure(fact, RVA__M_lab_sales, 2);")


def exchange_numbers(files):
    lines = files[SCHEMA].split("\n")
    at = [i for i, line in enumerate(lines)
          if ", sales)" in line or ", revenue_gross_minor)" in line]
    first, second = (lines[i].split("X(")[1].split(",")[0] for i in at)
    lines[at[0]] = lines[at[0]].replace(f"X({first},", f"X({second},")
    lines[at[1]] = lines[at[1]].replace(f"X({second},", f"X({first},")
    files[SCHEMA] = "\n".join(lines)


def move_line(files):
    """Only the place of a line changes: nothing that is on disk."""
    start, end, lines, _ = numbers(files[SCHEMA], "RVA__MEASURE_MAP")
    moved = lines.pop(3)
    lines.insert(20, moved)
    files[SCHEMA] = files[SCHEMA][:start] + "\n".join(lines) + files[SCHEMA][end:]


def add_dimension(files):
    files[SCHEMA] = add_line(files[SCHEMA], "RVA__DIMENSION_MAP", "LAB", '"lab"')
    files[SCHEMA] = replaced(files[SCHEMA],
                             "(RVA__DIMS_BUILT_IN | RVA__DIMS_ATTRIBUTES)",
                             "(RVA__DIMS_BUILT_IN | RVA__DIMS_ATTRIBUTES | RVA__DIM_BIT(LAB))")


def add_family(files):
    files[SCHEMA] = add_line(files[SCHEMA], "RVA__FAMILY_MAP", "LAB", "RVA__DIM_BIT(SOURCE)")
    files[SCHEMA] = add_line(files[SCHEMA], "RVA__MEASURE_MAP", "LAB", "lab_costs")
    files[MONEY] = replaced(files[MONEY], "rva__fact_measure(fact, RVA__M_cost_minor",
                            "rva__fact *lab = rva__fold_add(fold, RVA__FAMILY_LAB, entry->at, "
                            "entry->dims);\n"
                            "    rva__fact_measure(lab, RVA__M_lab_costs, 1);\n"
                            "    fact = &fold->out->items[fold->out->count - 2];\n"
                            "    rva__fact_measure(fact, RVA__M_cost_minor")


def add_histogram(files):
    files[SCHEMA] = add_line(files[SCHEMA], "RVA__HISTOGRAM_MAP", "MONEY", "lab_amounts")
    files[MONEY] = replaced(files[MONEY], "rva__fact_measure(fact, RVA__M_sales, 1);",
                            "rva__fact_measure(fact, RVA__M_sales, 1);\n"
                            "        rva__fact_histogram(fact, RVA__H_lab_amounts, 7);")
    cell = "lib/cube/cell.c"
    files[cell] = replaced(files[cell], "KEPT(duration) | OFFER_HISTOGRAMS}",
                           "KEPT(duration) | OFFER_HISTOGRAMS | KEPT(lab_amounts)}")


def ignore_fingerprint(files):
    exchange_numbers(files)
    name = "lib/store/format.c"
    files[name] = replaced(files[name], "format->fingerprint == rva__schema_fingerprint()",
                           "rva__schema_fingerprint() != 0")


class Lab:
    """The sources in a folder of their own, and a store of the library as it is."""

    def __init__(self, source, work, cmake, compiler):
        self.source, self.work = Path(source), Path(work)
        self.tree = self.work / "tree"
        self.compiler, self.cmake = compiler, cmake
        shutil.rmtree(self.work, ignore_errors=True)
        self.tree.mkdir(parents=True)
        for name in ("lib", "include", "pkgconfig"):
            shutil.copytree(self.source / name, self.tree / name)
        shutil.copy(self.source / "CMakeLists.txt", self.tree)
        self.configure()
        self.command = os.environ["REVANALYTICS_COMMAND"]
        self.build("as it is", lambda files: None)
        self.run("as it is", "init", "store", "--zone", "America/New_York")
        self.run("as it is", "import", "store",
                 self.source / "tests/golden/events.ndjson", "--quiet")

    def configure(self):
        subprocess.run([self.cmake, "-S", self.tree, "-B", self.work / "build", "-G", "Ninja",
                        f"-DCMAKE_C_COMPILER={self.compiler}", "-DRVA_BUILD_CLI=OFF",
                        "-DRVA_BUILD_EXAMPLES=OFF", "-DCMAKE_C_FLAGS_RELEASE=-O0"],
                       check=True, stdout=subprocess.DEVNULL)

    def build(self, name, change):
        """The library with a change, in a folder of that name."""
        files = {name: (self.source / name).read_text()
                 for name in (SCHEMA, MONEY, "lib/cube/cell.c", "lib/store/format.c")}
        change(files)
        for path, text in files.items():
            if (self.tree / path).read_text() != text:
                (self.tree / path).write_text(text)
        subprocess.run([self.cmake, "--build", self.work / "build", "--target", "revanalytics"],
                       check=True, stdout=subprocess.DEVNULL)
        folder = self.work / name.replace(" ", "-")
        folder.mkdir(exist_ok=True)
        for path in (self.work / "build/lib").glob("librevanalytics.so*"):
            shutil.copy(path, folder / path.name, follow_symlinks=True)

    def run(self, name, word, store, *words, wanted=0):
        """What the command prints with a library; None when its exit code is not as wanted."""
        environment = {**os.environ, "LD_LIBRARY_PATH": str(self.work / name.replace(" ", "-"))}
        done = subprocess.run([self.command, word, self.work / store, *words], text=True,
                              env=environment, capture_output=True, check=False)
        if done.returncode != wanted:
            return None
        return done.stdout + done.stderr

    def copy(self, name):
        to = self.work / f"store-{name.replace(' ', '-')}"
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.work / "store", to)
        return to.name

    def sums(self, name, store, measures):
        """Sums of the whole year."""
        said = self.run(name, "report", store, "cube", "--from", "2026-01-01", "--to",
                        "2027-01-01", "--now", "2027-01-01T00:00:00Z", "--by", "none",
                        "--measures", ",".join(measures), "--format", "json")
        if said is None:
            return None
        cells = json.loads(said)["tables"]["cells"]
        return [cells[0][measure] for measure in measures]


def try_change(lab, name, measures, wanted, problems):
    """Told at opening, upgraded, sound, and right."""
    store = lab.copy(name)
    told = lab.run(name, "info", store, wanted=1)
    if told is None or "revanalytics upgrade" not in told:
        problems.append(f"{name}: an older store is not told at opening")
    if lab.run(name, "upgrade", store) is None:
        problems.append(f"{name}: cannot be upgraded")
        return
    if lab.run(name, "verify", store) is None:
        problems.append(f"{name}: is not sound after the upgrade")
    got = lab.sums(name, store, measures)
    if got != wanted:
        problems.append(f"{name}: {measures} are {got}, not {wanted}")


def main():
    lab = Lab(*sys.argv[1:5])
    problems = []
    both = ["revenue_gross_minor", "sales"]
    changes = [("a measure more", add_measure, [*both, "lab_sales"], [GROSS, SALES, 2 * SALES]),
               ("numbers exchanged", exchange_numbers, both, [GROSS, SALES]),
               ("a dimension more", add_dimension, both, [GROSS, SALES]),
               ("a family more", add_family, ["lab_costs"], [COSTS]),
               ("a histogram more", add_histogram, both, [GROSS, SALES])]
    for name, change, measures, wanted in changes:
        lab.build(name, change)
        try_change(lab, name, measures, wanted, problems)

    lab.build("a line moved", move_line)
    store = lab.copy("a line moved")
    if lab.sums("a line moved", store, both) != [GROSS, SALES]:
        problems.append("a line moved: what has no meaning on disk is taken for a change")

    lab.build("unchecked", ignore_fingerprint)
    store = lab.copy("unchecked")
    if lab.sums("unchecked", store, both) in (None, [GROSS, SALES]):
        problems.append("the control: a library that does not look is not seen to be wrong")

    for problem in problems:
        print(problem)
    print(f"{len(changes) + 2} schemas, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
