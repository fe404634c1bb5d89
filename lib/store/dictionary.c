/**
 * @file store/dictionary.c
 * For each dimension an array of texts and an open-addressing table over it.
 */
#include "store/dictionary.h"

#include <pthread.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/hash.h"
#include "fold/fact.h"

enum { SLOTS_FIRST = 64 };

typedef struct values {
    char **texts;
    uint64_t *hashes;
    uint32_t count;
    uint32_t room;
    uint32_t *slots; /**< index + 1 */
    uint32_t slot_count;
} values;

struct rva__dictionary {
    pthread_rwlock_t lock;
    int64_t max_values;
    values dims[RVA__DIM_COUNT];
};

rva_status rva__dictionary_new(int64_t max_values, rva__dictionary **out, rva_error *err)
{
    rva__dictionary *dictionary = rva__alloc_zero(1, sizeof *dictionary);
    if (!dictionary)
        return rva__fail_memory(err);
    pthread_rwlock_init(&dictionary->lock, NULL);
    dictionary->max_values = max_values;
    *out = dictionary;
    return RVA_OK;
}

void rva__dictionary_free(rva__dictionary *dictionary)
{
    if (!dictionary)
        return;
    for (int d = 0; d < RVA__DIM_COUNT; d++) {
        values *dim = &dictionary->dims[d];
        for (uint32_t i = 0; i < dim->count; i++)
            rva__alloc_free(dim->texts[i]);
        rva__alloc_free(dim->texts);
        rva__alloc_free(dim->hashes);
        rva__alloc_free(dim->slots);
    }
    pthread_rwlock_destroy(&dictionary->lock);
    rva__alloc_free(dictionary);
}

uint32_t rva__dictionary_count(rva__dictionary *dictionary, int dimension)
{
    pthread_rwlock_rdlock(&dictionary->lock);
    const uint32_t count = dictionary->dims[dimension].count;
    pthread_rwlock_unlock(&dictionary->lock);
    return count;
}

void rva__dictionary_counts(const rva__dictionary *dictionary, uint32_t out[RVA__DIM_COUNT])
{
    for (int d = 0; d < RVA__DIM_COUNT; d++)
        out[d] = dictionary->dims[d].count; /* only the writer adds: no lock to look */
}

static uint32_t find_slot(const values *dim, uint64_t hash, const char *text)
{
    const uint32_t mask = dim->slot_count - 1;
    uint32_t slot = (uint32_t)hash & mask;
    while (dim->slots[slot] != 0) {
        const uint32_t index = dim->slots[slot] - 1;
        if (dim->hashes[index] == hash && strcmp(dim->texts[index], text) == 0)
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

static bool rebuild_slots(values *dim, uint32_t slot_count)
{
    uint32_t *slots = rva__alloc_zero(slot_count, sizeof *slots);
    if (!slots)
        return false;
    rva__alloc_free(dim->slots);
    dim->slots = slots;
    dim->slot_count = slot_count;
    for (uint32_t i = 0; i < dim->count; i++)
        slots[find_slot(dim, dim->hashes[i], dim->texts[i])] = i + 1;
    return true;
}

static bool make_room(values *dim)
{
    if (dim->count < dim->room)
        return true;
    const uint32_t room = dim->room ? dim->room * 2 : SLOTS_FIRST / 2;
    char **texts = rva__alloc_resize(dim->texts, room * sizeof *texts);
    if (!texts)
        return false;
    dim->texts = texts;
    uint64_t *hashes = rva__alloc_resize(dim->hashes, room * sizeof *hashes);
    if (!hashes)
        return false;
    dim->hashes = hashes;
    if (dim->slot_count < room * 2 && !rebuild_slots(dim, room * 2))
        return false;
    dim->room = room;
    return true;
}

static uint64_t hash_text(const char *text)
{
    return rva__hash_bytes(text, strlen(text), 0);
}

static uint32_t find_value(const values *dim, const char *text)
{
    if (dim->count == 0)
        return RVA__VALUE_NONE;
    const uint32_t index = dim->slots[find_slot(dim, hash_text(text), text)];
    return index == 0 ? RVA__VALUE_NONE : index - 1 + RVA__VALUE_FIRST;
}

/** The value of a text that stands for no entry, or RVA__VALUE_NONE. */
static uint32_t apart_value(const char *text)
{
    if (strcmp(text, "(unknown)") == 0)
        return RVA__VALUE_UNKNOWN;
    return strcmp(text, "(other)") == 0 ? RVA__VALUE_OTHER : RVA__VALUE_NONE;
}

uint32_t rva__dictionary_find(rva__dictionary *dictionary, int dimension, const char *text)
{
    const uint32_t apart = text[0] == '(' ? apart_value(text) : RVA__VALUE_NONE;
    if (apart != RVA__VALUE_NONE)
        return apart;
    pthread_rwlock_rdlock(&dictionary->lock);
    const uint32_t value =
        find_value(&dictionary->dims[rva__dimension_dictionary(dimension)], text);
    pthread_rwlock_unlock(&dictionary->lock);
    return value;
}

static uint32_t add_value(values *dim, const char *text)
{
    char *copy = rva__alloc_text(text);
    if (!copy || !make_room(dim)) {
        rva__alloc_free(copy);
        return RVA__VALUE_NONE;
    }
    const uint64_t hash = hash_text(text);
    const uint32_t slot = find_slot(dim, hash, text);
    dim->texts[dim->count] = copy;
    dim->hashes[dim->count] = hash;
    dim->slots[slot] = ++dim->count;
    return dim->count - 1 + RVA__VALUE_FIRST;
}

uint32_t rva__dictionary_add(rva__dictionary *dictionary, int dimension, const char *text)
{
    values *dim = &dictionary->dims[dimension];
    const uint32_t apart = text[0] == '(' ? apart_value(text) : RVA__VALUE_NONE;
    if (apart != RVA__VALUE_NONE)
        return apart; /* a path of one stage beyond the limit reads so, too */
    const uint32_t known = find_value(dim, text); /* only the writer adds: no lock to look */
    if (known != RVA__VALUE_NONE)
        return known;
    if (dim->count >= dictionary->max_values)
        return RVA__VALUE_OTHER;
    pthread_rwlock_wrlock(&dictionary->lock);
    const uint32_t value = add_value(dim, text);
    pthread_rwlock_unlock(&dictionary->lock);
    return value;
}

const char *rva__dictionary_text(rva__dictionary *dictionary, int dimension, uint32_t value)
{
    if (value == RVA__VALUE_UNKNOWN)
        return "(unknown)";
    if (value == RVA__VALUE_OTHER)
        return "(other)";
    pthread_rwlock_rdlock(&dictionary->lock);
    const values *dim = &dictionary->dims[rva__dimension_dictionary(dimension)];
    const uint32_t index = value - RVA__VALUE_FIRST;
    const char *text = index < dim->count ? dim->texts[index] : "(missing)";
    pthread_rwlock_unlock(&dictionary->lock);
    return text;
}

void rva__dictionary_truncate(rva__dictionary *dictionary, int dimension, uint32_t count)
{
    values *dim = &dictionary->dims[dimension];
    if (dim->count <= count)
        return;
    pthread_rwlock_wrlock(&dictionary->lock);
    while (dim->count > count) {
        rva__alloc_free(dim->texts[--dim->count]);
    }
    memset(dim->slots, 0, dim->slot_count * sizeof *dim->slots);
    for (uint32_t i = 0; i < dim->count; i++)
        dim->slots[find_slot(dim, dim->hashes[i], dim->texts[i])] = i + 1;
    pthread_rwlock_unlock(&dictionary->lock);
}
