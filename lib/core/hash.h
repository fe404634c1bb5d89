/**
 * @file core/hash.h
 * Checksums and hashes.
 *
 * CRC-32C (Castagnoli, RFC 3720 B.4) guards stored bytes; SipHash-2-4 with 128 bits of
 * output (Aumasson and Bernstein 2012) turns ids into keys that nobody without the
 * store's secret can make collide; the 64-bit mix is for tables in memory.
 */
#ifndef RVA_CORE_HASH_H
#define RVA_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

/** Continues a CRC-32C (start with 0) over more bytes; by hardware where there is some. */
uint32_t rva__crc32c(uint32_t crc, const void *bytes, size_t size);

/** The table-driven CRC-32C, for machines without the instruction and for tests. */
uint32_t rva__crc32c_portable(uint32_t crc, const void *bytes, size_t size);

/** 128 bits of hash; `high` is the reference's first eight bytes, little-endian. */
typedef struct rva__hash128 {
    uint64_t high;
    uint64_t low;
} rva__hash128;

/** SipHash-2-4-128 of the bytes under a 16-byte key. */
rva__hash128 rva__siphash(const uint8_t key[16], const void *bytes, size_t size);

/** A fast hash of bytes for tables in memory; not for hostile bytes without `seed`. */
uint64_t rva__hash_bytes(const void *bytes, size_t size, uint64_t seed);

/** Mixes a number well (the finaliser of MurmurHash3). */
static inline uint64_t rva__hash_mix(uint64_t value)
{
    value ^= value >> 33;
    value *= UINT64_C(0xff51afd7ed558ccd);
    value ^= value >> 33;
    value *= UINT64_C(0xc4ceb9fe1a85ec53);
    return value ^ (value >> 33);
}

#endif
