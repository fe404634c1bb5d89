/**
 * @file store/test_log.c
 * The log across transactions: one block grows until it is full, and no clock goes back.
 */
#include <stdio.h>

#include <criterion/criterion.h>

#include "given.h"
#include "store/commit.h"
#include "store/log.h"
#include "store/open.h"

static rva__env *env;
static rva__txn txn;
static rva__log_writer writer;
static rva__log_reader reader;
static rva_error err;

static void begin(void)
{
    const char *path = given_place("store");
    given_create(path);
    given_check(rva__store_open(path, 64, &env, &err), &err, "open");
}

static void end(void)
{
    rva__log_writer_free(&writer);
    rva__log_reader_free(&reader);
    rva__txn_end(&txn);
    rva__env_close(env);
    given_end();
}

TestSuite(log, .init = begin, .fini = end);

static void open_writer(int64_t recorded_at)
{
    given_check(rva__txn_write(env, 1000, &txn, &err), &err, "begin");
    rva__log_writer_open(&writer, &txn, recorded_at);
}

static void append(const char *id)
{
    const rva_event event = given_conversation(id);
    given_check(rva__log_append(&writer, &event, &err), &err, "append");
}

static void commit(void)
{
    given_check(rva__log_flush(&writer, &err), &err, "flush");
    given_check(rva__txn_commit(&txn, &err), &err, "commit");
}

/** A transaction of its own for one event. */
static void record(const char *id, int64_t recorded_at)
{
    open_writer(recorded_at);
    append(id);
    commit();
}

/** The id of event number `seq`, or "" when there is none. */
static const char *id_of(int64_t seq)
{
    const rva_event *event = NULL;
    return rva__log_read(&txn, &reader, seq, &event, NULL) == RVA_OK ? event->id : "";
}

static int64_t recorded_at(int64_t seq)
{
    const rva_event *event = NULL;
    given_check(rva__log_read(&txn, &reader, seq, &event, &err), &err, "read");
    return reader.block.recorded_at[seq - reader.first_seq];
}

static void read_log(void)
{
    given_check(rva__txn_read(env, &txn, &err), &err, "read");
}

Test(log, numbers_events_from_1)
{
    record("a", 10);
    record("b", 10);
    read_log();
    cr_expect_str_eq(id_of(1), "a");
    cr_expect_str_eq(id_of(2), "b");
    cr_expect_eq(txn.state.next_seq, 3);
}

Test(log, has_no_event_after_the_last_nor_before_the_first)
{
    const rva_event *event = NULL;
    record("a", 10);
    read_log();
    cr_expect_eq(rva__log_read(&txn, &reader, 2, &event, &err), RVA_NOT_FOUND);
    cr_expect_eq(rva__log_read(&txn, &reader, 0, &event, &err), RVA_NOT_FOUND);
}

Test(log, of_an_empty_store_has_no_event)
{
    const rva_event *event = NULL;
    read_log();
    cr_expect_eq(rva__log_read(&txn, &reader, 1, &event, &err), RVA_NOT_FOUND);
}

Test(log, grows_its_newest_block_across_transactions)
{
    char id[GIVEN_ID_BYTES];
    for (int i = 1; i <= 100; i++) {
        snprintf(id, sizeof id, "c-%d", i);
        record(id, 10 * i);
    }
    read_log();
    cr_expect_leq(txn.state.log.count, 2);
    cr_expect_str_eq(id_of(1), "c-1");
    cr_expect_str_eq(id_of(57), "c-57");
    cr_expect_str_eq(id_of(100), "c-100");
}

Test(log, keeps_when_each_event_of_a_block_was_recorded)
{
    record("a", 10);
    record("b", 10);
    record("c", 35);
    read_log();
    cr_expect_eq(txn.state.log.count, 1);
    cr_expect_eq(recorded_at(1), 10);
    cr_expect_eq(recorded_at(2), 10);
    cr_expect_eq(recorded_at(3), 35);
}

Test(log, records_nothing_before_the_last_event)
{
    record("a", 50);
    record("b", 20);
    read_log();
    cr_expect_eq(recorded_at(2), 50);
    cr_expect_eq(txn.state.recorded_at, 50);
}

Test(log, goes_on_with_the_clock_within_a_transaction)
{
    open_writer(50);
    append("a");
    rva__log_recorded(&writer, 40);
    append("b");
    rva__log_recorded(&writer, 60);
    append("c");
    commit();
    read_log();
    cr_expect_eq(recorded_at(2), 50);
    cr_expect_eq(recorded_at(3), 60);
}

Test(log, begins_another_block_when_one_is_full)
{
    char id[GIVEN_ID_BYTES];
    open_writer(10);
    for (int i = 1; i <= 500; i++) {
        snprintf(id, sizeof id, "conversation-%04d-with-a-long-name", i);
        append(id);
    }
    commit();
    read_log();
    cr_expect_gt(txn.state.log.count, 5);
    cr_expect_str_eq(id_of(500), "conversation-0500-with-a-long-name");
    cr_expect_str_eq(id_of(1), "conversation-0001-with-a-long-name");
}

Test(log, flushed_twice_is_written_once)
{
    open_writer(10);
    append("a");
    given_check(rva__log_flush(&writer, &err), &err, "flush");
    given_check(rva__log_flush(&writer, &err), &err, "flush");
    append("b");
    commit();
    read_log();
    cr_expect_eq(txn.state.log.count, 1);
    cr_expect_str_eq(id_of(2), "b");
}

Test(log, closed_goes_on_with_its_block)
{
    open_writer(10);
    append("a");
    given_check(rva__log_close(&writer, &err), &err, "close");
    append("b");
    commit();
    read_log();
    cr_expect_eq(txn.state.log.count, 1);
    cr_expect_str_eq(id_of(1), "a");
    cr_expect_str_eq(id_of(2), "b");
}

Test(log, that_is_not_committed_never_was)
{
    open_writer(10);
    append("a");
    given_check(rva__log_flush(&writer, &err), &err, "flush");
    rva__txn_end(&txn);
    record("b", 10);
    read_log();
    cr_expect_str_eq(id_of(1), "b");
    cr_expect_eq(txn.state.next_seq, 2);
}

Test(log, through_a_cache_is_the_same_in_any_order)
{
    static const int64_t order[] = {100, 1, 77, 78, 2, 100, 50};
    char id[GIVEN_ID_BYTES];
    rva__log_cache cache = {0};
    open_writer(10);
    for (int i = 1; i <= 100; i++) {
        snprintf(id, sizeof id, "c-%d", i);
        append(id);
    }
    commit();
    read_log();
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const rva_event *event = NULL;
        snprintf(id, sizeof id, "c-%d", (int)order[i]);
        cr_assert_eq(rva__log_cache_read(&txn, &cache, order[i], &event, &err), RVA_OK);
        cr_expect_str_eq(event->id, id);
    }
    rva__log_cache_free(&cache);
}

Test(log, tallies_its_blocks_by_the_day_they_were_begun)
{
    const int64_t day = INT64_C(86400000000);
    const void *value = NULL;
    size_t size = 0;
    rva__tally tally;
    record("a", 5 * day + 1);
    record("b", 6 * day + 1); /* the block of "a" grows */
    read_log();
    static const uint8_t key[] = {0, 0, 0, 5};
    given_check(rva__txn_get(&txn, RVA__DB_DAYS, key, sizeof key, &value, &size, &err), &err,
                "get");
    cr_assert_eq(size, sizeof tally);
    memcpy(&tally, value, sizeof tally);
    cr_expect_eq(tally.count, 1);
    cr_expect_eq(tally.sum, txn.state.log.sum);
}
