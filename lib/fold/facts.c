/**
 * @file fold/facts.c
 * The fold: read the entries, then state the facts.
 */
#include "fold/facts.h"

#include <assert.h>

#include "core/alloc.h"
#include "core/error.h"
#include "fold/fold.h"

void rva__facts_free(rva__facts *facts)
{
    if (facts->room) {
        rva__alloc_free(facts->room->visits);
        rva__alloc_free(facts->room->leads);
        rva__alloc_free(facts->room->offers);
        rva__alloc_free(facts->room->movements);
        rva__alloc_free(facts->room);
    }
    rva__alloc_free(facts->items);
    *facts = (rva__facts){0};
}

bool rva__fold_room_for(rva__fold *fold, void **items, size_t *room, size_t count, size_t size)
{
    if (count < *room)
        return true;
    const size_t more = *room ? *room * 2 : 8;
    void *grown = rva__alloc_resize(*items, more * size);
    if (!grown) {
        fold->out->failed = true;
        return false;
    }
    *items = grown;
    *room = more;
    return true;
}

rva__fact *rva__fold_add(rva__fold *fold, int family, int64_t at)
{
    rva__facts *out = fold->out;
    if (out->count == out->capacity) {
        const uint32_t capacity = out->capacity ? out->capacity * 2 : 32;
        rva__fact *items = rva__alloc_resize(out->items, capacity * sizeof *items);
        if (!items) {
            out->failed = true;
            return NULL;
        }
        out->items = items;
        out->capacity = capacity;
    }
    rva__fact *fact = &out->items[out->count++];
    fact->at = at;
    fact->family = (uint8_t)family;
    fact->measure_count = 0;
    fact->histogram_count = 0;
    fact->entry = -1;
    fact->lead = 0;
    rva__fact_dims(fact, fold->dims);
    return fact;
}

void rva__fact_measure(rva__fact *fact, int measure, int64_t value)
{
    if (!fact || value == 0)
        return;
    assert(fact->measure_count < RVA__FACT_MEASURES);
    fact->measures[fact->measure_count] = (uint8_t)measure;
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

rva_status rva__facts_of(const rva__document *document, const rva__rules *rules, int64_t now,
                         rva__facts *out, rva_error *err)
{
    out->count = 0;
    out->failed = false;
    out->expires_at = RVA_ABSENT;
    out->path_count = 0;
    out->path_cut = false;
    if (!out->room && !(out->room = rva__alloc_zero(1, sizeof *out->room)))
        return rva__fail_memory(err);
    rva__fold fold = {
        .document = document,
        .rules = rules,
        .now = now,
        .out = out,
        .room = out->room,
        .last_stage = -1,
    };
    for (int i = 0; i < RVA__ATTRIBUTES_MAX; i++)
        fold.dims[RVA__DIM_ATTRIBUTE_1 + i] = RVA__VALUE_NONE; /* the settings name none */
    rva__fold_conversation(&fold);
    rva__fold_offers(&fold);
    rva__fold_movements(&fold);
    rva__fold_state_conversation(&fold);
    rva__fold_state_leads(&fold);
    rva__fold_state_money(&fold);
    out->active_at = fold.active_at;
    return out->failed ? rva__fail_memory(err) : RVA_OK;
}
