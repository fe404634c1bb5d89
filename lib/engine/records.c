/**
 * @file engine/records.c
 * Pages of documents, conversations, leads and transactions.
 *
 * Figures come from the facts of each document, so a row can never disagree with a report.
 */
#include <revanalytics/records.h>

#include <math.h>
#include <stdio.h>
#include <time.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/zone.h"
#include "engine/store_handle.h"
#include "model/event.h"
#include "read/listing.h"
#include "table/table.h"

enum { PAGE_DOCUMENTS = 2048 };

struct rva_records {
    rva_store *store;
    rva_record_kind kind;
    int64_t now_at;
    uint64_t after; /**< the last document seen */
    bool ended;
};

/** A page under way. */
typedef struct page {
    rva__listing *listing;
    rva_table *table;
    rva__listed at;
    const char *conversation; /**< id of the document's, owned by the table */
} page;

static const rva__column_definition document_columns[] = {
    RVA__PLAIN(rva_document_row, document, COUNT, "its number"),
    RVA__MAYBE(rva_document_row, conversation, NONE, "id, none when it is none or was erased"),
    RVA__PLAIN(rva_document_row, events, COUNT, "how many"),
    RVA__MAYBE(rva_document_row, first_at, INSTANT, "the earliest"),
    RVA__MAYBE(rva_document_row, last_at, INSTANT, "the latest"),
    RVA__PLAIN(rva_document_row, erased, FLAG, "whether a person of it was erased"),
};

static const rva__column_definition conversation_columns[] = {
    RVA__MAYBE(rva_conversation_row, conversation, NONE, "id, none when it was erased"),
    RVA__PLAIN(rva_conversation_row, started_at, INSTANT, "its earliest activity"),
    RVA__PLAIN(rva_conversation_row, last_activity_at, INSTANT, "its latest"),
    RVA__MAYBE(rva_conversation_row, state, NONE,
               "open, completed, abandoned, disqualified or error"),
    RVA__PLAIN(rva_conversation_row, source, NONE, "where it came from"),
    RVA__PLAIN(rva_conversation_row, medium, NONE, "by what"),
    RVA__PLAIN(rva_conversation_row, campaign, NONE, "by which campaign"),
    RVA__PLAIN(rva_conversation_row, channel, NONE, "over which channel"),
    RVA__PLAIN(rva_conversation_row, agent, NONE, "who led it"),
    RVA__PLAIN(rva_conversation_row, borough, NONE, "where it is about"),
    RVA__PLAIN(rva_conversation_row, zip, NONE, "the same, by zip"),
    RVA__PLAIN(rva_conversation_row, path, NONE, "stages in the order first entered"),
    RVA__PLAIN(rva_conversation_row, leads, COUNT, "its leads"),
    RVA__PLAIN(rva_conversation_row, sales, COUNT, "its sale transactions"),
    RVA__PLAIN(rva_conversation_row, revenue_net_minor, MINOR, "its net revenue"),
};

static const rva__column_definition lead_columns[] = {
    RVA__MAYBE(rva_lead_row, lead, NONE, "id, none when it was erased"),
    RVA__MAYBE(rva_lead_row, conversation, NONE, "id of its conversation"),
    RVA__PLAIN(rva_lead_row, happened_at, INSTANT, "when it became one"),
    RVA__PLAIN(rva_lead_row, state, NONE, "waiting, pending, answered, sold or returned"),
    RVA__PLAIN(rva_lead_row, tier, NONE, "the buyer's if known, else the predicted one"),
    RVA__MAYBE(rva_lead_row, predicted_tier, NONE, "as the lead event says"),
    RVA__MAYBE(rva_lead_row, score, RATE, "the chance of being accepted"),
    RVA__MAYBE(rva_lead_row, value_minor, MINOR, "predicted value"),
    RVA__PLAIN(rva_lead_row, sales, COUNT, "its sale transactions"),
    RVA__PLAIN(rva_lead_row, revenue_net_minor, MINOR, "its net revenue"),
};

static const rva__column_definition transaction_columns[] = {
    RVA__MAYBE(rva_transaction_row, transaction_id, NONE, "none when it was erased"),
    RVA__PLAIN(rva_transaction_row, happened_at, INSTANT, "when it happened"),
    RVA__PLAIN(rva_transaction_row, kind, NONE, "sale, refund, return, chargeback or adjustment"),
    RVA__PLAIN(rva_transaction_row, amount_minor, MINOR, "below 0 when money went back"),
    RVA__MAYBE(rva_transaction_row, conversation, NONE, "ids as the transaction gave them"),
    RVA__MAYBE(rva_transaction_row, lead, NONE, "id of its lead"),
    RVA__MAYBE(rva_transaction_row, offer, NONE, "id of its offer"),
    RVA__MAYBE(rva_transaction_row, of, NONE, "id of the sale it takes back"),
    RVA__PLAIN(rva_transaction_row, platform, NONE, "the buyer"),
    RVA__PLAIN(rva_transaction_row, tier, NONE, "tier of the lead"),
    RVA__PLAIN(rva_transaction_row, source, NONE, "source of the conversation"),
    RVA__PLAIN(rva_transaction_row, borough, NONE, "borough of the conversation"),
    RVA__PLAIN(rva_transaction_row, zip, NONE, "its zip"),
};

/** Text of an id in the log; NULL when it was erased. */
static const char *id_text(const page *to, const char *id)
{
    return id && !rva__id_is_erased(id) ? rva__table_text(to->table, id) : NULL;
}

static const char *dim_text(const page *to, const rva__fact *fact, int dimension)
{
    return rva__table_text(to->table,
                           rva__listing_text(to->listing, dimension, fact->dims[dimension]));
}

/** The attributes of a fact, behind its row. */
static void put_attributes(const page *to, const rva__fact *fact, size_t row_size, void *row)
{
    const char **at = (const char **)(void *)((char *)row + row_size);
    const size_t count = rva__listing_settings(to->listing)->attribute_count;
    for (size_t i = 0; i < count; i++)
        at[i] = dim_text(to, fact, RVA__DIM_ATTRIBUTE_1 + (int)i);
}

static int64_t value_of(const rva__fact *fact, int measure)
{
    for (int i = 0; i < fact->measure_count; i++)
        if (fact->measures[i] == measure)
            return fact->values[i];
    return 0;
}

/** Net revenue (returns where they count booked) of a fact. */
static int64_t net_of(const rva__fact *fact)
{
    return value_of(fact, RVA__M_revenue_gross_minor) + value_of(fact, RVA__M_adjustments_minor) +
           value_of(fact, RVA__M_returns_booked_minor);
}

/** The id of the document's conversation, from the first event that names it. */
static rva_status find_conversation(page *to, rva_error *err)
{
    const rva__document *document = to->at.document;
    to->conversation = NULL;
    if (!rva__document_is_conversation(document))
        return RVA_OK;
    for (uint32_t i = 0; i < document->count; i++) {
        const rva__entry *entry = &document->entries[i];
        const rva_event *event;
        const bool names =
            entry->type == RVA_EVENT_CONVERSATION || entry->type == RVA_EVENT_STAGE ||
            entry->type == RVA_EVENT_LEAD || entry->type == RVA_EVENT_END ||
            (entry->flags & RVA__ENTRY_BOUND && !(entry->flags & RVA__ENTRY_CROSSED));
        if (!names)
            continue;
        RVA__TRY(rva__listing_event(to->listing, entry->seq, &event, err));
        to->conversation = id_text(to, rva__event_conversation(event));
        return RVA_OK;
    }
    return RVA_OK;
}

static rva_status add_document(page *to, rva_error *err)
{
    const rva__document *document = to->at.document;
    RVA__TRY(find_conversation(to, err));
    rva_document_row *row = rva__table_add(to->table);
    if (!row)
        return rva__fail_memory(err);
    const bool any = document->count > 0;
    row->document = (int64_t)to->at.number;
    row->conversation = to->conversation;
    row->events = document->count;
    row->first_at = any ? document->entries[0].at : RVA_ABSENT;
    row->last_at = any ? document->entries[document->count - 1].at : RVA_ABSENT;
    row->erased = (document->flags & RVA__DOCUMENT_ERASED) != 0;
    return RVA_OK;
}

static const char *state_of(const rva__fact *fact)
{
    static const struct {
        int measure;
        const char *state;
    } states[] = {
        {RVA__M_conversations_open, "open"},
        {RVA__M_conversations_completed, "completed"},
        {RVA__M_conversations_abandoned, "abandoned"},
        {RVA__M_conversations_disqualified, "disqualified"},
        {RVA__M_conversations_error, "error"},
    };
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (value_of(fact, states[i].measure) != 0)
            return states[i].state;
    return NULL;
}

static void fill_conversation(const page *to, const rva__fact *fact, rva_conversation_row *row)
{
    row->conversation = to->conversation;
    row->started_at = fact->at;
    row->last_activity_at = to->at.facts->active_at;
    row->state = state_of(fact);
    row->source = dim_text(to, fact, RVA__DIM_SOURCE);
    row->medium = dim_text(to, fact, RVA__DIM_MEDIUM);
    row->campaign = dim_text(to, fact, RVA__DIM_CAMPAIGN);
    row->channel = dim_text(to, fact, RVA__DIM_CHANNEL);
    row->agent = dim_text(to, fact, RVA__DIM_AGENT);
    row->borough = dim_text(to, fact, RVA__DIM_BOROUGH);
    row->zip = dim_text(to, fact, RVA__DIM_ZIP);
    row->path = dim_text(to, fact, RVA__DIM_PATH);
    for (uint32_t i = 0; i < to->at.facts->count; i++) {
        const rva__fact *other = &to->at.facts->items[i];
        row->leads += value_of(other, RVA__M_leads);
        row->sales += value_of(other, RVA__M_sales);
        row->revenue_net_minor += net_of(other);
    }
}

static rva_status add_conversation(page *to, rva_error *err)
{
    for (uint32_t i = 0; i < to->at.facts->count; i++) {
        const rva__fact *fact = &to->at.facts->items[i];
        if (fact->family != RVA__FAMILY_CONVERSATION)
            continue;
        RVA__TRY(find_conversation(to, err));
        rva_conversation_row *row = rva__table_add(to->table);
        if (!row)
            return rva__fail_memory(err);
        fill_conversation(to, fact, row);
        put_attributes(to, fact, sizeof *row, row);
    }
    return RVA_OK;
}

static void sum_lead(const page *to, const rva__fact *lead, rva_lead_row *row)
{
    int64_t payable = 0;
    for (uint32_t i = 0; i < to->at.facts->count; i++) {
        const rva__fact *fact = &to->at.facts->items[i];
        if (fact->lead != lead->lead)
            continue;
        row->sales += value_of(fact, RVA__M_sales);
        row->revenue_net_minor += net_of(fact);
        payable += value_of(fact, RVA__M_leads_payable_restated);
    }
    if (value_of(lead, RVA__M_leads_waiting))
        row->state = "waiting";
    else if (value_of(lead, RVA__M_leads_pending))
        row->state = "pending";
    else if (row->sales == 0)
        row->state = "answered";
    else
        row->state = payable > 0 ? "sold" : "returned";
}

static rva_status add_lead(page *to, const rva__fact *fact, rva_error *err)
{
    const rva__entry *entry = &to->at.document->entries[fact->entry];
    const rva_event *event;
    RVA__TRY(rva__listing_event(to->listing, entry->seq, &event, err));
    rva_lead_row *row = rva__table_add(to->table);
    if (!row)
        return rva__fail_memory(err);
    row->lead = id_text(to, event->id);
    row->conversation = id_text(to, event->conversation);
    row->happened_at = fact->at;
    row->tier = dim_text(to, fact, RVA__DIM_TIER);
    row->predicted_tier =
        entry->dims[RVA__DIM_TIER] == RVA__VALUE_UNKNOWN
            ? NULL
            : rva__table_text(to->table, rva__listing_text(to->listing, RVA__DIM_TIER,
                                                           entry->dims[RVA__DIM_TIER]));
    row->score = event->score;
    row->value_minor = event->value_minor;
    sum_lead(to, fact, row);
    put_attributes(to, fact, sizeof *row, row);
    return RVA_OK;
}

static rva_status add_leads(page *to, rva_error *err)
{
    for (uint32_t i = 0; i < to->at.facts->count; i++)
        if (to->at.facts->items[i].family == RVA__FAMILY_LEAD)
            RVA__TRY(add_lead(to, &to->at.facts->items[i], err));
    return RVA_OK;
}

static rva_status add_transaction(page *to, const rva__fact *fact, rva_error *err)
{
    size_t kind_bytes;
    const char *kind;
    const rva__entry *entry = &to->at.document->entries[fact->entry];
    const rva_event *event;
    RVA__TRY(rva__listing_event(to->listing, entry->seq, &event, err));
    rva_transaction_row *row = rva__table_add(to->table);
    if (!row)
        return rva__fail_memory(err);
    row->transaction_id = id_text(to, event->id);
    row->happened_at = entry->at;
    kind = rva__field_name_at(rva_field_at(RVA__FIELD_kind), entry->code, &kind_bytes);
    row->kind = rva__table_text_sized(to->table, kind, kind_bytes);
    row->amount_minor = entry->amount_minor;
    row->conversation = id_text(to, event->conversation);
    row->lead = id_text(to, event->lead);
    row->offer = id_text(to, event->offer);
    row->of = id_text(to, event->of);
    row->platform = dim_text(to, fact, RVA__DIM_PLATFORM);
    row->tier = dim_text(to, fact, RVA__DIM_TIER);
    row->source = dim_text(to, fact, RVA__DIM_SOURCE);
    row->borough = dim_text(to, fact, RVA__DIM_BOROUGH);
    row->zip = dim_text(to, fact, RVA__DIM_ZIP);
    put_attributes(to, fact, sizeof *row, row);
    return RVA_OK;
}

static rva_status add_transactions(page *to, rva_error *err)
{
    int64_t done = -1; /* a return states two facts, side by side */
    for (uint32_t i = 0; i < to->at.facts->count; i++) {
        const rva__fact *fact = &to->at.facts->items[i];
        if (fact->family != RVA__FAMILY_MONEY || fact->entry == done)
            continue;
        done = fact->entry;
        RVA__TRY(add_transaction(to, fact, err));
    }
    return RVA_OK;
}

/** What is listed of each kind, and how; by ::rva_record_kind. */
static const struct {
    rva__table_definition table;
    rva_status (*add)(page *to, rva_error *err);
    bool has_attributes;
} kinds[] = {
    {RVA__TABLE("documents", rva_document_row, document_columns, "what a conversation is made of"),
     add_document, false},
    {RVA__TABLE("conversations", rva_conversation_row, conversation_columns, "a conversation"),
     add_conversation, true},
    {RVA__TABLE("leads", rva_lead_row, lead_columns, "a lead"), add_leads, true},
    {RVA__TABLE("transactions", rva_transaction_row, transaction_columns, "a transaction"),
     add_transactions, true},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const rva_table_schema *rva_records_schema_at(size_t kind)
{
    return kind < KINDS ? &kinds[kind].table.schema : NULL;
}

rva_status rva_records_open(rva_store *store, rva_record_kind kind, int64_t now_at,
                            rva_records **out, rva_error *err)
{
    RVA__TRY(rva__store_check(store, err));
    if (!out)
        return rva__fail_field(err, RVA_INVALID, "out", "is NULL");
    if ((unsigned)kind >= KINDS)
        return rva__fail_field(err, RVA_INVALID, "kind", "no such kind of records");
    rva_records *records = rva__alloc_zero(1, sizeof *records);
    if (!records)
        return rva__fail_memory(err);
    *records = (rva_records){.store = store, .kind = kind, .now_at = now_at};
    if (now_at == RVA_ABSENT)
        records->now_at = (int64_t)time(NULL) * RVA__SECOND_US;
    *out = records;
    return RVA_OK;
}

void rva_records_close(rva_records *records)
{
    rva__alloc_free(records);
}

static rva_status fill_page(rva_records *records, page *to, rva_error *err)
{
    for (int i = 0; i < PAGE_DOCUMENTS; i++) {
        const rva_status status = rva__listing_next(to->listing, &to->at, err);
        if (status == RVA_NOT_FOUND) {
            records->ended = true;
            return RVA_OK;
        }
        if (status != RVA_OK)
            return status;
        RVA__TRY(kinds[records->kind].add(to, err));
        records->after = to->at.number;
    }
    return RVA_OK;
}

/** Whether a column of a table is called so. */
static bool has_column(const rva__table_definition *definition, const char *name)
{
    for (size_t i = 0; i < definition->column_count; i++)
        if (strcmp(definition->columns[i].schema.name, name) == 0)
            return true;
    return false;
}

/** The columns as defined, and behind them the attributes of the settings. */
static rva_status add_table(const rva_settings *settings, rva_record_kind kind, rva_report *report,
                            rva_table **out, rva_error *err)
{
    char names[RVA__ATTRIBUTES_MAX][sizeof "attribute_" + RVA__ATTRIBUTE_NAME_MAX];
    rva__column columns[RVA__COLUMNS_MAX];
    const rva__table_definition *definition = &kinds[kind].table;
    const size_t row_size = (size_t)definition->schema.row_size;
    const size_t attributes = kinds[kind].has_attributes ? settings->attribute_count : 0;
    size_t count = rva__table_columns(definition, columns);
    for (size_t i = 0; i < attributes; i++, count++) {
        const char *name = settings->attributes[i];
        snprintf(names[i], sizeof names[i], "%s%s",
                 has_column(definition, name) ? "attribute_" : "", name);
        columns[count] =
            (rva__column){names[i], RVA_COLUMN_TEXT, row_size + i * sizeof(const char *)};
    }
    return rva__report_add_table(report, definition->schema.name, columns, count,
                                 row_size + attributes * sizeof(const char *), PAGE_DOCUMENTS, out,
                                 err);
}

static rva_status make_page(rva_records *records, page *to, rva_report **out, rva_error *err)
{
    const rva_settings *settings = rva__listing_settings(to->listing);
    const rva_report_info info = {
        .report = kinds[records->kind].table.schema.name,
        .from_at = RVA_ABSENT,
        .to_at = RVA_ABSENT,
        .previous_from_at = RVA_ABSENT,
        .previous_to_at = RVA_ABSENT,
        .mode = "default",
        .now_at = records->now_at,
        .time_zone = settings->time_zone,
        .currency = settings->currency,
        .complete = 1,
    };
    rva_report *report;
    RVA__TRY(rva__report_new(&info, &report, err));
    rva_status status = add_table(settings, records->kind, report, &to->table, err);
    if (status == RVA_OK)
        status = fill_page(records, to, err);
    if (status == RVA_OK)
        status = rva__report_check(report, err);
    if (status == RVA_OK)
        *out = report;
    else
        rva_report_free(report);
    return status;
}

rva_status rva_records_next(rva_records *records, rva_report **out, rva_error *err)
{
    page to = {0};
    if (!records || !out)
        return rva__fail_field(err, RVA_INVALID, records ? "out" : "records", "is NULL");
    RVA__TRY(rva__store_check(records->store, err));
    if (records->ended)
        return rva__fail(err, RVA_NOT_FOUND, "no more records");
    RVA__TRY(
        rva__listing_open(records->store->env, records->after, records->now_at, &to.listing, err));
    const rva_status status = make_page(records, &to, out, err);
    rva__listing_close(to.listing);
    return status;
}
