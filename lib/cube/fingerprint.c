/**
 * @file cube/fingerprint.c
 * FNV-1a of 64 bits (Fowler, Noll, Vo) over the schema in the order of its numbers.
 */
#include "cube/fingerprint.h"

#include <stdatomic.h>
#include <stddef.h>

#include "cube/cell.h"
#include "model/schema.h"

static uint64_t add_byte(uint64_t hash, uint8_t byte)
{
    return (hash ^ byte) * UINT64_C(0x100000001b3);
}

static uint64_t add_number(uint64_t hash, uint64_t number)
{
    for (int shift = 0; shift < 64; shift += 8)
        hash = add_byte(hash, (uint8_t)(number >> shift));
    return hash;
}

static uint64_t add_text(uint64_t hash, const char *text)
{
    for (; text && *text != '\0'; text++)
        hash = add_byte(hash, (uint8_t)*text);
    return add_byte(hash, text ? 0 : 1);
}

/** A dimension, family, measure or histogram, with what else decides its meaning. */
static uint64_t add_named(uint64_t hash, int number, const char *name, uint64_t meaning)
{
    return add_number(add_text(add_number(hash, (uint64_t)number), name), meaning);
}

static uint64_t add_cuboid(uint64_t hash, const rva__cuboid *cuboid)
{
    hash = add_number(hash, cuboid->dim_count);
    for (int i = 0; i < cuboid->dim_count; i++)
        hash = add_number(hash, cuboid->dims[i]);
    hash = add_number(hash, cuboid->families);
    hash = add_number(hash, cuboid->families_hour);
    return add_number(hash, cuboid->histograms);
}

static uint64_t compute(void)
{
    uint64_t hash = add_number(UINT64_C(0xcbf29ce484222325), RVA__SCHEMA_VERSION);
    for (int d = 0; d < RVA__DIM_COUNT; d++)
        hash = add_named(hash, d, rva__dimension_name(d), (uint64_t)rva__dimension_dictionary(d));
    for (int f = 0; f < RVA__FAMILY_COUNT; f++)
        hash = add_named(hash, f, rva__family_name(f), rva__family_dimensions(f));
    for (int m = 0; m < RVA__MEASURE_COUNT; m++)
        hash = add_named(hash, m, rva__measure_name(m), rva__measure_family(m));
    for (int h = 0; h < RVA__HISTOGRAM_COUNT; h++)
        hash = add_named(hash, h, rva__histogram_name(h), rva__histogram_family(h));
    for (int c = 0; c < RVA__CUBOID_COUNT; c++)
        hash = add_cuboid(hash, rva__cuboid_at(c));
    return hash;
}

uint64_t rva__schema_fingerprint(void)
{
    static _Atomic uint64_t known; /* the same for ever: whoever is first computes it */
    uint64_t hash = atomic_load_explicit(&known, memory_order_relaxed);
    if (hash == 0) {
        hash = compute();
        atomic_store_explicit(&known, hash, memory_order_relaxed);
    }
    return hash;
}
