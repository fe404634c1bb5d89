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
