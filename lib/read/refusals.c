/**
 * @file read/refusals.c
 * Rows with refused offers, their documents, what the log says of each.
 */
#include "read/refusals.h"

#include "core/error.h"
#include "cube/row.h"
#include "store/document_facts.h"
#include "store/keys.h"
#include "store/log.h"
#include "store/stored_document.h"

/** Refusals being looked for. */
typedef struct looking {
    const rva__txn *txn;
    const rva__refusals_asked *asked;
    rva__refusal_fn take;
    void *context;
    int32_t day; /**< of the row in hand */
    int64_t day_at;
    int64_t day_end_at;
    rva__document document;
    rva__facts facts;
    rva__log_cache cache;
} looking;

/** Whether an offer is asked for, whatever became of it. */
static bool matches(const looking *at, const rva__fact *fact, const uint32_t dims[RVA__DIM_COUNT])
{
    return fact->family == RVA__FAMILY_OFFER && fact->at >= at->asked->from_at &&
           fact->at < at->asked->to_at && rva__conditions_hold(at->asked->where, dims);
}

static bool is_refused(const rva__fact *fact)
{
    for (int i = 0; i < fact->measure_count; i++)
        if (fact->measures[i] == RVA__M_offers_rejected ||
            fact->measures[i] == RVA__M_offers_timeout ||
            fact->measures[i] == RVA__M_offers_returned)
            return true;
    return false;
}

/** Whether a row has a refused offer that is asked for. */
static rva_status find_in_row(const looking *at, const rva__slice *key, const rva__slice *value,
                              bool *found, rva_error *err)
{
    const void *payload;
    size_t size;
    rva__row_reader row;
    *found = false;
    RVA__TRY(
        rva__unseal(key->data, key->size, value->data, value->size, "rows", &payload, &size, err));
    rva__row_open(&row, payload, size, at->day_at);
    if (!(row.families & RVA__FAMILY_BIT(OFFER)) || !rva__row_may_match(&row, at->asked->where))
        return RVA_OK;
    row.wanted = RVA__FAMILY_BIT(OFFER);
    while (!*found && rva__row_next(&row))
        *found = matches(at, &row.fact, row.dims) && rva__row_body(&row) && is_refused(&row.fact);
    if (row.from.failed)
        return rva__fail(err, RVA_CORRUPT, "rows: a row is not well formed: run rebuild");
    return RVA_OK;
}

static rva_status give(looking *at, const rva__fact *fact, rva_error *err)
{
    const rva__entry *entry = &at->document.entries[fact->verdict];
    const rva_event *event;
    RVA__TRY(rva__log_cache_read(at->txn, &at->cache, entry->seq, &event, err));
    const rva__refusal refusal = {
        .verdict = entry->code, .platform = fact->dims[RVA__DIM_PLATFORM], .reason = event->reason};
    return at->take(&refusal, at->context, err);
}

/** Gives the refused offers that a document has on the day of the row in hand. */
static rva_status look_into(looking *at, uint64_t number, rva_error *err)
{
    RVA__TRY(rva__stored_document(at->txn, number, &at->document, err));
    RVA__TRY(rva__document_facts(at->txn->config, &at->document, at->asked->to_at, false,
                                 &at->facts, err));
    for (uint32_t i = 0; i < at->facts.count; i++) {
        const rva__fact *fact = &at->facts.items[i];
        if (matches(at, fact, fact->dims) && is_refused(fact) && fact->at >= at->day_at &&
            fact->at < at->day_end_at)
            RVA__TRY(give(at, fact, err));
    }
    return RVA_OK;
}

/** Takes the day of a row; false past the last one asked for. */
static bool take_day(looking *at, const rva__slice *key)
{
    const rva__zone *zone = at->txn->config->zone;
    const int32_t day = (int32_t)rva__big_get32(key->data) - RVA__DAY_BIAS;
    if (day != at->day) {
        at->day = day;
        at->day_at = rva__zone_day_start(zone, day);
        at->day_end_at = rva__zone_day_start(zone, day + 1);
    }
    return at->day_at < at->asked->to_at;
}

static rva_status look_at_rows(looking *at, rva__iterator *rows, rva_error *err)
{
    uint8_t start[4];
    const int32_t first = rva__zone_day(at->txn->config->zone, at->asked->from_at);
    rva__big_put32(start, (uint32_t)(first + RVA__DAY_BIAS));
    RVA__TRY(rva__iterator_seek(rows, start, sizeof start, err));
    while (rows->found) {
        bool found;
        if (rows->key.size != RVA__ROW_KEY_BYTES)
            return rva__fail(err, RVA_CORRUPT, "rows: a key has a wrong size: run rebuild");
        if (!take_day(at, &rows->key))
            return RVA_OK;
        RVA__TRY(find_in_row(at, &rows->key, &rows->value, &found, err));
        if (found)
            RVA__TRY(look_into(at, rva__row_document(rows->key.data), err));
        RVA__TRY(rva__iterator_next(rows, err));
    }
    return RVA_OK;
}

rva_status rva__refusals_each(const rva__txn *txn, const rva__refusals_asked *asked,
                              rva__refusal_fn take, void *context, rva_error *err)
{
    looking at = {.txn = txn, .asked = asked, .take = take, .context = context, .day = INT32_MIN};
    rva__iterator rows;
    RVA__TRY(rva__txn_iterate(txn, RVA__DB_ROWS, &rows, err));
    const rva_status status = look_at_rows(&at, &rows, err);
    rva__iterator_close(&rows);
    rva__document_free(&at.document);
    rva__facts_free(&at.facts);
    rva__log_cache_free(&at.cache);
    return status;
}
