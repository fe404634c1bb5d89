"""Threads, forks, and handles that are closed while others use them."""

import asyncio
import gc
import os
import subprocess
import sys
import threading
import time

import pytest
from conftest import SPAN, conversation, events

import revanalytics as ra


def together(work, threads=4):
    """Runs the same in threads; what they raised that is not an Error of ours is raised."""
    raised = []

    def run(number):
        try:
            work(number)
        except ra.Error:
            pass
        except BaseException as error:  # noqa: BLE001
            raised.append(error)
    started = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    if raised:
        raise raised[0]


def test_threads_record_into_one_store(store):
    def work(number):
        for i in range(20):
            for event in conversation(number * 1000 + i):
                store.record(event)
            store.executive_summary(**SPAN)
    together(work)
    assert store.info()["events"] == 4 * 20 * 6
    assert store.verify()["differences"] == 0


@pytest.mark.parametrize("round_", range(8))
def test_closing_in_the_midst_of_calls_is_safe(tmp_path, round_):
    store = ra.create(tmp_path / "s", durability="ephemeral")
    given = events(200)

    def work(number):
        if number == 0:
            time.sleep(0.002 * round_)
            store.close()
            return
        while True:
            store.record_many(given, batch=97)
            store.executive_summary(**SPAN)
            store.leads()
    together(work)
    assert store.closed
    with pytest.raises(ra.MisuseError):
        store.info()
    with ra.open(tmp_path / "s") as again:
        assert again.verify()["differences"] == 0


def test_what_came_from_a_store_is_closed_with_it(filled):
    watch, moment = filled.watch(since=1), filled.snapshot()
    pages = filled.pages("leads")
    next(pages)
    filled.close()
    with pytest.raises(ra.MisuseError):
        watch.wait(0)
    with pytest.raises(ra.MisuseError):
        filled.executive_summary(snapshot=moment)
    watch.close()
    moment.close()
    filled.close()


def test_a_watch_is_for_one_thread(filled):
    watch = filled.watch()
    entered = threading.Thread(target=lambda: watch.wait(1))
    entered.start()
    time.sleep(0.05)
    with pytest.raises(ra.MisuseError):
        while entered.is_alive():
            watch.wait(0)
    entered.join()


def test_other_threads_run_during_a_call(filled):
    count, stop = [0], threading.Event()

    def spin():
        while not stop.is_set():
            count[0] += 1
    thread = threading.Thread(target=spin)
    watch = filled.watch()
    thread.start()
    before = count[0]
    watch.wait(0.2)
    during = count[0] - before
    stop.set()
    thread.join()
    assert during > 1000


def test_a_watch_sees_what_another_thread_records(store):
    with store.watch(timeout=10) as watch:
        thread = threading.Timer(0.05, lambda: store.record_conversation(id="c"))
        thread.start()
        change = next(watch)
        thread.join()
    assert change.seq == 1 and change.event["id"] == "c"


def test_a_named_watch_goes_on_where_it_was_saved(filled):
    with filled.watch("mine", since=1) as watch:
        assert [next(watch).seq for _ in range(3)] == [1, 2, 3]
        watch.save()
        next(watch)
    with filled.watch("mine", since=1) as watch:
        assert next(watch).seq == 4


def test_asyncio_reads_the_feed(store):
    async def main():
        seen = []
        async with store.watch(timeout=10) as watch:
            task = asyncio.get_running_loop().run_in_executor(None, store.record_many, events(2))
            async for change in watch:
                seen.append(change.seq)
                if len(seen) == 12:
                    break
            await task
        return seen
    assert asyncio.run(main()) == list(range(1, 13))


def in_child(work):
    """The exit code of a forked child that runs `work`."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_child_is_refused_and_may_open_its_own(filled, path):
    watch, moment = filled.watch(since=1), filled.snapshot()

    def refused(call):
        try:
            call()
        except ra.ForkedError:
            return True
        return False

    def work():
        calls = [lambda: filled.record_conversation(id="x"), filled.info, filled.leads,
                 filled.executive_summary, filled.verify, filled.flush, lambda: watch.wait(0),
                 lambda: filled.executive_summary(snapshot=moment)]
        bad = [number for number, call in enumerate(calls) if not refused(call)]
        watch.close()
        moment.close()
        filled.close()
        gc.collect()
        return 2 + len(bad) if bad else 0
    assert in_child(work) == 0
    assert filled.info()["events"] == 240


def test_what_is_queued_is_written_when_python_ends(path):
    ra.create(path).close()
    code = ("import revanalytics as ra\n"
            f"store = ra.open({str(path)!r}, durability='async', async_ms=60000)\n"
            "store.record_conversation(id='c')\n")
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    with ra.open(path) as store:
        assert store.info()["events"] == 1


def test_ctrl_c_ends_a_wait(path):
    ra.create(path).close()
    code = ("import os, signal, threading, revanalytics as ra\n"
            f"store = ra.open({str(path)!r})\n"
            "threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
            "try:\n    next(store.watch())\nexcept KeyboardInterrupt:\n    print('stopped')\n")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          timeout=60, check=True)
    assert done.stdout == "stopped\n"
