"""The cases of conformance through the Python package: run in an environment that has it."""

import pathlib
import tempfile

import revanalytics

import conformance


def build(folder, name, world):
    """An open store of this world."""
    store = revanalytics.create(folder / name, world["settings"], durability="ephemeral")
    store.record_many(world["events"])
    return store


def ask(store, case):
    """The JSON of the case's report."""
    query = dict(case["query"])
    if "from" in query:
        query["from_"] = query.pop("from")
    return store.report(case["report"], **query).to_json().removesuffix("\n")


def main():
    worlds, cases = conformance.read()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        stores = {name: build(folder, name, world) for name, world in worlds.items()}
        conformance.finish(lambda case: ask(stores[case["world"]], case), cases)


main()
