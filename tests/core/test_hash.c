/**
 * @file tests/core/test_hash.c
 */
#include "core/hash.h"

#include <criterion/criterion.h>
#include <string.h>

enum { ROOM = 4200 };

static uint8_t bytes[ROOM];

static void fill(void)
{
    for (size_t i = 0; i < ROOM; i++)
        bytes[i] = (uint8_t)(rva__hash_mix(i + 1) >> 8);
}

TestSuite(hash, .init = fill);

/* RFC 3720, B.4. */
Test(hash, crc32c_is_that_of_the_rfc)
{
    uint8_t block[32];
    memset(block, 0, sizeof(block));
    cr_expect_eq(rva__crc32c(0, block, sizeof(block)), 0x8a9136aa);
    memset(block, 0xff, sizeof(block));
    cr_expect_eq(rva__crc32c(0, block, sizeof(block)), 0x62a8ab43);
    for (uint8_t i = 0; i < 32; i++)
        block[i] = i;
    cr_expect_eq(rva__crc32c(0, block, sizeof(block)), 0x46dd794e);
    for (uint8_t i = 0; i < 32; i++)
        block[i] = (uint8_t)(31 - i);
    cr_expect_eq(rva__crc32c(0, block, sizeof(block)), 0x113fdb5c);
}

Test(hash, crc32c_of_the_check_text)
{
    cr_expect_eq(rva__crc32c(0, "123456789", 9), 0xe3069283);
    cr_expect_eq(rva__crc32c_portable(0, "123456789", 9), 0xe3069283);
    cr_expect_eq(rva__crc32c(0, NULL, 0), 0);
}

Test(hash, crc32c_by_hardware_equals_the_portable_one)
{
    for (size_t size = 0; size < 1000; size++)
        cr_assert_eq(rva__crc32c(0, bytes + 1, size), rva__crc32c_portable(0, bytes + 1, size),
                     "size %zu", size);
    for (size_t from = 0; from < 16; from++)
        cr_assert_eq(rva__crc32c(7, bytes + from, 4096),
                     rva__crc32c_portable(7, bytes + from, 4096), "from %zu", from);
}

Test(hash, crc32c_continues)
{
    const uint32_t whole = rva__crc32c(0, bytes, 2500);
    for (size_t cut = 0; cut <= 2500; cut += 125) {
        const uint32_t first = rva__crc32c(0, bytes, cut);
        cr_expect_eq(rva__crc32c(first, bytes + cut, 2500 - cut), whole, "cut %zu", cut);
    }
}

Test(hash, crc32c_sees_each_single_bit)
{
    const uint32_t whole = rva__crc32c(0, bytes, 800);
    for (size_t bit = 0; bit < 8 * 800; bit++) {
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        cr_assert_neq(rva__crc32c(0, bytes, 800), whole, "bit %zu", bit);
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
}

/** A reference vector: of the bytes 0, 1, 2 ... under the key 0, 1 ... 15. */
static void expect_siphash(size_t size, uint64_t high, uint64_t low)
{
    uint8_t key[16];
    uint8_t input[64];
    for (uint8_t i = 0; i < 16; i++)
        key[i] = i;
    for (uint8_t i = 0; i < 64; i++)
        input[i] = i;
    const rva__hash128 hash = rva__siphash(key, input, size);
    cr_expect_eq(hash.high, high, "size %zu", size);
    cr_expect_eq(hash.low, low, "size %zu", size);
}

/* The vectors of the reference implementation, its bytes read as little-endian numbers. */
Test(hash, siphash_is_that_of_the_reference)
{
    expect_siphash(0, UINT64_C(0xe6a825ba047f81a3), UINT64_C(0x930255c71472f66d));
    expect_siphash(1, UINT64_C(0x44af996bd8c187da), UINT64_C(0x45fc229b11597634));
    expect_siphash(2, UINT64_C(0xc75da4a48d227781), UINT64_C(0xe4ff0af6de8ba3fc));
    expect_siphash(7, UINT64_C(0x53c1dbd8beebf1a1), UINT64_C(0x3982f01fa64ab8c0));
    expect_siphash(8, UINT64_C(0x61f55862baa9623b), UINT64_C(0xb49714f364e2830f));
    expect_siphash(15, UINT64_C(0x11a8b03399e99354), UINT64_C(0xd9c3cf970fec087e));
    expect_siphash(16, UINT64_C(0xbb54b067caa4e26e), UINT64_C(0x77052385bf1533fd));
    expect_siphash(30, UINT64_C(0xde6baf1f477f5cea), UINT64_C(0x87226d68d4d71a2b));
    expect_siphash(63, UINT64_C(0x4a83502f77d15051), UINT64_C(0x7cbd3f979a063e50));
}

Test(hash, siphash_depends_on_the_key)
{
    uint8_t key[16] = {0};
    const rva__hash128 hash = rva__siphash(key, "id", 2);
    key[15] = 1;
    cr_expect_neq(rva__siphash(key, "id", 2).high, hash.high);
}

Test(hash, bytes_hash_the_same_wherever_they_lie)
{
    uint8_t copy[ROOM];
    for (size_t size = 0; size < 200; size++) {
        memcpy(copy + 3, bytes, size);
        cr_assert_eq(rva__hash_bytes(copy + 3, size, 9), rva__hash_bytes(bytes, size, 9));
    }
}

Test(hash, bytes_hash_depends_on_each_bit)
{
    for (size_t size = 1; size < 80; size++) {
        const uint64_t hash = rva__hash_bytes(bytes, size, 0);
        for (size_t bit = 0; bit < 8 * size; bit++) {
            bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
            const int changed = __builtin_popcountll(hash ^ rva__hash_bytes(bytes, size, 0));
            bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
            cr_assert(changed >= 10 && changed <= 54, "size %zu bit %zu: %d of 64 bits changed",
                      size, bit, changed);
        }
    }
}

Test(hash, bytes_hash_depends_on_size_and_seed)
{
    static const uint8_t zeros[64];
    for (size_t size = 1; size < sizeof(zeros); size++) {
        cr_expect_neq(rva__hash_bytes(zeros, size, 0), rva__hash_bytes(zeros, size - 1, 0));
        cr_expect_neq(rva__hash_bytes(zeros, size, 0), rva__hash_bytes(zeros, size, 1));
    }
}

Test(hash, bytes_hash_spreads_numbered_ids_evenly)
{
    enum { IDS = 64000, SLOTS = 64 };
    int filled[SLOTS] = {0};
    for (uint32_t id = 0; id < IDS; id++)
        filled[rva__hash_bytes(&id, sizeof(id), 0) % SLOTS]++;
    for (int slot = 0; slot < SLOTS; slot++)
        cr_expect(filled[slot] > 850 && filled[slot] < 1150, "slot %d: %d", slot, filled[slot]);
}
