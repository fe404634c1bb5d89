/**
 * @file tests/core/test_buffer.c
 */
#include "core/buffer.h"

#include <criterion/criterion.h>

#include "core/alloc.h"

static rva__buffer buffer;

static void release(void)
{
    rva__buffer_free(&buffer);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(buffer, .fini = release);
TestSuite(cursor, .fini = release);

static void expect_bytes(const char *bytes, size_t size)
{
    cr_assert_eq(buffer.size, size);
    cr_expect_eq(memcmp(buffer.data, bytes, size), 0);
}

static void expect_varint(uint64_t value, const char *bytes, size_t size)
{
    rva__buffer_clear(&buffer);
    rva__buffer_put_varint(&buffer, value);
    expect_bytes(bytes, size);
    rva__cursor cursor = rva__cursor_over(buffer.data, buffer.size);
    cr_expect_eq(rva__cursor_varint(&cursor), value);
    cr_expect_not(cursor.failed);
    cr_expect_eq(rva__cursor_left(&cursor), 0);
}

Test(buffer, bytes_are_appended)
{
    rva__buffer_put(&buffer, "ab", 2);
    rva__buffer_put_byte(&buffer, 'c');
    rva__buffer_put(&buffer, NULL, 0);
    expect_bytes("abc", 3);
}

Test(buffer, content_survives_growth)
{
    for (int i = 0; i < 100000; i++)
        rva__buffer_put_byte(&buffer, (uint8_t)(i % 251));
    cr_assert_eq(buffer.size, 100000);
    for (int i = 0; i < 100000; i++)
        cr_assert_eq(buffer.data[i], i % 251);
}

Test(buffer, growth_is_geometric)
{
    int moves = 0;
    size_t capacity = 0;
    for (int i = 0; i < 1000000; i++) {
        rva__buffer_put_byte(&buffer, 0);
        moves += buffer.capacity != capacity;
        capacity = buffer.capacity;
    }
    cr_expect_leq(moves, 20);
}

Test(buffer, clear_keeps_the_room)
{
    rva__buffer_put(&buffer, "abc", 3);
    const size_t capacity = buffer.capacity;
    rva__buffer_clear(&buffer);
    cr_expect_eq(buffer.size, 0);
    cr_expect_eq(buffer.capacity, capacity);
}

Test(buffer, failure_ignores_what_follows)
{
    rva__buffer_put(&buffer, "ab", 2);
    rva__alloc_limit(0);
    cr_expect_not(rva__buffer_reserve(&buffer, 1000));
    rva__alloc_limit(-1);
    rva__buffer_put_byte(&buffer, 'c');
    rva__buffer_printf(&buffer, "%d", 1);
    rva__buffer_put_text(&buffer, "x");
    cr_expect(buffer.failed);
    expect_bytes("ab", 2);
}

Test(buffer, clear_forgives_a_failure)
{
    rva__alloc_limit(0);
    rva__buffer_put(&buffer, "ab", 2);
    rva__alloc_limit(-1);
    cr_expect(buffer.failed);
    rva__buffer_clear(&buffer);
    rva__buffer_put(&buffer, "ab", 2);
    expect_bytes("ab", 2);
}

Test(buffer, more_than_memory_can_hold_fails)
{
    rva__buffer_put_byte(&buffer, 'a');
    cr_expect_not(rva__buffer_reserve(&buffer, SIZE_MAX));
    cr_expect(buffer.failed);
    rva__buffer_clear(&buffer);
    cr_expect_not(rva__buffer_reserve(&buffer, (size_t)PTRDIFF_MAX + 1));
}

Test(buffer, numbers_are_sorted_and_found)
{
    static const uint64_t numbers[] = {7, UINT64_MAX, 0, 7, 3};
    cr_expect_not(rva__buffer_has_number(&buffer, 0));
    rva__buffer_sort_numbers(&buffer);
    rva__buffer_put(&buffer, numbers, sizeof numbers);
    cr_assert_eq(rva__buffer_numbers(&buffer), 5);
    cr_expect_eq(rva__buffer_number(&buffer, 1), UINT64_MAX);
    rva__buffer_sort_numbers(&buffer);
    cr_expect_eq(rva__buffer_number(&buffer, 0), 0);
    cr_expect_eq(rva__buffer_number(&buffer, 4), UINT64_MAX);
    for (int i = 0; i < 5; i++)
        cr_expect(rva__buffer_has_number(&buffer, numbers[i]));
    cr_expect_not(rva__buffer_has_number(&buffer, 4));
}

Test(buffer, text_keeps_its_nul)
{
    rva__buffer_put_text(&buffer, "ab");
    rva__buffer_put_text(&buffer, NULL);
    expect_bytes("ab\0", 4);
}

Test(buffer, printf_appends_without_nul)
{
    rva__buffer_printf(&buffer, "%d-", 12);
    rva__buffer_printf(&buffer, "%s", "x");
    rva__buffer_printf(&buffer, "%s", "");
    expect_bytes("12-x", 4);
}

Test(buffer, printf_grows_as_needed)
{
    rva__buffer_printf(&buffer, "%01000d", 7);
    cr_assert_eq(buffer.size, 1000);
    cr_expect_eq(buffer.data[0], '0');
    cr_expect_eq(buffer.data[999], '7');
}

Test(buffer, printf_without_memory_fails)
{
    rva__alloc_limit(0);
    rva__buffer_printf(&buffer, "%d", 12);
    rva__alloc_limit(-1);
    cr_expect(buffer.failed);
    cr_expect_eq(buffer.size, 0);
}

Test(buffer, varints_are_leb128)
{
    expect_varint(0, "\x00", 1);
    expect_varint(127, "\x7f", 1);
    expect_varint(128, "\x80\x01", 2);
    expect_varint(300, "\xac\x02", 2);
    expect_varint(16383, "\xff\x7f", 2);
    expect_varint(16384, "\x80\x80\x01", 3);
    expect_varint(624485, "\xe5\x8e\x26", 3);
    expect_varint(UINT64_MAX, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10);
}

Test(buffer, zigzag_keeps_small_numbers_small)
{
    cr_expect_eq(rva__zigzag(0), 0);
    cr_expect_eq(rva__zigzag(-1), 1);
    cr_expect_eq(rva__zigzag(1), 2);
    cr_expect_eq(rva__zigzag(-2), 3);
    cr_expect_eq(rva__zigzag(INT64_MAX), UINT64_MAX - 1);
    cr_expect_eq(rva__zigzag(INT64_MIN), UINT64_MAX);
}

Test(buffer, signed_numbers_come_back)
{
    static const int64_t values[] = {0, 1, -1, 63, -64, 64, 28450, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
        rva__buffer_put_signed(&buffer, values[i]);
    rva__cursor cursor = rva__cursor_over(buffer.data, buffer.size);
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
        cr_expect_eq(rva__cursor_signed(&cursor), values[i]);
    cr_expect_not(cursor.failed);
}

Test(buffer, big_endian_sorts_as_numbers_do)
{
    uint8_t small[8];
    uint8_t large[8];
    rva__big_put64(small, UINT64_C(0x00000000000000ff));
    rva__big_put64(large, UINT64_C(0x0102030405060708));
    cr_expect_lt(memcmp(small, large, 8), 0);
    cr_expect_eq(memcmp(large, "\x01\x02\x03\x04\x05\x06\x07\x08", 8), 0);
    cr_expect_eq(rva__big_get64(large), UINT64_C(0x0102030405060708));
    cr_expect_eq(rva__big_get32(large), 0x01020304);
}

Test(cursor, takes_what_is_there)
{
    rva__cursor cursor = rva__cursor_over("abcd", 4);
    cr_expect_eq(rva__cursor_byte(&cursor), 'a');
    const uint8_t *rest = rva__cursor_take(&cursor, 3);
    cr_assert_not_null(rest);
    cr_expect_eq(memcmp(rest, "bcd", 3), 0);
    cr_expect_not(cursor.failed);
}

Test(cursor, past_the_end_it_fails_and_gives_zeros)
{
    rva__cursor cursor = rva__cursor_over("\x05\x06\x07", 3);
    cr_expect_null(rva__cursor_take(&cursor, 4));
    cr_expect(cursor.failed);
    cr_expect_eq(rva__cursor_byte(&cursor), 0);
    cr_expect_eq(rva__cursor_varint(&cursor), 0);
    cr_expect_eq(rva__cursor_signed(&cursor), 0);
    cr_expect_str_eq(rva__cursor_text(&cursor), "");
}

Test(cursor, varint_cut_short_fails)
{
    rva__cursor cursor = rva__cursor_over("\x80\x80", 2);
    cr_expect_eq(rva__cursor_varint(&cursor), 0);
    cr_expect(cursor.failed);
}

Test(cursor, varint_of_more_than_64_bits_fails)
{
    rva__cursor cursor = rva__cursor_over("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10);
    cr_expect_eq(rva__cursor_varint(&cursor), 0);
    cr_expect(cursor.failed);
    cursor = rva__cursor_over("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00", 11);
    rva__cursor_varint(&cursor);
    cr_expect(cursor.failed);
}

Test(cursor, text_ends_at_its_nul)
{
    rva__cursor cursor = rva__cursor_over("ab\0\0c", 5);
    cr_expect_str_eq(rva__cursor_text(&cursor), "ab");
    cr_expect_str_eq(rva__cursor_text(&cursor), "");
    cr_expect_not(cursor.failed);
    cr_expect_str_eq(rva__cursor_text(&cursor), "");
    cr_expect(cursor.failed);
}
