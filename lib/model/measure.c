/**
 * @file model/measure.c
 * The tables behind model/measure.h.
 */
#include "model/measure.h"

#include <string.h>

static const char *const dimensions[] = {
#define RVA__X(name, text) text,
    RVA__DIMENSION_MAP(RVA__X)
#undef RVA__X
};

static const uint32_t family_dimensions[] = {
#define RVA__X(name, dims) dims,
    RVA__FAMILY_MAP(RVA__X)
#undef RVA__X
};

static const char *const measures[] = {
#define RVA__X(family, name) #name,
    RVA__MEASURE_MAP(RVA__X)
#undef RVA__X
};

static const uint8_t measure_families[] = {
#define RVA__X(family, name) RVA__FAMILY_##family,
    RVA__MEASURE_MAP(RVA__X)
#undef RVA__X
};

static const uint8_t histogram_families[] = {
#define RVA__X(family, name) RVA__FAMILY_##family,
    RVA__HISTOGRAM_MAP(RVA__X)
#undef RVA__X
};

static int find(const char *const *names, int count, const char *name, uint64_t size)
{
    for (int i = 0; i < count; i++)
        if (strlen(names[i]) == size && memcmp(names[i], name, size) == 0)
            return i;
    return -1;
}

const char *rva__dimension_name(int dimension)
{
    return dimensions[dimension];
}

int rva__dimension_find(const char *name, uint64_t size)
{
    return find(dimensions, RVA__DIM_COUNT, name, size);
}

const char *rva__measure_name(int measure)
{
    return measures[measure];
}

int rva__measure_find(const char *name, uint64_t size)
{
    return find(measures, RVA__MEASURE_COUNT, name, size);
}

rva__family rva__measure_family(int measure)
{
    return (rva__family)measure_families[measure];
}

rva__family rva__histogram_family(int histogram)
{
    return (rva__family)histogram_families[histogram];
}

uint32_t rva__family_dimensions(int family)
{
    return family_dimensions[family];
}
