/**
 * @file tests/given/summed.c
 * Facts written by hand, zones.
 */
#include "summed.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/zone_load.h"

rva__fact summed_fact(int family, int64_t at)
{
    rva__fact fact = {.at = at, .family = (uint8_t)family, .entry = -1};
    const uint32_t has = rva__family_dimensions(family) & ~RVA__DIMS_ATTRIBUTES;
    for (int d = 0; d < RVA__DIM_COUNT; d++)
        fact.dims[d] = has >> d & 1 ? RVA__VALUE_UNKNOWN : RVA__VALUE_NONE;
    return fact;
}

void summed_measure(rva__fact *fact, int measure, int64_t value)
{
    fact->measures[fact->measure_count] = (uint16_t)measure;
    fact->values[fact->measure_count++] = value;
}

void summed_histogram(rva__fact *fact, int histogram, int bucket)
{
    fact->histograms[fact->histogram_count] = (uint8_t)histogram;
    fact->buckets[fact->histogram_count++] = (uint16_t)bucket;
}

static void check(rva_status status, const rva_error *err)
{
    if (status == RVA_OK)
        return;
    fprintf(stderr, "%s\n", err->message);
    exit(EXIT_FAILURE);
}

rva__zone *summed_zone(const char *name)
{
    rva__zone *zone = NULL;
    rva__buffer bytes = {0};
    rva_error err = RVA_ERROR_INIT;
    check(rva__zone_load(name, &bytes, &err), &err);
    check(rva__zone_new(bytes.data, bytes.size, &zone, &err), &err);
    rva__buffer_free(&bytes);
    return zone;
}

int64_t summed_at(const char *text)
{
    int64_t at = 0;
    rva_error err = RVA_ERROR_INIT;
    check(rva_instant_parse(text, &at, &err), &err);
    return at;
}
