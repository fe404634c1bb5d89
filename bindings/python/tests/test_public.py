"""Every public function with every hostile value: an exception, never a crash or a wrong store."""

import gc
import inspect
import itertools
import random
import warnings

import pytest
from conftest import SPAN, events
from test_hostile import VALUES

import revanalytics as ra

FINE = (ra.Error, TypeError, ValueError, OverflowError, LookupError, AttributeError, OSError,
        ImportError, ArithmeticError, StopIteration, UnicodeError)
# Those that wait as long as they are told to, or that end the object under test.
LEFT_OUT = {"wait", "close", "compact"}
RIGHT = {"events": [{"type": "lead"}], "event": {"type": "lead"}, "kind": "leads", "name": "cube",
         "path": "none", "destination": "copy", "changes": {}, "id": "x", "conversation": "c-1",
         "stage": "welcome", "action": "enter", "outcome": "completed", "lead": "l-1",
         "platform": "p", "verdict": "accepted", "key": 0}


def public(thing):
    """(name, signature) of each public function of an object, generated from its class."""
    for name, value in inspect.getmembers(thing, callable):
        if not name.startswith("_") and name not in LEFT_OUT and not isinstance(value, type):
            yield name, inspect.signature(value)


def calls(signature):
    """Arguments by name: each value for each parameter, with the others likely to be right."""
    given = [p for p in signature.parameters.values() if p.kind not in (p.VAR_KEYWORD,)]
    base = {p.name: RIGHT[p.name] for p in given if p.name in RIGHT and p.default is p.empty}
    for parameter, value in itertools.product(given, VALUES):
        yield {**base, parameter.name: value}, parameter
    yield base, None


def call(function, arguments, signature):
    """Calls by name, and by position where names will not do."""
    bound = [arguments[p.name] for p in signature.parameters.values()
             if p.kind in (p.POSITIONAL_ONLY, p.VAR_POSITIONAL) and p.name in arguments]
    named = {p.name: arguments[p.name] for p in signature.parameters.values()
             if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY) and p.name in arguments}
    made = function(*bound, **named)
    if inspect.isgenerator(made):
        next(made, None)
    return made


def attack(thing):
    """Calls everything of an object; returns how many calls raised, and how many there were."""
    raised = total = 0
    for name, signature in public(thing):
        for arguments, _ in calls(signature):
            total += 1
            try:
                call(getattr(thing, name), arguments, signature)
            except FINE:
                raised += 1
            except BaseException as error:
                raise AssertionError((name, arguments)) from error
    return raised, total


@pytest.fixture
def there(tmp_path, monkeypatch):
    """Files that hostile names would make land here."""
    monkeypatch.chdir(tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield tmp_path


def test_a_store_takes_whatever_it_is_given(filled, there):
    raised, total = attack(filled)
    assert total > 2000 and total // 2 < raised < total
    filled.erase(conversation="c-1")
    assert filled.verify()["differences"] == 0 and filled.executive_summary(**SPAN).kpis


def test_reports_tables_and_watches_do_too(filled, there):
    pytest.importorskip("matplotlib").use("agg")
    report = filled.executive_summary(**SPAN)
    with filled.watch(since=1) as watch, filled.snapshot() as moment:
        for thing in (report, report.kpis, filled.leads(), moment, watch):
            before = repr(thing)
            attack(thing)
            assert repr(thing) == before


def test_the_functions_of_the_module_do_too(there):
    functions = [name for name in ra.__all__ if inspect.isfunction(getattr(ra, name))]
    assert {"create", "open", "compact", "upgrade", "salvage"} <= set(functions)
    for name in functions:
        signature = inspect.signature(getattr(ra, name))
        for arguments, _ in calls(signature):
            try:
                made = call(getattr(ra, name), arguments, signature)
            except FINE:
                continue
            if isinstance(made, ra.Store):
                made.close()


def test_the_attack_sees_what_is_not_fine():
    class Bad:
        def crash(self, name):
            raise SystemError("a result with an exception set")
    with pytest.raises(AssertionError, match="crash"):
        attack(Bad())


@pytest.mark.parametrize("seed", range(6))
def test_objects_may_go_in_any_order(path, seed):
    store = ra.create(path, durability="ephemeral")
    store.record_many(events(30))
    report = store.executive_summary(**SPAN)
    pages = store.pages("leads")
    kept = {"store": store, "report": report, "table": report.kpis, "row": report.kpis[0],
            "watch": store.watch(since=1), "snapshot": store.snapshot(), "pages": pages,
            "page": next(pages), "stream": store.transactions().__arrow_c_stream__(),
            "change": next(store.watch(since=1)), "records": store.conversations()}
    kept["cycle"] = [kept["watch"], kept["table"], report]
    kept["cycle"].append(kept["cycle"])
    del store, report, pages
    order = list(kept)
    random.Random(seed).shuffle(order)
    for name in order:
        thing = kept.pop(name)
        if hasattr(thing, "close") and seed % 2:
            thing.close()
        del thing
        if seed % 3 == 0:
            gc.collect()
    gc.collect()
    ra.compact(path)  # refused as long as anything holds the store
