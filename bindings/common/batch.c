/**
 * @file common/batch.c
 * Events on their way in, and what became of them.
 */
#include "batch.h"

#include <stdlib.h>

enum { BLOCK_BYTES = 1 << 18, REFUSALS_MIN = 16 };

/* Texts in a row. */
typedef struct rvb_text_block {
    struct rvb_text_block *next;
    char bytes[];
} rvb_text_block;

typedef struct rvb_refusal {
    size_t place;
    rva_error error;
} rvb_refusal;

bool rvb_texts_grow(rvb_texts *texts, size_t size)
{
    const size_t room = size < BLOCK_BYTES ? BLOCK_BYTES : size;
    rvb_text_block *block = malloc(sizeof *block + room);
    if (block == NULL)
        return false;
    block->next = texts->blocks;
    texts->blocks = block;
    texts->at = block->bytes;
    texts->left = room;
    return true;
}

void rvb_texts_drop(rvb_texts *texts)
{
    for (rvb_text_block *next, *block = texts->blocks; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
    *texts = (rvb_texts){NULL, NULL, 0};
}

bool rvb_batch_reserve(rvb_batch *batch, size_t events)
{
    batch->events = malloc((events + 1) * sizeof *batch->events);
    batch->places = malloc((events + 1) * sizeof *batch->places);
    return batch->events != NULL && batch->places != NULL;
}

bool rvb_batch_refuse(rvb_batch *batch, size_t place, const rva_error *err)
{
    if (batch->refusal_count == batch->refusal_room) {
        const size_t room = batch->refusal_room ? batch->refusal_room * 2 : REFUSALS_MIN;
        rvb_refusal *grown = realloc(batch->refusals, room * sizeof *grown);
        if (grown == NULL)
            return false;
        batch->refusals = grown;
        batch->refusal_room = room;
    }
    batch->refusals[batch->refusal_count++] = (rvb_refusal){place, *err};
    return true;
}

int64_t rvb_batch_refused(const rvb_batch *batch)
{
    return batch->summary.refused + (int64_t)batch->refusal_count;
}

/* Both lists rise, so they are merged. */
bool rvb_batch_outcome(const rvb_batch *batch, rvb_outcome *at)
{
    const rva_rejection *rejection = rva_rejections_at(batch->rejections, at->rejection);
    const size_t place = rejection ? batch->places[rejection->index] : SIZE_MAX;
    if (at->refusal < batch->refusal_count && batch->refusals[at->refusal].place < place) {
        const rvb_refusal *refusal = &batch->refusals[at->refusal++];
        at->place = refusal->place;
        at->outcome = RVA_REFUSED;
        at->error = &refusal->error;
        return true;
    }
    if (rejection == NULL)
        return false;
    at->rejection++;
    at->place = place;
    at->outcome = rejection->outcome;
    at->error = &rejection->error;
    return true;
}

void rvb_batch_drop(rvb_batch *batch)
{
    rvb_texts_drop(&batch->texts);
    free(batch->events);
    free(batch->places);
    free(batch->refusals);
    rva_rejections_free(batch->rejections);
    *batch = (rvb_batch){0};
}
