/**
 * @file store/test_block.c
 * Blocks of the log: what is written is read back, of each version there was.
 */
#include <stdio.h>

#include <criterion/criterion.h>

#include "core/alloc.h"
#include "core/msgpack.h"
#include "given.h"
#include "model/fields.h"
#include "store/block.h"

static rva__block_writer writer;
static rva__buffer bytes;
static rva__block block;
static rva_error err;

static void begin(void)
{
    rva__block_writer_clear(&writer);
}

static void end(void)
{
    rva__block_writer_free(&writer);
    rva__block_free(&block);
    rva__buffer_free(&bytes);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(block, .init = begin, .fini = end);

static void add(const char *id, int64_t recorded_at)
{
    const rva_event event = given_conversation(id);
    cr_assert(rva__block_writer_add(&writer, &event, recorded_at));
}

static void read_back(void)
{
    rva__block_writer_finish(&writer, &bytes);
    cr_assert_eq(rva__block_read(bytes.data, bytes.size, &block, &err), RVA_OK, "%s", err.message);
}

Test(block, of_no_events_is_read_back_empty)
{
    read_back();
    cr_expect_eq(block.count, 0);
}

Test(block, gives_texts_integers_and_reals_back)
{
    rva_event event = given_lead("l", "c");
    event.value_minor = 12345;
    event.score = 0.123456;
    cr_assert(rva__block_writer_add(&writer, &event, 1));
    read_back();
    const rva_event *got = &block.events[0];
    cr_expect_eq(got->type, RVA_EVENT_LEAD);
    cr_expect_eq(got->at, event.at);
    cr_expect_str_eq(got->id, "l");
    cr_expect_str_eq(got->conversation, "c");
    cr_expect_str_eq(got->tier, event.tier);
    cr_expect_eq(got->value_minor, 12345);
    cr_expect_eq(got->score, 0.123456);
}

Test(block, gives_absent_fields_back_as_absent)
{
    add("c", 1);
    read_back();
    cr_expect_null(block.events[0].campaign);
    cr_expect_eq(block.events[0].amount_minor, RVA_ABSENT);
    cr_expect(block.events[0].score != block.events[0].score);
}

Test(block, keeps_an_erasure_that_has_no_instant)
{
    rva_event event = given_erasure("c");
    event.at = RVA_ABSENT;
    add("c", 1);
    cr_assert(rva__block_writer_add(&writer, &event, 1));
    add("d", 1);
    read_back();
    cr_expect_eq(block.events[1].at, RVA_ABSENT);
    cr_expect_eq(block.events[2].at, GIVEN_AT);
}

Test(block, keeps_events_that_go_back_in_time)
{
    rva_event event = given_conversation("c");
    cr_assert(rva__block_writer_add(&writer, &event, 1));
    event.at -= 5;
    cr_assert(rva__block_writer_add(&writer, &event, 1));
    read_back();
    cr_expect_eq(block.events[1].at, GIVEN_AT - 5);
}

Test(block, gives_back_when_each_event_was_recorded)
{
    static const int64_t moments[] = {70, 70, 71, 500, 500, 500, 501};
    for (int i = 0; i < 7; i++)
        add("c", moments[i]);
    read_back();
    cr_assert_eq(block.count, 7);
    for (int i = 0; i < 7; i++)
        cr_expect_eq(block.recorded_at[i], moments[i], "event %d", i);
}

Test(block, writes_nothing_for_events_recorded_together)
{
    for (int i = 0; i < 5; i++)
        add("c", 70);
    cr_expect_eq(writer.moment_count, 0);
}

Test(block, writes_a_text_once)
{
    add("a name that is rather long", 1);
    const size_t texts = writer.texts.size;
    add("a name that is rather long", 1);
    cr_expect_eq(writer.texts.size, texts);
}

Test(block, is_full_before_it_takes_more_than_its_bytes)
{
    char id[GIVEN_ID_BYTES] = "";
    uint32_t count = 0;
    for (rva_event event = given_conversation(id);; count++) {
        snprintf(id, sizeof id, "conversation-%08u-with-a-long-name", (unsigned)count);
        if (!rva__block_writer_add(&writer, &event, 1))
            break;
    }
    cr_expect_gt(count, 20);
    cr_expect_eq(writer.count, count);
    rva__block_writer_finish(&writer, &bytes);
    cr_expect_leq(bytes.size, 1980);
}

Test(block, that_refused_an_event_is_as_it_was)
{
    static char long_text[2000];
    memset(long_text, 'x', sizeof long_text - 1);
    add("c", 1);
    rva_event event = given_conversation("d");
    event.tags = long_text;
    cr_expect_not(rva__block_writer_add(&writer, &event, 99));
    add("e", 1);
    read_back();
    cr_assert_eq(block.count, 2);
    cr_expect_str_eq(block.events[1].id, "e");
    cr_expect_eq(block.recorded_at[1], 1);
}

Test(block, takes_an_event_that_is_too_large_alone)
{
    static char long_text[4000];
    memset(long_text, 'x', sizeof long_text - 1);
    rva_event event = given_conversation("c");
    event.tags = long_text;
    cr_assert(rva__block_writer_add(&writer, &event, 1));
    read_back();
    cr_expect_str_eq(block.events[0].tags, long_text);
}

Test(block, takes_256_changes_of_the_clock_and_not_one_more)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_ERASE, 0);
    for (int i = 0; i <= 256; i++)
        cr_assert(rva__block_writer_add(&writer, &event, i), "event %d", i);
    cr_expect_not(rva__block_writer_add(&writer, &event, 257));
    read_back();
    cr_expect_eq(block.recorded_at[256], 256);
}

Test(block, that_was_cleared_begins_anew)
{
    add("c", 70);
    rva__block_writer_clear(&writer);
    add("d", 90);
    read_back();
    cr_assert_eq(block.count, 1);
    cr_expect_str_eq(block.events[0].id, "d");
    cr_expect_eq(block.recorded_at[0], 90);
}

static rva_status read_bytes(const uint8_t *data, size_t size)
{
    return rva__block_read(data, size, &block, &err);
}

/* Two events of 7 and 9 microseconds: an erasure of "c" and one of "d", shape 9 | fields << 4. */
Test(block, of_the_first_version_is_read)
{
    static const uint8_t first[] = {1,    50,         2, 0x92, 0xa1, 'c', 0xa1, 'd', 0x91,
                                    0xcc, 9 + 8 * 16, 0, 7,    0,    0,   2,    1};
    cr_assert_eq(read_bytes(first, sizeof first), RVA_OK, "%s", err.message);
    cr_assert_eq(block.count, 2);
    cr_expect_eq(block.events[0].type, RVA_EVENT_ERASE);
    cr_expect_eq(block.events[0].at, 7);
    cr_expect_str_eq(block.events[0].conversation, "c");
    cr_expect_eq(block.events[1].at, 9);
    cr_expect_str_eq(block.events[1].conversation, "d");
    cr_expect_eq(block.recorded_at[0], 50);
    cr_expect_eq(block.recorded_at[1], 50);
}

/* The same two, one recorded 10 microseconds after the other. */
static const uint8_t second[] = {2,   50,   2, 0x92, 1, 10, 0x92, 0xa1, 'c', 0xa1,
                                 'd', 0x92, 9, 8,    0, 7,  0,    0,    2,   1};

Test(block, has_these_bytes)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_ERASE, 7);
    event.conversation = "c";
    cr_assert(rva__block_writer_add(&writer, &event, 50));
    event.at = 9;
    event.conversation = "d";
    cr_assert(rva__block_writer_add(&writer, &event, 60));
    rva__block_writer_finish(&writer, &bytes);
    cr_assert_eq(bytes.size, sizeof second);
    cr_expect_arr_eq(bytes.data, second, sizeof second);
}

/** Reads `second` with another byte in one place. */
static rva_status read_changed(size_t place, uint8_t byte)
{
    uint8_t changed[sizeof second];
    memcpy(changed, second, sizeof second);
    changed[place] = byte;
    return read_bytes(changed, sizeof changed);
}

Test(block, as_it_is_reads_well)
{
    cr_expect_eq(read_bytes(second, sizeof second), RVA_OK);
    cr_expect_eq(block.recorded_at[1], 60);
}

Test(block, of_a_newer_version_is_refused_as_newer_not_as_damaged)
{
    cr_expect_eq(read_changed(0, 3), RVA_FORMAT);
}

Test(block, of_no_version_is_damaged)
{
    cr_expect_eq(read_changed(0, 0), RVA_CORRUPT);
}

Test(block, with_a_type_of_event_that_only_a_newer_version_knows_is_refused_as_newer)
{
    cr_expect_eq(read_changed(12, RVA__EVENT_TYPES), RVA_FORMAT);
}

Test(block, with_a_field_that_only_a_newer_version_knows_is_refused_as_newer)
{
    uint8_t changed[sizeof second + 8];
    rva__buffer shape = {0};
    rva__pack_integer(&shape, INT64_C(1) << RVA__FIELD_COUNT);
    memcpy(changed, second, 13);
    memcpy(changed + 13, shape.data, shape.size);
    memcpy(changed + 13 + shape.size, second + 14, sizeof second - 14);
    cr_expect_eq(read_bytes(changed, sizeof second - 1 + shape.size), RVA_FORMAT);
    rva__buffer_free(&shape);
}

Test(block, with_more_events_than_a_block_can_have_is_damaged)
{
    cr_expect_eq(read_changed(2, 0xff), RVA_CORRUPT); /* minus one */
}

Test(block, with_a_text_that_is_not_there_is_damaged)
{
    cr_expect_eq(read_changed(16, 2), RVA_CORRUPT);
}

Test(block, with_a_shape_that_is_not_there_is_damaged)
{
    cr_expect_eq(read_changed(14, 1), RVA_CORRUPT);
}

Test(block, whose_clock_changes_after_no_event_is_damaged)
{
    cr_expect_eq(read_changed(4, 0), RVA_CORRUPT);
}

Test(block, whose_clock_changes_after_the_last_event_is_damaged)
{
    cr_expect_eq(read_changed(4, 2), RVA_CORRUPT);
}

Test(block, cut_short_anywhere_is_damaged)
{
    for (size_t size = 0; size < sizeof second; size++)
        cr_expect_eq(read_bytes(second, size), RVA_CORRUPT, "%zu bytes", size);
}
