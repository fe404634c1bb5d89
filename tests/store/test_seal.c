/**
 * @file store/test_seal.c
 * Checksums of records.
 */
#include "store/seal.h"

#include <string.h>

#include <criterion/criterion.h>

static rva__buffer value;
static const void *payload;
static size_t size;
static rva_error err;

static void begin(void)
{
    rva__buffer_put(&value, "before", 6);
    const size_t start = rva__seal_begin(&value);
    rva__buffer_put(&value, "56789", 5);
    rva__seal_end(&value, start, "1234", 4);
}

static void end(void)
{
    rva__buffer_free(&value);
}

TestSuite(seal, .init = begin, .fini = end);

static rva_status unseal(const char *key, size_t bytes)
{
    return rva__unseal(key, strlen(key), value.data + 6, bytes, "row", &payload, &size, &err);
}

/* The check value of CRC-32C is that of "123456789". */
Test(seal, is_the_crc_32c_of_key_and_payload)
{
    cr_expect_eq(rva__seal("1234", 4, "56789", 5), 0xe3069283);
    cr_expect_eq(rva__seal_read(value.data + 6), 0xe3069283);
}

Test(seal, gives_the_payload_back)
{
    cr_assert_eq(unseal("1234", 9), RVA_OK);
    cr_expect_eq(size, 5);
    cr_expect_eq(memcmp(payload, "56789", 5), 0);
}

Test(seal, under_another_key_is_damage)
{
    cr_expect_eq(unseal("1235", 9), RVA_CORRUPT);
    cr_expect(strstr(err.message, "row: "), "%s", err.message);
}

Test(seal, with_a_bit_turned_anywhere_is_damage)
{
    for (int bit = 0; bit < 9 * 8; bit++) {
        value.data[6 + bit / 8] ^= (uint8_t)(1 << bit % 8);
        cr_expect_eq(unseal("1234", 9), RVA_CORRUPT, "bit %d", bit);
        value.data[6 + bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

Test(seal, cut_short_is_damage)
{
    for (size_t bytes = 0; bytes < 9; bytes++)
        cr_expect_eq(unseal("1234", bytes), RVA_CORRUPT, "%zu bytes", bytes);
}
