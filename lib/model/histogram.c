/**
 * @file model/histogram.c
 * Bucket bounds once computed, then looked up.
 */
#include "model/histogram.h"

#include <math.h>
#include <pthread.h>

/** Values are looked up by their power of two and the five bits below: a step or two remain. */
enum { POWERS = 64, PART_BITS = 5, PARTS = 1 << PART_BITS };

static int64_t bounds[RVA__HISTOGRAM_BUCKETS + 1];
static uint16_t first_of_part[POWERS][PARTS]; /**< the bucket of its least value */
static pthread_once_t bounds_once = PTHREAD_ONCE_INIT;

static void fill_bounds(void)
{
    for (int i = 0; i < RVA__HISTOGRAM_BUCKETS; i++)
        bounds[i + 1] = bounds[i] + (bounds[i] < 50 ? 1 : bounds[i] / 50);
    uint32_t bucket = 0;
    for (int power = PART_BITS; power < POWERS - 1; power++) {
        for (int64_t part = 0; part < PARTS; part++) {
            const int64_t least = (PARTS + part) << (power - PART_BITS);
            while (bucket + 1 < RVA__HISTOGRAM_BUCKETS && bounds[bucket + 1] <= least)
                bucket++;
            first_of_part[power][part] = (uint16_t)bucket;
        }
    }
}

uint32_t rva__histogram_bucket(int64_t value)
{
    pthread_once(&bounds_once, fill_bounds);
    if (value < 50)
        return value < 0 ? 0 : (uint32_t)value;
    const int power = POWERS - 1 - __builtin_clzll((uint64_t)value);
    uint32_t bucket = first_of_part[power][value >> (power - PART_BITS) & (PARTS - 1)];
    while (bucket + 1 < RVA__HISTOGRAM_BUCKETS && bounds[bucket + 1] <= value)
        bucket++;
    return bucket;
}

double rva__histogram_value(uint32_t bucket)
{
    pthread_once(&bounds_once, fill_bounds);
    if (bucket >= RVA__HISTOGRAM_BUCKETS)
        bucket = RVA__HISTOGRAM_BUCKETS - 1;
    return (double)(bounds[bucket] + bounds[bucket + 1] - 1) / 2;
}

/** The order statistic of that rank (0 ...). */
static double statistic(const rva__histogram_count *counts, size_t size, int64_t rank)
{
    int64_t seen = 0;
    for (size_t i = 0; i < size; i++) {
        seen += counts[i].count;
        if (seen > rank)
            return rva__histogram_value(counts[i].bucket);
    }
    return NAN;
}

double rva__histogram_quantile(const rva__histogram_count *counts, size_t size, double p)
{
    int64_t total = 0;
    for (size_t i = 0; i < size; i++)
        total += counts[i].count;
    if (total <= 0)
        return NAN;
    const double h = (double)(total - 1) * p;
    const int64_t rank = (int64_t)h;
    const double low = statistic(counts, size, rank);
    if (rank + 1 >= total)
        return low;
    const double high = statistic(counts, size, rank + 1);
    return low + (high - low) * (h - (double)rank);
}
