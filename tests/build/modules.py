"""The modules of lib/ (a .c and its .h) go one way, and say what they have.

- No circle of includes among folders of lib/, nor among modules.
- A function that others may call is declared where its file's name says: rva__name() defined
  in foo.c by foo.h beside it, rva_name() by a public header.
- The name of a private header is that of one private header alone.
"""

import re

import sources

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
OPAQUE = re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"|^[ \t]*#(?:\\\n|[^\n])*',
                    re.DOTALL | re.MULTILINE)
# A head at the left margin, up to its brace; a static one is nobody else's.
DEFINED = re.compile(r"^(?!static\b|typedef\b|extern\b)[a-z][\w \*]*?\b(rva_\w+)\([^;{}]*\)\s*\{",
                     re.MULTILINE)

# Folders of bindings/ whose headers have their twins in the other language.
TWINS = {"node", "python", "common"}


def graph(lib):
    """Module -> modules that it includes."""
    edges = {}
    for path in sources.files(["lib"], (".c", ".h")):
        module = path.relative_to(lib).with_suffix("").as_posix()
        targets = {header.removesuffix(".h") for header in INCLUDE.findall(path.read_text())}
        edges.setdefault(module, set()).update(targets - {module})
    return edges


def folders(edges):
    """The same of folders."""
    of = {}
    for module, targets in edges.items():
        folder = module.split("/")[0]
        of.setdefault(folder, set()).update({target.split("/")[0] for target in targets} - {folder})
    return of


def circle(edges):
    """Names that include each other in a circle, the first again at the end; or nothing."""
    done, way = set(), []

    def follow(name):
        if name in way:
            return [*way[way.index(name):], name]
        if name in done:
            return []
        way.append(name)
        found = next(filter(None, map(follow, sorted(edges.get(name, ())))), [])
        way.pop()
        done.add(name)
        return found

    return next(filter(None, map(follow, sorted(edges))), [])


def undeclared(path, public):
    """Functions of a file that others cannot know."""
    header = path.with_suffix(".h")
    own = header.read_text() if header.exists() else ""
    for name in DEFINED.findall(OPAQUE.sub("", path.read_text())):
        private = name.startswith("rva__")
        if not re.search(rf"\b{name}\(", own if private else public):
            yield f"{name}() is not declared in {header.name if private else 'a public header'}"


def twice(root):
    """Private headers that share a name."""
    known = {}
    for path in sources.files(["lib", "bindings"], (".h",)):
        parts = path.relative_to(root).parts
        if (parts[0] == "bindings" and parts[1] in TWINS) or path.name == "list.h":
            continue  # a list.h is a folder's list of what it has, one line each
        other = known.setdefault(path.name, path)
        if other is not path:
            yield f"{path.relative_to(root)} is named as {other.relative_to(root)} is"


def main():
    root = sources.root()
    edges = graph(root / "lib")
    problems = [f"in a circle: {' -> '.join(found)}"
                for found in (circle(folders(edges)), circle(edges)) if found]
    public = "".join(path.read_text() for path in sources.files(["include"], (".h",)))
    for path in sources.files(["lib"], (".c",)):
        problems += [f"{path.relative_to(root)}: {text}" for text in undeclared(path, public)]
    problems += twice(root)
    sources.finish(problems, f"{len(edges)} modules in the order of their includes")


main()
