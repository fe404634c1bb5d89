/**
 * @file tests/core/test_msgpack.c
 * The bytes are those of the MessagePack specification.
 */
#include "core/msgpack.h"

#include <criterion/criterion.h>
#include <float.h>
#include <string.h>

#include "core/alloc.h"
#include "core/hash.h"

static rva__buffer buffer;

static void release(void)
{
    rva__buffer_free(&buffer);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(msgpack, .fini = release);

static void expect_bytes(const char *bytes, size_t size)
{
    cr_assert_eq(buffer.size, size, "%zu bytes", buffer.size);
    cr_expect_eq(memcmp(buffer.data, bytes, size), 0);
    rva__buffer_clear(&buffer);
}

static void expect_integer(int64_t value, const char *bytes, size_t size)
{
    rva__pack_integer(&buffer, value);
    expect_bytes(bytes, size);
    rva__cursor from = rva__cursor_over(bytes, size);
    cr_expect_eq(rva__unpack_integer(&from), value, "%lld", (long long)value);
    cr_expect_not(from.failed);
    cr_expect_eq(rva__cursor_left(&from), 0);
}

/** A cursor over the bytes of a literal. */
#define OVER(bytes) rva__cursor_over(bytes, sizeof(bytes) - 1)

Test(msgpack, nil_and_booleans)
{
    rva__pack_nil(&buffer);
    rva__pack_bool(&buffer, false);
    rva__pack_bool(&buffer, true);
    rva__cursor from = rva__cursor_over(buffer.data, buffer.size);
    cr_expect(rva__unpack_nil(&from));
    cr_expect_not(rva__unpack_bool(&from));
    cr_expect(rva__unpack_bool(&from));
    cr_expect_not(from.failed);
    expect_bytes("\xc0\xc2\xc3", 3);
}

Test(msgpack, nil_is_taken_only_where_it_is)
{
    rva__cursor from = OVER("\x05");
    cr_expect_not(rva__unpack_nil(&from));
    cr_expect_not(from.failed);
    cr_expect_eq(rva__unpack_integer(&from), 5);
    cr_expect_not(rva__unpack_nil(&from));
    cr_expect_not(from.failed);
}

Test(msgpack, integers_take_their_shortest_form)
{
    expect_integer(0, "\x00", 1);
    expect_integer(127, "\x7f", 1);
    expect_integer(128, "\xcc\x80", 2);
    expect_integer(255, "\xcc\xff", 2);
    expect_integer(256, "\xcd\x01\x00", 3);
    expect_integer(65535, "\xcd\xff\xff", 3);
    expect_integer(65536, "\xce\x00\x01\x00\x00", 5);
    expect_integer(4294967295, "\xce\xff\xff\xff\xff", 5);
    expect_integer(4294967296, "\xcf\x00\x00\x00\x01\x00\x00\x00\x00", 9);
    expect_integer(INT64_MAX, "\xcf\x7f\xff\xff\xff\xff\xff\xff\xff", 9);
}

Test(msgpack, negative_integers_take_their_shortest_form)
{
    expect_integer(-1, "\xff", 1);
    expect_integer(-32, "\xe0", 1);
    expect_integer(-33, "\xd0\xdf", 2);
    expect_integer(-128, "\xd0\x80", 2);
    expect_integer(-129, "\xd1\xff\x7f", 3);
    expect_integer(-32768, "\xd1\x80\x00", 3);
    expect_integer(-32769, "\xd2\xff\xff\x7f\xff", 5);
    expect_integer(INT32_MIN, "\xd2\x80\x00\x00\x00", 5);
    expect_integer(INT64_MIN, "\xd3\x80\x00\x00\x00\x00\x00\x00\x00", 9);
}

Test(msgpack, integers_of_any_form_are_read)
{
    rva__cursor from = OVER("\xd3\x00\x00\x00\x00\x00\x00\x00\x05\xd0\x05\xcf\x00\x00\x00\x00"
                            "\x00\x00\x00\x05");
    cr_expect_eq(rva__unpack_integer(&from), 5);
    cr_expect_eq(rva__unpack_integer(&from), 5);
    cr_expect_eq(rva__unpack_integer(&from), 5);
    cr_expect_not(from.failed);
}

Test(msgpack, integer_of_64_unsigned_bits_does_not_fit)
{
    rva__cursor from = OVER("\xcf\x80\x00\x00\x00\x00\x00\x00\x00");
    cr_expect_eq(rva__unpack_integer(&from), 0);
    cr_expect(from.failed);
}

Test(msgpack, reals_are_float_64)
{
    rva__pack_real(&buffer, 0.5);
    rva__cursor from = rva__cursor_over(buffer.data, buffer.size);
    cr_expect_eq(rva__unpack_real(&from), 0.5);
    expect_bytes("\xcb\x3f\xe0\x00\x00\x00\x00\x00\x00", 9);
}

Test(msgpack, real_is_read_from_float_32_and_integers)
{
    rva__cursor from = OVER("\xca\x3f\x00\x00\x00\x07\xff\xcf\xff\xff\xff\xff\xff\xff\xff\xff");
    cr_expect_eq(rva__unpack_real(&from), 0.5);
    cr_expect_eq(rva__unpack_real(&from), 7.0);
    cr_expect_eq(rva__unpack_real(&from), -1.0);
    cr_expect_eq(rva__unpack_real(&from), 18446744073709551616.0);
    cr_expect_not(from.failed);
}

static void expect_text(size_t size, const char *head, size_t head_bytes)
{
    char *text = rva__alloc(size + 1);
    memset(text, 'x', size);
    rva__pack_text(&buffer, text, size);
    cr_assert_eq(buffer.size, head_bytes + size);
    cr_expect_eq(memcmp(buffer.data, head, head_bytes), 0);

    size_t read = 0;
    rva__cursor from = rva__cursor_over(buffer.data, buffer.size);
    const char *back = rva__unpack_text(&from, &read);
    cr_assert_not_null(back);
    cr_expect_eq(read, size);
    cr_expect_eq(memcmp(back, text, size), 0);
    cr_expect_eq(rva__cursor_left(&from), 0);
    rva__alloc_free(text);
    rva__buffer_clear(&buffer);
}

Test(msgpack, texts_of_each_size)
{
    expect_text(0, "\xa0", 1);
    expect_text(31, "\xbf", 1);
    expect_text(32, "\xd9\x20", 2);
    expect_text(255, "\xd9\xff", 2);
    expect_text(256, "\xda\x01\x00", 3);
    expect_text(65535, "\xda\xff\xff", 3);
    expect_text(65536, "\xdb\x00\x01\x00\x00", 5);
}

Test(msgpack, heads_of_arrays_and_maps)
{
    rva__pack_array(&buffer, 15);
    rva__pack_array(&buffer, 16);
    rva__pack_array(&buffer, 65536);
    expect_bytes("\x9f\xdc\x00\x10\xdd\x00\x01\x00\x00", 9);
    rva__pack_map(&buffer, 15);
    rva__pack_map(&buffer, 16);
    rva__pack_map(&buffer, 65536);
    expect_bytes("\x8f\xde\x00\x10\xdf\x00\x01\x00\x00", 9);
}

Test(msgpack, counts_are_read)
{
    rva__cursor from = OVER("\x92\x01\x02");
    cr_expect_eq(rva__unpack_array(&from), 2);
    from = OVER("\xdc\x00\x01\x02");
    cr_expect_eq(rva__unpack_array(&from), 1);
    from = OVER("\xdf\x00\x00\x00\x01\x02\x03");
    cr_expect_eq(rva__unpack_map(&from), 1);
    from = OVER("\x80");
    cr_expect_eq(rva__unpack_map(&from), 0);
    cr_expect_not(from.failed);
}

Test(msgpack, count_larger_than_the_bytes_left_fails)
{
    rva__cursor from = OVER("\x92\x01");
    cr_expect_eq(rva__unpack_array(&from), 0);
    cr_expect(from.failed);
    from = OVER("\xdd\xff\xff\xff\xff\x01");
    cr_expect_eq(rva__unpack_array(&from), 0);
    cr_expect(from.failed);
    from = OVER("\x81\x01");
    cr_expect_eq(rva__unpack_map(&from), 0);
    cr_expect(from.failed);
}

Test(msgpack, text_larger_than_the_bytes_left_fails)
{
    size_t size = 9;
    rva__cursor from = OVER("\xdb\xff\xff\xff\xffxx");
    cr_expect_null(rva__unpack_text(&from, &size));
    cr_expect_eq(size, 0);
    cr_expect(from.failed);
    from = OVER("\xa2x");
    cr_expect_null(rva__unpack_text(&from, &size));
}

Test(msgpack, other_type_fails)
{
    size_t size;
    rva__cursor from = OVER("\xa1x");
    cr_expect_eq(rva__unpack_integer(&from), 0);
    cr_expect(from.failed);
    from = OVER("\xa1x");
    cr_expect_eq(rva__unpack_real(&from), 0.0);
    cr_expect(from.failed);
    from = OVER("\x01");
    cr_expect_not(rva__unpack_bool(&from));
    cr_expect(from.failed);
    from = OVER("\x01");
    cr_expect_null(rva__unpack_text(&from, &size));
    cr_expect(from.failed);
    from = OVER("\x80");
    cr_expect_eq(rva__unpack_array(&from), 0);
    cr_expect(from.failed);
    from = OVER("\x90");
    cr_expect_eq(rva__unpack_map(&from), 0);
    cr_expect(from.failed);
    from = OVER("\xcb\x3f\xe0\x00\x00\x00\x00\x00\x00");
    cr_expect_eq(rva__unpack_integer(&from), 0);
    cr_expect(from.failed);
}

Test(msgpack, after_a_failure_all_is_zero)
{
    size_t size;
    rva__cursor from = OVER("\xa1x\x05\x05\xc0");
    rva__unpack_integer(&from);
    cr_expect_eq(rva__unpack_integer(&from), 0);
    cr_expect_eq(rva__unpack_real(&from), 0.0);
    cr_expect_not(rva__unpack_nil(&from));
    cr_expect_not(rva__unpack_bool(&from));
    cr_expect_null(rva__unpack_text(&from, &size));
    cr_expect_eq(rva__unpack_array(&from), 0);
    rva__unpack_skip(&from, 3);
    cr_expect(from.failed);
}

static void expect_skipped(const char *bytes, size_t size)
{
    rva__cursor from = rva__cursor_over(bytes, size);
    rva__unpack_skip(&from, 4);
    cr_expect_not(from.failed, "head %02x", (unsigned char)bytes[0]);
    cr_expect_eq(rva__cursor_left(&from), 0, "head %02x", (unsigned char)bytes[0]);
    for (size_t cut = 0; cut < size; cut++) {
        from = rva__cursor_over(bytes, cut);
        rva__unpack_skip(&from, 4);
        cr_expect(from.failed, "head %02x cut at %zu", (unsigned char)bytes[0], cut);
    }
}

#define EXPECT_SKIPPED(bytes) expect_skipped(bytes, sizeof(bytes) - 1)

Test(msgpack, values_of_each_type_are_skipped)
{
    EXPECT_SKIPPED("\x00");
    EXPECT_SKIPPED("\xff");
    EXPECT_SKIPPED("\xc0");
    EXPECT_SKIPPED("\xc3");
    EXPECT_SKIPPED("\xc4\x02zz");
    EXPECT_SKIPPED("\xc5\x00\x02zz");
    EXPECT_SKIPPED("\xc6\x00\x00\x00\x02zz");
    EXPECT_SKIPPED("\xc7\x02tzz");
    EXPECT_SKIPPED("\xc8\x00\x02tzz");
    EXPECT_SKIPPED("\xc9\x00\x00\x00\x02tzz");
    EXPECT_SKIPPED("\xcazzzz");
    EXPECT_SKIPPED("\xcbzzzzzzzz");
    EXPECT_SKIPPED("\xccz");
    EXPECT_SKIPPED("\xcfzzzzzzzz");
    EXPECT_SKIPPED("\xd0z");
    EXPECT_SKIPPED("\xd3zzzzzzzz");
    EXPECT_SKIPPED("\xd4tz");
    EXPECT_SKIPPED("\xd8tzzzzzzzzzzzzzzzz");
    EXPECT_SKIPPED("\xa2zz");
    EXPECT_SKIPPED("\xd9\x02zz");
    EXPECT_SKIPPED("\xda\x00\x02zz");
    EXPECT_SKIPPED("\xdb\x00\x00\x00\x02zz");
}

Test(msgpack, nested_values_are_skipped_whole)
{
    EXPECT_SKIPPED("\x90");
    EXPECT_SKIPPED("\x80");
    EXPECT_SKIPPED("\x93\x01\xa1x\x92\xc0\xc0");
    EXPECT_SKIPPED("\x82\xa1k\x91\x91\x05\xa1l\x81\x01\xdc\x00\x01\xcc\x05");
    rva__cursor from = OVER("\x92\x90\x91\x01\x07");
    rva__unpack_skip(&from, 2);
    cr_expect_eq(rva__unpack_integer(&from), 7);
}

Test(msgpack, skip_stops_at_the_depth_allowed)
{
    rva__cursor from = OVER("\x91\x91\x91\x05");
    rva__unpack_skip(&from, 3);
    cr_expect_not(from.failed);
    from = OVER("\x91\x91\x91\x05");
    rva__unpack_skip(&from, 2);
    cr_expect(from.failed);
    from = OVER("\x90");
    rva__unpack_skip(&from, 0);
    cr_expect(from.failed);
    from = OVER("\x05");
    rva__unpack_skip(&from, 0);
    cr_expect_not(from.failed);
}

Test(msgpack, head_that_is_never_used_fails)
{
    size_t size;
    rva__cursor from = OVER("\xc1");
    rva__unpack_skip(&from, 1);
    cr_expect(from.failed);
    from = OVER("\xc1");
    cr_expect_null(rva__unpack_text(&from, &size));
}

Test(msgpack, writer_without_memory_fails)
{
    rva__alloc_limit(0);
    rva__pack_array(&buffer, 1);
    rva__pack_text(&buffer, "abc", 3);
    rva__alloc_limit(-1);
    cr_expect(buffer.failed);
    cr_expect_eq(buffer.size, 0);
}

static void pack_sample(void)
{
    rva__pack_map(&buffer, 4);
    rva__pack_text(&buffer, "tags", 4);
    rva__pack_array(&buffer, 3);
    rva__pack_integer(&buffer, 28450);
    rva__pack_real(&buffer, 0.649);
    rva__pack_nil(&buffer);
    rva__pack_text(&buffer, "long", 4);
    rva__pack_text(&buffer, "0123456789012345678901234567890123456789", 40);
    rva__pack_text(&buffer, "map", 3);
    rva__pack_map(&buffer, 1);
    rva__pack_integer(&buffer, -70000);
    rva__pack_bool(&buffer, true);
    rva__pack_text(&buffer, "big", 3);
    rva__pack_integer(&buffer, INT64_MAX);
}

static void read_anything(const uint8_t *bytes, size_t size, uint64_t choice)
{
    size_t length;
    rva__cursor from = rva__cursor_over(bytes, size);
    for (int i = 0; i < 20; i++, choice >>= 3) {
        switch (choice & 7) {
        case 0:
            rva__unpack_integer(&from);
            break;
        case 1:
            rva__unpack_real(&from);
            break;
        case 2:
            if (rva__unpack_text(&from, &length))
                cr_assert_leq(length, size);
            break;
        case 3:
            cr_assert_leq(rva__unpack_array(&from), size);
            break;
        case 4:
            cr_assert_leq(rva__unpack_map(&from), size);
            break;
        case 5:
            rva__unpack_bool(&from);
            break;
        default:
            rva__unpack_skip(&from, 8);
        }
        cr_assert(from.at <= from.end);
    }
}

Test(msgpack, hostile_bytes_are_safe)
{
    pack_sample();
    for (uint64_t round = 0; round < 200000; round++) {
        uint64_t random = rva__hash_mix(round + 1);
        const size_t size = 1 + random % buffer.size;
        uint8_t *copy = rva__alloc(size); /* exactly so large, so that a byte more is seen */
        memcpy(copy, buffer.data, size);
        for (int i = 0; i < 4; i++) {
            random = rva__hash_mix(random + 1);
            copy[random % size] = (uint8_t)(random >> 32);
        }
        read_anything(copy, size, rva__hash_mix(random));
        read_anything(copy, size, UINT64_MAX);
        rva__alloc_free(copy);
    }
}
