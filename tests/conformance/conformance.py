"""The cases of conformance, for their runners in Python."""

import json
import pathlib
import sys

PATH = pathlib.Path(__file__).with_name("cases.json")


def read():
    """Worlds by name, and the list of cases."""
    whole = json.loads(PATH.read_text())
    return whole["worlds"], whole["cases"]


def write_files(folder, name, world):
    """The settings and the events of a world as two files; their paths."""
    settings, events = (folder / f"{name}.{part}" for part in ("json", "ndjson"))
    settings.write_text(json.dumps(world["settings"]))
    events.write_text("".join(json.dumps(event) + "\n" for event in world["events"]))
    return settings, events


def _words(dimension, sign, values):
    """A condition as the command takes it: platform!=A,B."""
    if not isinstance(values, str):
        values = ",".join(value.replace("\\", "\\\\").replace(",", "\\,") for value in values)
    return f"{dimension}{sign}{values}"


def conditions(where):
    """The conditions of a query, in any of their forms, as the command takes them."""
    if isinstance(where, list):
        return [_words(one["dimension"], "!=" if "exclude" in one else "=",
                       one.get("exclude", one.get("values"))) for one in where]
    return [_words(dimension, "!=", values["not"]) if isinstance(values, dict)
            else _words(dimension, "=", values) for dimension, values in where.items()]


def differences(answer, cases):
    """What is wrong with the answers of a runner: answer(case) gives JSON as text."""
    problems = []
    for case in cases:
        got = answer(case)
        if got != case["expected"]:
            problems.append(f"{case['name']}:\n  expected {case['expected']}\n  got      {got}")
    return problems


def finish(answer, cases):
    """Runs the cases, and a control: an answer that is off by one byte must be seen."""
    problems = differences(answer, cases)
    if len(differences(lambda case: case["expected"][:-1], cases)) != len(cases):
        problems.append("an answer that lacks a byte is not seen")
    print("\n".join(problems) or f"{len(cases)} cases agree to the byte")
    sys.exit(1 if problems else 0)
