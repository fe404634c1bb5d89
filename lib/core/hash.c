/**
 * @file core/hash.c
 * Checksums and hashes.
 *
 * A CRC is linear: the CRC of a byte is the XOR of those of its bits, so the tables of
 * the portable form are built by the compiler from 64 numbers.  For the same reason long
 * input can be cut into three lanes that the processor works on at once, each moved on
 * past the lanes behind it by one multiplication of polynomials.
 */
#include "core/hash.h"

#include <stdbool.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>
#endif

static inline uint32_t read32(const uint8_t *from)
{
    uint32_t value;
    memcpy(&value, from, sizeof(value));
    return value;
}

static inline uint64_t read64(const uint8_t *from)
{
    uint64_t value;
    memcpy(&value, from, sizeof(value));
    return value;
}

static inline uint64_t read64_little(const uint8_t *from)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(read64(from));
#else
    return read64(from);
#endif
}

/* All 256 XORs of eight numbers, number i for bit i of the place. */
#define BITS1(x, a) (x), (x) ^ (a)
#define BITS2(x, a, b) BITS1(x, a), BITS1((x) ^ (b), a)
#define BITS4(x, a, b, c, d)                                                                       \
    BITS2(x, a, b), BITS2((x) ^ (c), a, b), BITS2((x) ^ (d), a, b), BITS2((x) ^ (c) ^ (d), a, b)
#define BITS6(x, a, b, c, d, e, f)                                                                 \
    BITS4(x, a, b, c, d), BITS4((x) ^ (e), a, b, c, d), BITS4((x) ^ (f), a, b, c, d),              \
        BITS4((x) ^ (e) ^ (f), a, b, c, d)
#define BITS8(a, b, c, d, e, f, g, h)                                                              \
    {                                                                                              \
        BITS6(0u, a, b, c, d, e, f), BITS6(g, a, b, c, d, e, f), BITS6(h, a, b, c, d, e, f),       \
            BITS6((g) ^ (h), a, b, c, d, e, f)                                                     \
    }

/** crc_table[n][byte] is the CRC of the byte followed by n zero bytes. */
static const uint32_t crc_table[8][256] = {
    BITS8(0xf26b8303, 0xe13b70f7, 0xc79a971f, 0x8ad958cf, 0x105ec76f, 0x20bd8ede, 0x417b1dbc,
          0x82f63b78),
    BITS8(0x13a29877, 0x274530ee, 0x4e8a61dc, 0x9d14c3b8, 0x3fc5f181, 0x7f8be302, 0xff17c604,
          0xfbc3faf9),
    BITS8(0xa541927e, 0x4f6f520d, 0x9edea41a, 0x38513ec5, 0x70a27d8a, 0xe144fb14, 0xc76580d9,
          0x8b277743),
    BITS8(0xdd45aab8, 0xbf672381, 0x7b2231f3, 0xf64463e6, 0xe964b13d, 0xd725148b, 0xaba65fe7,
          0x52a0c93f),
    BITS8(0x38116fac, 0x7022df58, 0xe045beb0, 0xc5670b91, 0x8f2261d3, 0x1ba8b557, 0x37516aae,
          0x6ea2d55c),
    BITS8(0xef306b19, 0xdb8ca0c3, 0xb2f53777, 0x6006181f, 0xc00c303e, 0x85f4168d, 0x0e045beb,
          0x1c08b7d6),
    BITS8(0x68032cc8, 0xd0065990, 0xa5e0c5d1, 0x4e2dfd53, 0x9c5bfaa6, 0x3d5b83bd, 0x7ab7077a,
          0xf56e0ef4),
    BITS8(0x493c7d27, 0x9278fa4e, 0x211d826d, 0x423b04da, 0x847609b4, 0x0d006599, 0x1a00cb32,
          0x34019664),
};

uint32_t rva__crc32c_portable(uint32_t crc, const void *bytes, size_t size)
{
    const uint8_t *at = (const uint8_t *)bytes;
    crc = ~crc;
    for (; size >= 8; size -= 8, at += 8) {
        const uint64_t word = read64_little(at) ^ crc;
        crc = crc_table[7][word & 0xff] ^ crc_table[6][(word >> 8) & 0xff] ^
              crc_table[5][(word >> 16) & 0xff] ^ crc_table[4][(word >> 24) & 0xff] ^
              crc_table[3][(word >> 32) & 0xff] ^ crc_table[2][(word >> 40) & 0xff] ^
              crc_table[1][(word >> 48) & 0xff] ^ crc_table[0][word >> 56];
    }
    for (; size > 0; size--, at++)
        crc = crc_table[0][(crc ^ *at) & 0xff] ^ (crc >> 8);
    return ~crc;
}

#if defined(__x86_64__)

#define CRC_TARGET __attribute__((target("sse4.2,pclmul")))

/* x^(8n-33) modulo the polynomial: multiplying by it moves a CRC past n bytes. */
enum { LANE_BYTES = 256 };
#define PAST_ONE_LANE 0xb9e02b86
#define PAST_TWO_LANES 0xdd7e3b0c

CRC_TARGET static inline __m128i crc_times(uint64_t crc, uint64_t factor)
{
    return _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)crc),
                                _mm_cvtsi64_si128((long long)factor), 0);
}

CRC_TARGET static uint64_t crc_three_lanes(uint64_t crc, const uint8_t *at)
{
    uint64_t second = 0;
    uint64_t third = 0;
    for (const uint8_t *end = at + LANE_BYTES; at < end; at += 8) {
        crc = _mm_crc32_u64(crc, read64(at));
        second = _mm_crc32_u64(second, read64(at + LANE_BYTES));
        third = _mm_crc32_u64(third, read64(at + 2 * LANE_BYTES));
    }
    const __m128i moved =
        _mm_xor_si128(crc_times(crc, PAST_TWO_LANES), crc_times(second, PAST_ONE_LANE));
    return _mm_crc32_u64(0, (uint64_t)_mm_cvtsi128_si64(moved)) ^ third;
}

CRC_TARGET static uint32_t crc_by_instruction(uint32_t start, const uint8_t *at, size_t size)
{
    uint64_t crc = ~start;
    for (; size >= 3 * LANE_BYTES; size -= 3 * LANE_BYTES, at += 3 * LANE_BYTES)
        crc = crc_three_lanes(crc, at);
    for (; size >= 8; size -= 8, at += 8)
        crc = _mm_crc32_u64(crc, read64(at));

    uint32_t tail = (uint32_t)crc;
    if (size & 4) {
        tail = _mm_crc32_u32(tail, read32(at));
        at += 4;
    }
    for (size &= 3; size > 0; size--, at++)
        tail = _mm_crc32_u8(tail, *at);
    return ~tail;
}

uint32_t rva__crc32c(uint32_t crc, const void *bytes, size_t size)
{
    if (__builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul"))
        return crc_by_instruction(crc, (const uint8_t *)bytes, size);
    return rva__crc32c_portable(crc, bytes, size);
}

#elif defined(__ARM_FEATURE_CRC32)

uint32_t rva__crc32c(uint32_t crc, const void *bytes, size_t size)
{
    const uint8_t *at = (const uint8_t *)bytes;
    crc = ~crc;
    for (; size >= 8; size -= 8, at += 8)
        crc = __crc32cd(crc, read64_little(at));
    for (; size > 0; size--, at++)
        crc = __crc32cb(crc, *at);
    return ~crc;
}

#else

uint32_t rva__crc32c(uint32_t crc, const void *bytes, size_t size)
{
    return rva__crc32c_portable(crc, bytes, size);
}

#endif

typedef struct sip {
    uint64_t a, b, c, d;
} sip;

static inline uint64_t rotate(uint64_t value, unsigned bits)
{
    return (value << bits) | (value >> (64 - bits));
}

static inline void sip_round(sip *state)
{
    state->a += state->b;
    state->c += state->d;
    state->b = rotate(state->b, 13) ^ state->a;
    state->d = rotate(state->d, 16) ^ state->c;
    state->a = rotate(state->a, 32);
    state->c += state->b;
    state->a += state->d;
    state->b = rotate(state->b, 17) ^ state->c;
    state->d = rotate(state->d, 21) ^ state->a;
    state->c = rotate(state->c, 32);
}

static inline void sip_word(sip *state, uint64_t word)
{
    state->d ^= word;
    sip_round(state);
    sip_round(state);
    state->a ^= word;
}

static inline uint64_t sip_finish(sip *state)
{
    for (int i = 0; i < 4; i++)
        sip_round(state);
    return state->a ^ state->b ^ state->c ^ state->d;
}

rva__hash128 rva__siphash(const uint8_t key[16], const void *bytes, size_t size)
{
    const uint64_t low = read64_little(key);
    const uint64_t high = read64_little(key + 8);
    sip state = {
        low ^ UINT64_C(0x736f6d6570736575),
        high ^ UINT64_C(0x646f72616e646f6d) ^ 0xee,
        low ^ UINT64_C(0x6c7967656e657261),
        high ^ UINT64_C(0x7465646279746573),
    };

    const uint8_t *at = (const uint8_t *)bytes;
    uint64_t last = (uint64_t)size << 56;
    for (; size >= 8; size -= 8, at += 8)
        sip_word(&state, read64_little(at));
    for (size_t i = 0; i < size; i++)
        last |= (uint64_t)at[i] << (8 * i);
    sip_word(&state, last);

    rva__hash128 hash;
    state.c ^= 0xee;
    hash.high = sip_finish(&state);
    state.b ^= 0xdd;
    hash.low = sip_finish(&state);
    return hash;
}

/* The first digits of pi, as numbers with nothing up their sleeve. */
#define PI_1 UINT64_C(0x243f6a8885a308d3)
#define PI_2 UINT64_C(0x13198a2e03707344)
#define PI_3 UINT64_C(0xa4093822299f31d0)
#define PI_4 UINT64_C(0x082efa98ec4e6c89)

#if defined(__SIZEOF_INT128__)

__extension__ typedef unsigned __int128 wide;

/** Both halves of the 128-bit product, XORed. */
static inline uint64_t fold(uint64_t a, uint64_t b)
{
    const wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

#else

static inline uint64_t fold(uint64_t a, uint64_t b)
{
    const uint64_t a0 = (uint32_t)a, a1 = a >> 32;
    const uint64_t b0 = (uint32_t)b, b1 = b >> 32;
    const uint64_t middle = a1 * b0 + (a0 * b0 >> 32);
    const uint64_t cross = a0 * b1 + (uint32_t)middle;
    const uint64_t high = a1 * b1 + (middle >> 32) + (cross >> 32);
    return high ^ (a * b);
}

#endif

uint64_t rva__hash_bytes(const void *bytes, size_t size, uint64_t seed)
{
    const uint8_t *at = (const uint8_t *)bytes;
    uint64_t state = seed ^ fold(seed ^ PI_1, PI_2 ^ size);
    uint64_t a = 0;
    uint64_t b = 0;

    size_t left = size;
    for (; left > 16; left -= 16, at += 16)
        state = fold(read64(at) ^ PI_3, read64(at + 8) ^ state);
    if (left >= 8) {
        a = read64(at);
        b = read64(at + left - 8);
    } else if (left >= 4) {
        a = read32(at);
        b = read32(at + left - 4);
    } else if (left > 0) {
        a = ((uint64_t)at[0] << 16) | ((uint64_t)at[left / 2] << 8) | at[left - 1];
    }
    return fold(fold(a ^ PI_3, b ^ state) ^ PI_4, state ^ PI_1);
}
