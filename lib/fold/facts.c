/**
 * @file fold/facts.c
 * The fold: read the entries, then state the facts.
 */
#include "fold/facts.h"

#include "core/alloc.h"
#include "core/error.h"
#include "fold/conversation.h"
#include "fold/fold.h"
#include "fold/money.h"
#include "fold/offers.h"

void rva__facts_free(rva__facts *facts)
{
    rva__fold_room_free(facts->room);
    rva__alloc_free(facts->items);
    *facts = (rva__facts){0};
}

static void clear(rva__facts *out)
{
    out->count = 0;
    out->failed = false;
    out->expires_at = RVA_ABSENT;
    out->path_count = 0;
    out->path_cut = false;
    out->crossed = 0;
    out->unannounced = 0;
    out->active_at = 0;
}

/** Folds; with `open` also what the facts of an open conversation are instead. */
static rva_status fold_all(const rva__document *document, const rva__rules *rules, int64_t now,
                           rva__facts *out, rva__facts *open, rva_error *err)
{
    clear(out);
    if (document->flags & RVA__DOCUMENT_VOID)
        return RVA_OK;
    if (!out->room && !(out->room = rva__alloc_zero(1, sizeof *out->room)))
        return rva__fail_memory(err);
    rva__fold_room_begin(out->room);
    rva__fold fold = {
        .document = document,
        .rules = rules,
        .now = now,
        .out = out,
        .room = out->room,
        .last_stage = -1,
    };
    for (uint32_t i = rules->attributes; i < RVA__ATTRIBUTES_MAX; i++)
        fold.dims[RVA__DIM_ATTRIBUTE_1 + i] = RVA__VALUE_NONE; /* the settings do not name it */
    rva__fold_conversation(&fold);
    rva__fold_offers(&fold);
    rva__fold_movements(&fold);
    rva__fold_state_conversation(&fold);
    rva__fold_state_leads(&fold);
    rva__fold_state_money(&fold);
    out->active_at = fold.active_at;
    for (uint32_t i = 0; i < document->count; i++)
        out->crossed += (document->entries[i].flags & RVA__ENTRY_CROSSED) != 0;
    if (open && out->expires_at != RVA_ABSENT)
        rva__fold_state_open(&fold, open);
    return out->failed ? rva__fail_memory(err) : RVA_OK;
}

rva_status rva__facts_of(const rva__document *document, const rva__rules *rules, int64_t now,
                         rva__facts *out, rva_error *err)
{
    return fold_all(document, rules, now, out, NULL, err);
}

rva_status rva__facts_both(const rva__document *document, const rva__rules *rules,
                           rva__facts *closed, rva__facts *open, rva_error *err)
{
    clear(open);
    RVA__TRY(fold_all(document, rules, RVA__NOW_NEVER, closed, open, err));
    return open->failed ? rva__fail_memory(err) : RVA_OK;
}
