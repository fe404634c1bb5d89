"""Every #include in lib/ is one that lib/LAYERS allows."""

import re

import sources

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def read_layers():
    """Folder -> folders it may include; header of another library -> its only folder."""
    layers, owners = {}, {}
    for line in (sources.root() / "lib/LAYERS").read_text().splitlines():
        name, colon, allowed = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        (owners if name.endswith(".h") else layers)[name] = allowed.split()
    return layers, owners


def complaint(folder, bracket, header, layers, owners):
    """What is wrong with this include in that folder, or None."""
    if header in owners:
        return None if folder in owners[header] else f"belongs to {' '.join(owners[header])}/"
    if bracket == "<" or header.startswith("revanalytics"):
        return None
    target = header.split("/")[0]
    if "/" not in header or target not in layers:
        return 'is not written from lib/ ("core/error.h")'
    if target != folder and target not in layers[folder]:
        return f"is not allowed in {folder}/ by lib/LAYERS"
    return None


def main():
    layers, owners = read_layers()
    lib = sources.root() / "lib"
    problems, count = [], 0
    for path in sources.files(["lib"]):
        folder = path.relative_to(lib).parts[0]
        if folder not in layers:
            problems.append(f"lib/{folder} is not in lib/LAYERS")
            continue
        for bracket, header in INCLUDE.findall(path.read_text()):
            count += 1
            wrong = complaint(folder, bracket, header, layers, owners)
            if wrong:
                problems.append(f"{path.relative_to(lib.parent)}: {header} {wrong}")
    sources.finish(problems, f"{count} includes follow lib/LAYERS")


main()
