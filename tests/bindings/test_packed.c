/**
 * @file tests/bindings/test_packed.c
 * Events as bytes, and bytes that are none.
 */
#include "common/packed.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 256 };

static size_t place_of(const char *name)
{
    size_t place = 0;
    while (strcmp(rva_field_at(place)->name, name) != 0)
        place++;
    return place;
}

/* One transaction with an id and an instant; returns how many bytes it takes. */
static size_t pack(unsigned char bytes[ROOM])
{
    const uint32_t count = 1, length = 3;
    const int64_t type = RVA_EVENT_TRANSACTION, at = 1700000000000000;
    unsigned char *to = bytes;
    memcpy(to, &count, 4);
    to += 4;
    *to++ = (unsigned char)place_of("type");
    memcpy(to, &type, 8);
    to += 8;
    *to++ = (unsigned char)place_of("id");
    memcpy(to, &length, 4);
    memcpy(to + 4, "t-1", 4);
    to += 8;
    *to++ = (unsigned char)place_of("at");
    memcpy(to, &at, 8);
    to += 8;
    *to++ = 255;
    return (size_t)(to - bytes);
}

/* The bytes in memory of their own, so that a read past their end is seen. */
static bool reads(const unsigned char *bytes, size_t size, rva_event *event)
{
    size_t count = 0;
    unsigned char *own = malloc(size + (size == 0));
    memcpy(own, bytes, size);
    const bool is_read =
        rvb_packed_count(own, size, &count) && count == 1 && rvb_packed_read(own, size, event, 1);
    free(own);
    return is_read;
}

Test(packed, an_event_is_what_was_packed)
{
    unsigned char bytes[ROOM];
    rva_event event;
    size_t count;
    const size_t size = pack(bytes);
    cr_assert(rvb_packed_count(bytes, size, &count));
    cr_assert(count == 1 && rvb_packed_read(bytes, size, &event, 1));
    cr_expect(event.type == RVA_EVENT_TRANSACTION);
    cr_expect(event.at == 1700000000000000);
    cr_expect_str_eq(event.id, "t-1");
    cr_expect(event.amount_minor == RVA_ABSENT);
}

Test(packed, bytes_that_end_early_are_refused)
{
    unsigned char bytes[ROOM];
    rva_event event;
    const size_t size = pack(bytes);
    for (size_t cut = 0; cut < size; cut++)
        cr_expect_not(reads(bytes, cut, &event), "%zu of %zu bytes", cut, size);
}

Test(packed, any_other_byte_is_read_within_its_bounds)
{
    unsigned char bytes[ROOM];
    rva_event event;
    const size_t size = pack(bytes);
    for (size_t at = 0; at < size; at++) {
        for (int value = 0; value < 256; value++) {
            const unsigned char was = bytes[at];
            bytes[at] = (unsigned char)value;
            (void)reads(bytes, size, &event);
            bytes[at] = was;
        }
    }
}

Test(packed, a_count_beyond_the_bytes_is_refused)
{
    size_t count;
    cr_expect_not(rvb_packed_count("\xff\xff\xff\xff\xff", 5, &count));
    cr_expect_not(rvb_packed_count("\x01", 1, &count));
    cr_expect(rvb_packed_count("\x00\x00\x00\x00", 4, &count));
    cr_expect_eq(count, 0);
}

Test(packed, a_text_with_a_nul_within_is_refused)
{
    unsigned char bytes[ROOM];
    rva_event event;
    const size_t size = pack(bytes);
    bytes[4 + 9 + 1 + 4 + 1] = '\0'; /* t-1 */
    cr_expect_not(reads(bytes, size, &event));
}
