/**
 * @file fold/fact.c
 * Facts get their measures one by one.
 */
#include "fold/fact.h"

#include <assert.h>

bool rva__fact_same(const rva__fact *a, const rva__fact *b)
{
    bool same = a->at == b->at && a->family == b->family && a->measure_count == b->measure_count &&
                a->histogram_count == b->histogram_count &&
                memcmp(a->dims, b->dims, sizeof a->dims) == 0;
    for (int i = 0; same && i < a->measure_count; i++)
        same = a->measures[i] == b->measures[i] && a->values[i] == b->values[i];
    for (int i = 0; same && i < a->histogram_count; i++)
        same = a->histograms[i] == b->histograms[i] && a->buckets[i] == b->buckets[i];
    return same;
}

void rva__fact_measure(rva__fact *fact, int measure, int64_t value)
{
    if (!fact || value == 0)
        return;
    assert(fact->measure_count < RVA__FACT_MEASURES);
    fact->measures[fact->measure_count] = (uint16_t)measure;
    fact->values[fact->measure_count++] = value;
}

void rva__fact_histogram(rva__fact *fact, int histogram, uint32_t bucket)
{
    if (!fact)
        return;
    assert(fact->histogram_count < RVA__FACT_HISTOGRAMS);
    fact->histograms[fact->histogram_count] = (uint8_t)histogram;
    fact->buckets[fact->histogram_count++] = (uint16_t)bucket;
}
