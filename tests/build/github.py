"""What GitHub reads of this project can be read, and runs what ./dev has.

Skipped where there is no yaml for Python (python3-yaml).
"""

import re
import sys

import sources

try:
    import yaml
except ImportError:
    print("skipped: no yaml for Python (python3-yaml)")
    sys.exit(77)

SYSTEMS = ["debian:12", "debian:13", "ubuntu:24.04"]
ELEMENTS = {"markdown", "textarea", "input", "dropdown", "checkboxes"}


def workflow(content, commands):
    """What is wrong with a workflow: yaml takes the word `on` for a truth."""
    if True not in content:
        yield "never runs"
    for name, job in content["jobs"].items():
        images = job.get("strategy", {}).get("matrix", {}).get("image", [])
        if images != SYSTEMS:
            yield f"{name} runs on {images}, not on {SYSTEMS}"
        runs = "\n".join(step.get("run", "") for step in job["steps"])
        used = re.findall(r"\./dev (\w+)", runs)
        if not used:
            yield f"{name} runs nothing of ./dev"
        yield from (f"{name} runs ./dev {word}, which there is not"
                    for word in used if word not in commands)


def form(content):
    """What is wrong with the form of an issue."""
    yield from (f"has no {key}" for key in ("name", "description", "body") if key not in content)
    ids = []
    for element in content.get("body", []):
        kind, attributes = element.get("type"), element.get("attributes", {})
        if kind not in ELEMENTS:
            yield f"has an element {kind}"
        elif ("value" if kind == "markdown" else "label") not in attributes:
            yield f"has a {kind} without words"
        if "id" in element:
            ids.append(element["id"])
    if len(ids) != len(set(ids)):
        yield "has an id twice"


def check(path, commands):
    """What is wrong with a file."""
    try:
        content = yaml.safe_load(path.read_text())
    except yaml.YAMLError as error:
        return [f"is no YAML: {error}"]
    if path.parent.name == "workflows":
        return workflow(content, commands)
    return [] if path.name == "config.yml" else form(content)


def main():
    root = sources.root()
    usage = re.search(r"<<'TEXT'\n(.*?)\nTEXT", (root / "dev").read_text(), re.DOTALL)[1]
    commands = set(re.findall(r"^  (\w+)", usage, re.MULTILINE))
    paths = sorted((root / ".github").rglob("*.yml"))
    problems = [f"{path.relative_to(root)} {words}"
                for path in paths for words in check(path, commands)]
    if not any(path.parent.name == "workflows" for path in paths):
        problems.append("there is no workflow")
    sources.finish(problems, f"{len(paths)} files that GitHub reads")


main()
