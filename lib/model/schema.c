/**
 * @file model/schema.c
 * The tables behind model/schema.h.
 */
#include "model/schema.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

_Static_assert(RVA__DIM_COUNT <= 32, "sets of dimensions are 32 bits wide: widen them first");
_Static_assert(RVA__FAMILY_COUNT <= 32, "sets of families are 32 bits wide: widen them first");
_Static_assert(RVA__HISTOGRAM_COUNT <= 32, "sets of histograms are 32 bits wide: widen them first");
_Static_assert(RVA__MEASURE_COUNT <= UINT16_MAX, "a fact names its measures in 16 bits each");
_Static_assert(RVA__DIM_ATTRIBUTE_8 - RVA__DIM_ATTRIBUTE_1 == RVA__ATTRIBUTES_MAX - 1,
               "attributes have numbers side by side");

/* A number that is given twice does not compile: a switch has each case once. */
#define RVA__DIMENSION_CASE(number, name, text) case number:
#define RVA__NUMBER_CASE(number, family, name) case number:
#define IS_NUMBER_OF(map, kind_case)                                                               \
    switch (number) {                                                                              \
        map(kind_case) return true;                                                                \
    default:                                                                                       \
        return false;                                                                              \
    }

static bool is_family(int number)
{
    IS_NUMBER_OF(RVA__FAMILY_MAP, RVA__NUMBER_CASE)
}

static bool is_dimension(int number)
{
    IS_NUMBER_OF(RVA__DIMENSION_MAP, RVA__DIMENSION_CASE)
}

static bool is_measure(int number)
{
    IS_NUMBER_OF(RVA__MEASURE_MAP, RVA__NUMBER_CASE)
}

static bool is_histogram(int number)
{
    IS_NUMBER_OF(RVA__HISTOGRAM_MAP, RVA__NUMBER_CASE)
}

static const char *const dimensions[RVA__DIM_COUNT] = {
#define RVA__X(number, name, text) [number] = text,
    RVA__DIMENSION_MAP(RVA__X)
#undef RVA__X
};

static const uint32_t family_dimensions[RVA__FAMILY_COUNT] = {
#define RVA__X(number, name, dims) [number] = (dims),
    RVA__FAMILY_MAP(RVA__X)
#undef RVA__X
};

static const char *const families[RVA__FAMILY_COUNT] = {
#define RVA__X(number, name, dims) [number] = #name,
    RVA__FAMILY_MAP(RVA__X)
#undef RVA__X
};

static const char *const measures[RVA__MEASURE_COUNT] = {
#define RVA__X(number, family, name) [number] = #name,
    RVA__MEASURE_MAP(RVA__X)
#undef RVA__X
};

static const uint8_t measure_families[RVA__MEASURE_COUNT] = {
#define RVA__X(number, family, name) [number] = RVA__FAMILY_##family,
    RVA__MEASURE_MAP(RVA__X)
#undef RVA__X
};

static const char *const histograms[RVA__HISTOGRAM_COUNT] = {
#define RVA__X(number, family, name) [number] = #name,
    RVA__HISTOGRAM_MAP(RVA__X)
#undef RVA__X
};

static const uint8_t histogram_families[RVA__HISTOGRAM_COUNT] = {
#define RVA__X(number, family, name) [number] = RVA__FAMILY_##family,
    RVA__HISTOGRAM_MAP(RVA__X)
#undef RVA__X
};

static int find(const char *const *names, int count, const char *name, uint64_t size)
{
    for (int i = 0; i < count; i++)
        if (names[i] && strlen(names[i]) == size && memcmp(names[i], name, size) == 0)
            return i;
    return -1;
}

const char *rva__dimension_name(int dimension)
{
    return is_dimension(dimension) ? dimensions[dimension] : NULL;
}

int rva__dimension_find(const char *name, uint64_t size)
{
    return find(dimensions, RVA__DIM_COUNT, name, size);
}

bool rva__dimension_is_named(int dimension)
{
    return is_dimension(dimension) && dimension <= RVA__DIM_STAGE && dimension != RVA__DIM_PATH;
}

int rva__dimension_dictionary(int dimension)
{
    const bool is_tier = dimension == RVA__DIM_PREDICTED_TIER || dimension == RVA__DIM_ACTUAL_TIER;
    return is_tier ? RVA__DIM_TIER : dimension;
}

const char *rva__measure_name(int measure)
{
    return is_measure(measure) ? measures[measure] : NULL;
}

int rva__measure_find(const char *name, uint64_t size)
{
    return find(measures, RVA__MEASURE_COUNT, name, size);
}

rva__family rva__measure_family(int measure)
{
    return (rva__family)measure_families[measure];
}

const char *rva__histogram_name(int histogram)
{
    return is_histogram(histogram) ? histograms[histogram] : NULL;
}

rva__family rva__histogram_family(int histogram)
{
    return (rva__family)histogram_families[histogram];
}

const char *rva__family_name(int family)
{
    return is_family(family) ? families[family] : NULL;
}

uint32_t rva__family_dimensions(int family)
{
    return family_dimensions[family];
}

uint32_t rva__families_with(uint32_t dims)
{
    uint32_t found = 0;
    for (int f = 0; f < RVA__FAMILY_COUNT; f++)
        if ((family_dimensions[f] & dims) == dims)
            found |= 1U << f;
    return found;
}
