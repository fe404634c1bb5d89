/**
 * @file fold/fact.c
 * Facts get their measures one by one.
 */
#include "fold/fact.h"

#include <assert.h>

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
