/**
 * @file oracle/document_conversation.c
 * A conversation: its attributes, state, stages and turns.
 */
#include <math.h>
#include <string.h>

#include "document.h"

static const char *const nyc_zips[][2] = {{"10001", "Manhattan"},
                                          {"11215", "Brooklyn"},
                                          {"11101", "Queens"},
                                          {"10451", "Bronx"},
                                          {"10301", "Staten Island"}};

bool document_same_id(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* Before aliases. */
static const char *zip_borough(const char *zip)
{
    for (size_t i = 0; i < REFERENCE_ZONES; i++)
        if (document_same_id(reference_zones[i][0], zip))
            return reference_zones[i][1];
    for (size_t i = 0; i < sizeof nyc_zips / sizeof *nyc_zips; i++)
        if (document_same_id(nyc_zips[i][0], zip))
            return nyc_zips[i][1];
    return NULL;
}

const char *document_zip_borough(const char *zip)
{
    const char *borough = zip_borough(zip);
    for (size_t i = 0; i < MEANING_ALIASES; i++)
        if (meaning_aliases[i].dimension == RVA__DIM_BOROUGH &&
            document_same_id(meaning_aliases[i].spelling, borough))
            return meaning_aliases[i].name;
    return borough;
}

static const char *field(const rva_event *event, int dim)
{
    switch (dim) {
    case RVA__DIM_SOURCE:
        return event->source;
    case RVA__DIM_MEDIUM:
        return event->medium;
    case RVA__DIM_CAMPAIGN:
        return event->campaign;
    case RVA__DIM_CHANNEL:
        return event->channel;
    case RVA__DIM_AGENT:
        return event->agent;
    case RVA__DIM_BOROUGH:
        return event->borough;
    case RVA__DIM_ZIP:
        return event->zip;
    default:
        return dim >= RVA__DIM_ATTRIBUTE_1 && dim < REFERENCE_DIMS
                   ? meaning_attribute(event->tags, (size_t)(dim - RVA__DIM_ATTRIBUTE_1))
                   : NULL;
    }
}

/* The value of the latest `at` among events of a type; on a tie the greater one. */
static const char *attribute(const document *doc, int64_t type, int dim)
{
    const rva_event *best = NULL;
    for (size_t i = 0; i < doc->count; i++) {
        const rva_event *event = doc->events[i];
        if (event->type != type || !field(event, dim))
            continue;
        if (!best || event->at > best->at ||
            (event->at == best->at && strcmp(field(event, dim), field(best, dim)) > 0))
            best = event;
    }
    return best ? field(best, dim) : NULL;
}

static bool first_of_its_stage(const document *doc, size_t index)
{
    if (doc->events[index]->type != RVA_EVENT_STAGE)
        return false;
    for (size_t i = 0; i < index; i++)
        if (doc->events[i]->type == RVA_EVENT_STAGE &&
            strcmp(doc->events[i]->stage, doc->events[index]->stage) == 0)
            return false;
    return true;
}

static const char *path(const document *doc)
{
    const char *text = NULL;
    for (size_t i = 0; i < doc->count; i++) {
        if (!first_of_its_stage(doc, i))
            continue;
        const char *stage = doc->events[i]->stage;
        text = text ? oracle_printf(&doc->facts->memory, "%s > %s", text, stage) : stage;
    }
    return text;
}

static bool is_activity(const rva_event *event)
{
    return event->type == RVA_EVENT_CONVERSATION || event->type == RVA_EVENT_STAGE ||
           event->type == RVA_EVENT_LEAD || event->type == RVA_EVENT_END;
}

static document_state state(const document *doc)
{
    document_state now = STATE_OPEN;
    for (size_t i = 0; i < doc->count; i++) {
        const rva_event *event = doc->events[i];
        if (event->type == RVA_EVENT_STAGE)
            now = STATE_OPEN;
        else if (event->type == RVA_EVENT_END)
            now = event->outcome == RVA_END_COMPLETED      ? STATE_COMPLETED
                  : event->outcome == RVA_END_ABANDONED    ? STATE_ABANDONED
                  : event->outcome == RVA_END_DISQUALIFIED ? STATE_DISQUALIFIED
                                                           : STATE_ERROR;
    }
    const int64_t timeout = doc->settings->idle_timeout_hours * LOCAL_HOUR_US;
    if (now == STATE_OPEN && doc->last_at + timeout <= doc->now)
        return STATE_ABANDONED;
    return now;
}

void document_conversation(document *doc)
{
    for (size_t i = 0; i < doc->count; i++) {
        if (!is_activity(doc->events[i]))
            continue;
        if (!doc->is_conversation)
            doc->started_at = doc->events[i]->at;
        doc->is_conversation = true;
        doc->last_at = doc->events[i]->at;
    }
    for (int dim = 0; dim < RVA__DIM_COUNT; dim++)
        doc->values[dim] = attribute(doc, RVA_EVENT_CONVERSATION, dim);
    for (int dim = RVA__DIM_ATTRIBUTE_1; dim < REFERENCE_DIMS; dim++)
        if (!doc->values[dim])
            doc->values[dim] = attribute(doc, RVA_EVENT_LEAD, dim);
    if (!doc->values[RVA__DIM_BOROUGH])
        doc->values[RVA__DIM_BOROUGH] = document_zip_borough(doc->values[RVA__DIM_ZIP]);
    doc->values[RVA__DIM_PATH] = path(doc);
    doc->state = state(doc);
}

static bool is_lost(const document *doc)
{
    return doc->state == STATE_ABANDONED || doc->state == STATE_ERROR;
}

static const rva_event *last_stage_event(const document *doc)
{
    const rva_event *last = NULL;
    for (size_t i = 0; i < doc->count; i++)
        if (doc->events[i]->type == RVA_EVENT_STAGE)
            last = doc->events[i];
    return last;
}

static int64_t count_leads(const document *doc)
{
    int64_t leads = 0;
    for (size_t i = 0; i < doc->count; i++)
        leads += doc->events[i]->type == RVA_EVENT_LEAD;
    return leads;
}

static void conversation_fact(document *doc)
{
    int64_t *m =
        document_fact(doc, RVA__FAMILY_CONVERSATION, doc->started_at, doc->values)->measures;
    m[RVA__M_conversations] = 1;
    m[RVA__M_conversations_completed] = doc->state == STATE_COMPLETED;
    m[RVA__M_conversations_abandoned] = doc->state == STATE_ABANDONED;
    m[RVA__M_conversations_error] = doc->state == STATE_ERROR;
    m[RVA__M_conversations_disqualified] = doc->state == STATE_DISQUALIFIED;
    m[RVA__M_conversations_open] = doc->state == STATE_OPEN;
    m[RVA__M_conversation_leads] = count_leads(doc);
    m[RVA__M_conversations_qualified] = count_leads(doc) > 0;
    m[RVA__M_conversations_active] = doc->state == STATE_OPEN && count_leads(doc) == 0;
    m[RVA__M_conversations_sold] = document_has_payable_lead(doc);
    if (doc->state == STATE_COMPLETED)
        m[RVA__M_duration_ms] = (doc->last_at - doc->started_at) / 1000;
    m[RVA__M_drop_before_first] = is_lost(doc) && !last_stage_event(doc);
}

/* The last visit of a stage, while it is walked through. */
typedef struct visit {
    bool is_open;
    int64_t opened_at;
    int64_t closed_by; /* action */
} visit;

static void walk_visits(const document *doc, const char *stage, visit *last, int64_t *m)
{
    for (size_t i = 0; i < doc->count; i++) {
        const rva_event *event = doc->events[i];
        if (event->type != RVA_EVENT_STAGE || strcmp(event->stage, stage) != 0)
            continue;
        if (event->action == RVA_ACTION_ENTER && last->is_open)
            continue;
        if (!last->is_open)
            m[RVA__M_stage_visits]++;
        if (event->action == RVA_ACTION_ENTER) {
            *last = (visit){true, event->at, RVA_ABSENT};
            continue;
        }
        if (last->is_open) {
            m[RVA__M_stage_closed_visits]++;
            m[RVA__M_stage_ms] += (event->at - last->opened_at) / 1000;
        }
        *last = (visit){false, 0, event->action};
        if (event->action == RVA_ACTION_COMPLETE)
            m[RVA__M_stage_completed] = 1;
    }
}

static void stage_outcome(const document *doc, const visit *last, int64_t *m)
{
    if (m[RVA__M_stage_completed])
        return;
    if (last->is_open) {
        m[RVA__M_stage_open] = doc->state == STATE_OPEN;
        m[RVA__M_stage_passed] = doc->state == STATE_COMPLETED;
        m[RVA__M_stage_disqualified] = doc->state == STATE_DISQUALIFIED;
        m[RVA__M_stage_dropped] = is_lost(doc);
        return;
    }
    m[RVA__M_stage_skipped] = last->closed_by == RVA_ACTION_SKIP;
    m[RVA__M_stage_disqualified] = last->closed_by == RVA_ACTION_DISQUALIFY;
    m[RVA__M_stage_dropped] = last->closed_by == RVA_ACTION_LEAVE;
}

static void stage_fact(document *doc, const char *stage)
{
    const char *values[RVA__DIM_COUNT];
    memcpy(values, doc->values, sizeof values);
    values[RVA__DIM_STAGE] = stage;
    for (size_t i = 0; i < doc->count; i++)
        if (doc->events[i]->type == RVA_EVENT_STAGE && doc->events[i]->agent &&
            strcmp(doc->events[i]->stage, stage) == 0)
            values[RVA__DIM_AGENT] = doc->events[i]->agent;

    int64_t *m = document_fact(doc, RVA__FAMILY_STAGE, doc->started_at, values)->measures;
    visit last = {false, 0, RVA_ABSENT};
    m[RVA__M_stage_entered] = 1;
    walk_visits(doc, stage, &last, m);
    stage_outcome(doc, &last, m);
    if (is_lost(doc) && strcmp(last_stage_event(doc)->stage, stage) == 0) {
        m[RVA__M_drop_in_stage] = !m[RVA__M_stage_completed];
        m[RVA__M_drop_after_stage] = m[RVA__M_stage_completed];
    }
}

static void turn_fact(document *doc, const rva_event *event)
{
    if (event->response_ms == RVA_ABSENT && isnan(event->quality) && event->messages == RVA_ABSENT)
        return;
    const char *values[RVA__DIM_COUNT];
    memcpy(values, doc->values, sizeof values);
    values[RVA__DIM_STAGE] = event->stage;
    if (event->agent)
        values[RVA__DIM_AGENT] = event->agent;
    int64_t *m = document_fact(doc, RVA__FAMILY_TURN, doc->started_at, values)->measures;
    if (event->response_ms != RVA_ABSENT) {
        m[RVA__M_response_count] = 1;
        m[RVA__M_response_ms] = event->response_ms;
    }
    if (!isnan(event->quality)) {
        m[RVA__M_quality_count] = 1;
        m[RVA__M_quality_micro] = llround(event->quality * 1e6);
    }
    if (event->messages != RVA_ABSENT)
        m[RVA__M_messages] = event->messages;
}

void document_conversation_facts(document *doc)
{
    if (!doc->is_conversation)
        return;
    conversation_fact(doc);
    for (size_t i = 0; i < doc->count; i++) {
        if (first_of_its_stage(doc, i))
            stage_fact(doc, doc->events[i]->stage);
        if (doc->events[i]->type == RVA_EVENT_STAGE)
            turn_fact(doc, doc->events[i]);
    }
}
