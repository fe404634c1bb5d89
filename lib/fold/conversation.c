/**
 * @file fold/conversation.c
 * A conversation's attributes, state, visits and drop-off.
 *
 * Stages are independent of each other: a visit of one stage opens and closes by events
 * of that stage alone.
 */
#include "fold/conversation.h"

#include "model/histogram.h"

static bool is_activity(const rva__entry *entry)
{
    return entry->type == RVA_EVENT_CONVERSATION || entry->type == RVA_EVENT_STAGE ||
           entry->type == RVA_EVENT_LEAD || entry->type == RVA_EVENT_END;
}

/** A dimension of the conversation as its events say it so far. */
typedef struct said {
    uint32_t value;
    int64_t at;
} said;

/** The latest value counts; of two at one instant the greater one bytewise. */
static void take_value(const rva__names *names, const rva__entry *entry, int dimension, said *out)
{
    const uint32_t value = entry->dims[dimension];
    if (value == RVA__VALUE_UNKNOWN)
        return;
    if (out->value != RVA__VALUE_UNKNOWN && out->at == entry->at &&
        strcmp(names->text(names, dimension, value), names->text(names, dimension, out->value)) < 0)
        return;
    *out = (said){value, entry->at};
}

static void take_dimensions(const rva__fold *fold, const rva__entry *entry, int first, int count,
                            said out[RVA__DIM_COUNT])
{
    for (int d = first; d < first + count; d++)
        take_value(fold->rules->names, entry, d, &out[d]);
}

static void take_attributes(const rva__fold *fold, const rva__entry *entry,
                            said out[RVA__DIM_COUNT])
{
    take_dimensions(fold, entry, RVA__DIM_ATTRIBUTE_1, (int)fold->rules->attributes, out);
}

/** What its events say, else what its leads say. */
static void set_dimensions(rva__fold *fold, const said of_conversation[RVA__DIM_COUNT],
                           const said of_leads[RVA__DIM_COUNT])
{
    for (int d = 0; d < RVA__DIM_PATH; d++)
        fold->dims[d] = of_conversation[d].value;
    for (uint32_t i = 0; i < fold->rules->attributes; i++) {
        const int d = RVA__DIM_ATTRIBUTE_1 + (int)i;
        fold->dims[d] = of_conversation[d].value ? of_conversation[d].value : of_leads[d].value;
    }
}

static rva__visit *visit_of(rva__fold *fold, uint32_t stage)
{
    rva__fold_room *room = fold->room;
    const uint32_t known = rva__fold_index_find(&room->stages, stage);
    if (known != RVA__PLACE_NONE)
        return &room->visits[known];
    void *items = room->visits;
    const bool fits = rva__fold_room_for(fold, &items, &room->visits_room, fold->visit_count,
                                         sizeof *room->visits);
    room->visits = items;
    if (!fits || !rva__fold_indexed(fold, &room->stages, stage, fold->visit_count))
        return NULL;
    rva__facts *out = fold->out;
    if (out->path_count < RVA__PATH_STAGES)
        out->path[out->path_count++] = stage;
    else
        out->path_cut = true;
    rva__visit *visit = &room->visits[fold->visit_count++];
    *visit = (rva__visit){.stage = stage};
    return visit;
}

static void add_visit_time(rva__visit *visit, int64_t closed_at)
{
    visit->closed++;
    visit->ms += (closed_at - visit->opened_at) / 1000;
    visit->open = false;
}

static void take_stage(rva__fold *fold, const rva__entry *entry)
{
    rva__visit *visit = visit_of(fold, entry->dims[RVA__DIM_STAGE]);
    if (!visit)
        return;
    if (entry->dims[RVA__DIM_AGENT] != RVA__VALUE_UNKNOWN)
        visit->agent = entry->dims[RVA__DIM_AGENT];
    if (entry->code == RVA_ACTION_ENTER) {
        if (visit->open)
            return;
        visit->open = true;
        visit->opened_at = entry->at;
        visit->visits++;
        return;
    }
    if (visit->open)
        add_visit_time(visit, entry->at);
    else
        visit->visits++;
    visit->last = entry->code;
    visit->completed |= entry->code == RVA_ACTION_COMPLETE;
}

static rva__state ended_state(uint8_t outcome)
{
    static const rva__state states[] = {
        [RVA_END_COMPLETED] = RVA__STATE_COMPLETED,
        [RVA_END_ABANDONED] = RVA__STATE_ABANDONED,
        [RVA_END_DISQUALIFIED] = RVA__STATE_DISQUALIFIED,
        [RVA_END_ERROR] = RVA__STATE_ERROR,
    };
    return states[outcome & 3];
}

static void decide_state(rva__fold *fold, const rva__entry *end)
{
    if (end) {
        fold->state = ended_state(end->code);
        return;
    }
    const int64_t expires_at = fold->active_at + fold->rules->idle_us;
    fold->out->expires_at = expires_at;
    fold->state = expires_at <= fold->now ? RVA__STATE_ABANDONED : RVA__STATE_OPEN;
}

void rva__fold_conversation(rva__fold *fold)
{
    said of_conversation[RVA__DIM_COUNT] = {0};
    said of_leads[RVA__DIM_COUNT] = {0};
    const rva__entry *end = NULL;
    for (uint32_t i = 0; i < fold->document->count; i++) {
        const rva__entry *entry = &fold->document->entries[i];
        if (!is_activity(entry))
            continue;
        if (!fold->is_conversation)
            fold->started_at = entry->at;
        fold->is_conversation = true;
        fold->active_at = entry->at;
        if (entry->type == RVA_EVENT_CONVERSATION) {
            take_dimensions(fold, entry, 0, RVA__DIM_PATH, of_conversation);
            take_attributes(fold, entry, of_conversation);
        } else if (entry->type == RVA_EVENT_STAGE) {
            take_stage(fold, entry);
            fold->last_stage = i;
            end = NULL;
        } else if (entry->type == RVA_EVENT_END) {
            end = entry;
        } else {
            take_attributes(fold, entry, of_leads);
        }
    }
    set_dimensions(fold, of_conversation, of_leads);
    const rva__names *names = fold->rules->names;
    if (fold->dims[RVA__DIM_BOROUGH] == RVA__VALUE_UNKNOWN)
        fold->dims[RVA__DIM_BOROUGH] = names->borough(names, fold->dims[RVA__DIM_ZIP]);
    if (fold->is_conversation)
        decide_state(fold, end);
}

/** The measure in which a stage that was not completed counts. */
static int open_visit_measure(rva__state state)
{
    switch (state) {
    case RVA__STATE_OPEN:
        return RVA__M_stage_open;
    case RVA__STATE_COMPLETED:
        return RVA__M_stage_passed;
    case RVA__STATE_DISQUALIFIED:
        return RVA__M_stage_disqualified;
    default:
        return RVA__M_stage_dropped;
    }
}

static int visit_measure(const rva__visit *visit, rva__state state)
{
    if (visit->completed)
        return RVA__M_stage_completed;
    if (visit->open)
        return open_visit_measure(state);
    if (visit->last == RVA_ACTION_SKIP)
        return RVA__M_stage_skipped;
    return visit->last == RVA_ACTION_DISQUALIFY ? RVA__M_stage_disqualified : RVA__M_stage_dropped;
}

static bool is_lost(rva__state state)
{
    return state == RVA__STATE_ABANDONED || state == RVA__STATE_ERROR;
}

static rva__fact *add_stage_fact(rva__fold *fold, int family, uint32_t stage, uint32_t agent)
{
    rva__fact *fact = rva__fold_add(fold, family, fold->started_at, fold->dims);
    if (!fact)
        return NULL;
    fact->dims[RVA__DIM_STAGE] = stage;
    if (agent != RVA__VALUE_UNKNOWN)
        fact->dims[RVA__DIM_AGENT] = agent;
    return fact;
}

static void state_visit(rva__fold *fold, const rva__visit *visit, uint32_t drop_stage)
{
    rva__fact *fact = add_stage_fact(fold, RVA__FAMILY_STAGE, visit->stage, visit->agent);
    rva__fact_measure(fact, RVA__M_stage_entered, 1);
    rva__fact_measure(fact, visit_measure(visit, fold->state), 1);
    rva__fact_measure(fact, RVA__M_stage_visits, visit->visits);
    rva__fact_measure(fact, RVA__M_stage_closed_visits, visit->closed);
    rva__fact_measure(fact, RVA__M_stage_ms, visit->ms);
    if (is_lost(fold->state) && visit->stage == drop_stage)
        rva__fact_measure(fact, visit->completed ? RVA__M_drop_after_stage : RVA__M_drop_in_stage,
                          1);
}

/** The times of closed visits, replayed from the events, onto the stages' facts. */
static void state_visit_times(rva__fold *fold, uint32_t first_fact)
{
    rva__visit *visits = fold->room->visits;
    for (uint32_t i = 0; i < fold->visit_count; i++)
        visits[i].open = false;
    for (uint32_t i = 0; i < fold->document->count; i++) {
        const rva__entry *entry = &fold->document->entries[i];
        if (entry->type != RVA_EVENT_STAGE)
            continue;
        rva__visit *visit = visit_of(fold, entry->dims[RVA__DIM_STAGE]);
        const uint32_t index = (uint32_t)(visit - visits);
        if (entry->code != RVA_ACTION_ENTER) {
            if (!visit->open)
                continue;
            visit->open = false;
            rva__fact *fact = &fold->out->items[first_fact + index];
            if (fact->histogram_count == RVA__FACT_HISTOGRAMS)
                fact = add_stage_fact(fold, RVA__FAMILY_STAGE, visit->stage, visit->agent);
            rva__fact_histogram(fact, RVA__H_stage,
                                rva__histogram_bucket((entry->at - visit->opened_at) / 1000));
        } else if (!visit->open) {
            visit->open = true;
            visit->opened_at = entry->at;
        }
    }
}

static void state_turns(rva__fold *fold)
{
    for (uint32_t i = 0; i < fold->document->count; i++) {
        const rva__entry *entry = &fold->document->entries[i];
        if (entry->type != RVA_EVENT_STAGE ||
            (entry->response_ms == RVA_ABSENT && entry->quality_micro == RVA_ABSENT &&
             entry->messages == RVA_ABSENT))
            continue;
        rva__fact *fact = add_stage_fact(fold, RVA__FAMILY_TURN, entry->dims[RVA__DIM_STAGE],
                                         entry->dims[RVA__DIM_AGENT]);
        if (entry->response_ms != RVA_ABSENT) {
            rva__fact_measure(fact, RVA__M_response_count, 1);
            rva__fact_measure(fact, RVA__M_response_ms, entry->response_ms);
            rva__fact_histogram(fact, RVA__H_response, rva__histogram_bucket(entry->response_ms));
        }
        if (entry->quality_micro != RVA_ABSENT) {
            rva__fact_measure(fact, RVA__M_quality_count, 1);
            rva__fact_measure(fact, RVA__M_quality_micro, entry->quality_micro);
        }
        if (entry->messages != RVA_ABSENT)
            rva__fact_measure(fact, RVA__M_messages, entry->messages);
    }
}

static void state_whole(rva__fold *fold)
{
    static const int state_measures[] = {
        [RVA__STATE_COMPLETED] = RVA__M_conversations_completed,
        [RVA__STATE_ABANDONED] = RVA__M_conversations_abandoned,
        [RVA__STATE_DISQUALIFIED] = RVA__M_conversations_disqualified,
        [RVA__STATE_ERROR] = RVA__M_conversations_error,
        [RVA__STATE_OPEN] = RVA__M_conversations_open,
    };
    int64_t leads = 0;
    bool sold = false;
    for (uint32_t i = 0; i < fold->lead_count; i++) {
        const rva__lead *lead = &fold->room->leads[i];
        leads += lead->entry != NULL;
        sold |= lead->first_sale && !lead->returned;
    }
    rva__fact *fact = rva__fold_add(fold, RVA__FAMILY_CONVERSATION, fold->started_at, fold->dims);
    rva__fact_measure(fact, RVA__M_conversations, 1);
    rva__fact_measure(fact, state_measures[fold->state], 1);
    rva__fact_measure(fact, RVA__M_conversations_qualified, leads > 0);
    rva__fact_measure(fact, RVA__M_conversation_leads, leads);
    rva__fact_measure(fact, RVA__M_conversations_active,
                      fold->state == RVA__STATE_OPEN && leads == 0);
    rva__fact_measure(fact, RVA__M_conversations_sold, sold);
    rva__fact_measure(fact, RVA__M_drop_before_first, is_lost(fold->state) && fold->last_stage < 0);
    if (fold->state == RVA__STATE_COMPLETED) {
        const int64_t duration_ms = (fold->active_at - fold->started_at) / 1000;
        rva__fact_measure(fact, RVA__M_duration_ms, duration_ms);
        rva__fact_histogram(fact, RVA__H_duration, rva__histogram_bucket(duration_ms));
    }
}

/** What depends on how the conversation ended: the fact of the whole, and one for each stage. */
static void state_ending(rva__fold *fold)
{
    state_whole(fold);
    uint32_t drop_stage = RVA__VALUE_NONE;
    if (fold->last_stage >= 0)
        drop_stage = fold->document->entries[fold->last_stage].dims[RVA__DIM_STAGE];
    for (uint32_t i = 0; i < fold->visit_count; i++)
        state_visit(fold, &fold->room->visits[i], drop_stage);
}

void rva__fold_state_conversation(rva__fold *fold)
{
    if (!fold->is_conversation)
        return;
    const uint32_t first_fact = fold->out->count + 1; /* of a stage */
    state_ending(fold);
    if (!fold->out->failed)
        state_visit_times(fold, first_fact);
    state_turns(fold);
}

void rva__fold_state_open(rva__fold *fold, rva__facts *out)
{
    rva__facts *closed = fold->out;
    const rva__state state = fold->state;
    fold->out = out;
    fold->state = RVA__STATE_OPEN;
    state_ending(fold);
    fold->out = closed;
    fold->state = state;
}
