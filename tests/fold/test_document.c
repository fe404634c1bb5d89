/**
 * @file fold/test_document.c
 * The entries of a document stay in their order, also as bytes.
 */
#include <criterion/criterion.h>

#include "core/alloc.h"
#include "core/hash.h"
#include "folded.h"

static rva__buffer bytes;
static rva__document read_back;

static void end(void)
{
    folded_clear();
    rva__document_free(&read_back);
    rva__buffer_free(&bytes);
}

TestSuite(document, .init = folded_clear, .fini = end);

static void put_lead(uint64_t id, int64_t second)
{
    folded_lead(id, second);
}

static uint64_t id_at(uint32_t index)
{
    return folded_document.entries[index].id;
}

Test(document, keeps_entries_by_instant_however_they_come)
{
    put_lead(3, 30);
    put_lead(1, 10);
    put_lead(2, 20);
    cr_assert_eq(folded_document.count, 3);
    cr_expect_eq(id_at(0), 1);
    cr_expect_eq(id_at(1), 2);
    cr_expect_eq(id_at(2), 3);
}

Test(document, keeps_entries_that_cannot_be_told_apart_as_they_came)
{
    rva__entry entry = folded_entry(RVA_EVENT_CONVERSATION, 0, 1);
    entry.uid = 9;
    folded_put(entry);
    entry.uid = 4;
    folded_put(entry);
    cr_expect_eq(folded_document.entries[0].uid, 9);
    cr_expect_eq(folded_document.entries[1].uid, 4);
}

Test(document, removes_an_entry_and_closes_the_gap)
{
    put_lead(1, 10);
    put_lead(2, 20);
    put_lead(3, 30);
    rva__document_remove(&folded_document, 1);
    cr_assert_eq(folded_document.count, 2);
    cr_expect_eq(id_at(0), 1);
    cr_expect_eq(id_at(1), 3);
}

Test(document, finds_by_type_and_id)
{
    put_lead(1, 10);
    put_lead(2, 20);
    cr_expect_eq(rva__document_find(&folded_document, RVA_EVENT_LEAD, 2), 1);
    cr_expect_eq(rva__document_find(&folded_document, RVA_EVENT_OFFER, 2), -1);
    cr_expect_eq(rva__document_find(&folded_document, RVA_EVENT_LEAD, 3), -1);
}

static uint32_t seek(int type, uint64_t id, int64_t second)
{
    rva__entry entry = folded_entry(type, 0, second);
    entry.id = id;
    return rva__document_seek(&folded_document, &entry, &folded_names);
}

Test(document, seeks_the_first_entry_not_before_another)
{
    put_lead(1, 10);
    put_lead(1, 10);
    put_lead(2, 20);
    cr_expect_eq(seek(RVA_EVENT_LEAD, 1, 9), 0);
    cr_expect_eq(seek(RVA_EVENT_LEAD, 1, 10), 0);
    cr_expect_eq(seek(RVA_EVENT_OFFER, 1, 10), 2); /* of one instant, offers come after leads */
    cr_expect_eq(seek(RVA_EVENT_LEAD, 2, 20), 2);
    cr_expect_eq(seek(RVA_EVENT_LEAD, 2, 21), 3);
}

Test(document, holds_4096_entries_and_refuses_the_next)
{
    rva_error err = RVA_ERROR_INIT;
    for (int i = 0; i < 4096; i++)
        put_lead(1, i);
    const rva__entry entry = folded_entry(RVA_EVENT_LEAD, 0, 0);
    cr_expect_eq(rva__document_insert(&folded_document, &entry, &folded_names, &err), RVA_LIMIT);
    cr_expect_str_eq(err.field, "conversation");
    cr_expect_eq(folded_document.count, 4096);
}

static void write_two(void)
{
    put_lead(1, 10);
    put_lead(2, 20);
    folded_document.flags = RVA__DOCUMENT_ERASED;
    folded_document.name = UINT64_C(0x0102030405060708);
    const rva__past past = {.seq = 300, .id = 7, .digest = 9, .type = RVA_EVENT_LEAD, .what = 1};
    const rva__past uid = {.seq = 301, .uid = 8, .type = RVA__PAST_ANY_TYPE, .what = 2};
    cr_assert_eq(rva__document_add_past(&folded_document, past, NULL), RVA_OK);
    cr_assert_eq(rva__document_add_past(&folded_document, uid, NULL), RVA_OK);
    const rva__watcher watcher = {.name = 11, .number = 12};
    cr_assert_eq(rva__document_watch(&folded_document, watcher, NULL), RVA_OK);
    cr_assert_eq(rva__document_watch(&folded_document, watcher, NULL), RVA_OK);
    rva__document_encode(&folded_document, &bytes);
}

Test(document, reads_back_all_that_it_wrote)
{
    write_two();
    cr_assert_eq(rva__document_decode(bytes.data, bytes.size, &read_back, NULL), RVA_OK);
    cr_expect_eq(read_back.flags, RVA__DOCUMENT_ERASED);
    cr_expect_eq(read_back.name, UINT64_C(0x0102030405060708));
    cr_assert_eq(read_back.count, 2);
    cr_expect_eq(read_back.entries[1].id, 2);
    cr_expect_eq(read_back.entries[1].at, 20000000);
    cr_assert_eq(read_back.past_count, 2);
    cr_expect_eq(read_back.past[0].seq, 300);
    cr_expect_eq(read_back.past[0].id, 7);
    cr_expect_eq(read_back.past[0].uid, 0);
    cr_expect_eq(read_back.past[0].digest, 9);
    cr_expect_eq(read_back.past[0].type, RVA_EVENT_LEAD);
    cr_expect_eq(read_back.past[0].what, RVA__PAST_CORRECTION);
    cr_expect_eq(read_back.past[1].uid, 8);
    cr_expect_eq(read_back.past[1].type, RVA__PAST_ANY_TYPE);
    cr_assert_eq(read_back.watcher_count, 1);
    cr_expect_eq(read_back.watchers[0].name, 11);
    cr_expect_eq(read_back.watchers[0].number, 12);
}

Test(document, reads_over_what_was_there)
{
    write_two();
    rva__buffer empty = {0};
    rva__document_encode(&(rva__document){0}, &empty);
    cr_assert_eq(rva__document_decode(bytes.data, bytes.size, &read_back, NULL), RVA_OK);
    cr_assert_eq(rva__document_decode(empty.data, empty.size, &read_back, NULL), RVA_OK);
    cr_expect_eq(read_back.count, 0);
    cr_expect_eq(read_back.past_count, 0);
    cr_expect_eq(read_back.watcher_count, 0);
    rva__buffer_free(&empty);
}

Test(document, that_is_empty_has_these_bytes)
{
    static const uint8_t expected[] = {0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0};
    rva__document_encode(&(rva__document){.name = 7}, &bytes);
    cr_assert_eq(bytes.size, sizeof expected);
    cr_expect_arr_eq(bytes.data, expected, sizeof expected);
}

Test(document, that_is_copied_is_the_same)
{
    rva__document copy = {0};
    rva__buffer same = {0};
    write_two();
    cr_assert_eq(rva__document_copy(&folded_document, &copy, NULL), RVA_OK);
    rva__document_encode(&copy, &same);
    cr_assert_eq(same.size, bytes.size);
    cr_expect_arr_eq(same.data, bytes.data, bytes.size);
    rva__document_free(&copy);
    rva__buffer_free(&same);
}

Test(document, cut_short_anywhere_is_refused)
{
    write_two();
    for (size_t size = 0; size < bytes.size; size++)
        cr_expect_eq(rva__document_decode(bytes.data, size, &read_back, NULL), RVA_CORRUPT,
                     "%zu bytes", size);
}

Test(document, with_a_byte_too_many_is_refused)
{
    write_two();
    rva__buffer_put_byte(&bytes, 0);
    cr_expect_eq(rva__document_decode(bytes.data, bytes.size, &read_back, NULL), RVA_CORRUPT);
    cr_expect_eq(read_back.count, 0);
}

/** Puts in, takes out or changes an entry, or does nothing. */
static void edit(uint64_t any)
{
    const uint32_t index =
        folded_document.count > 0 ? (uint32_t)(any >> 8) % folded_document.count : 0;
    switch (any % 4) {
    case 0:
        if (folded_document.count > 0)
            rva__document_remove(&folded_document, index);
        break;
    case 1:
        if (folded_document.count > 0)
            rva__document_change(&folded_document, index)->uid = any;
        break;
    default:
        put_lead(any, (int64_t)(any >> 16 & 1023));
    }
}

Test(document, is_encoded_again_as_if_it_were_new)
{
    enum { ROUNDS = 2000 };
    rva__encoding last = {0};
    rva__buffer again = {0};
    rva__document other = {0};
    for (uint64_t round = 1; round < ROUNDS; round++) {
        edit(rva__hash_mix(round));
        if (round % 7 == 0) { /* an event is refused: all is as it was */
            cr_assert_eq(rva__document_copy(&folded_document, &other, NULL), RVA_OK);
            edit(rva__hash_mix(round + ROUNDS));
            const rva__document changed = folded_document;
            folded_document = other;
            other = changed;
        }
        rva__buffer_clear(&bytes);
        rva__buffer_clear(&again);
        rva__document_encode(&folded_document, &bytes);
        rva__document_encode_again(&folded_document, &last, &again);
        cr_expect_eq(folded_document.unchanged, folded_document.count);
        cr_assert_eq(again.size, bytes.size);
        cr_assert_arr_eq(again.data, bytes.data, bytes.size);
    }
    rva__encoding_free(&last);
    rva__buffer_free(&again);
    rva__document_free(&other);
}

Test(document, without_memory_to_be_encoded_again_is_told)
{
    rva__encoding last = {0};
    rva__buffer again = {0};
    put_lead(1, 10);
    rva__alloc_limit(1);
    rva__document_encode_again(&folded_document, &last, &again);
    rva__alloc_limit(-1);
    cr_expect(again.failed);
    rva__buffer_clear(&again);
    rva__document_encode_again(&folded_document, &last, &again);
    rva__document_encode(&folded_document, &bytes);
    cr_assert_eq(again.size, bytes.size);
    cr_expect_arr_eq(again.data, bytes.data, bytes.size);
    rva__encoding_free(&last);
    rva__buffer_free(&again);
}
