/**
 * @file metrics/pipeline.c
 * Items counted, and their worth as exact fractions that are rounded once.
 *
 * All leads of sixty days that have had thirty more to be sold are the evidence, whatever the
 * conditions of the question: neither too young nor picked by what became of them.
 */
#include "metrics/pipeline.h"

#include <math.h>

#include "core/error.h"
#include "metrics/calendar.h"

enum {
    YOUNG_DAYS = 30,
    GROWN_DAYS = 60,
    PRIOR_LEADS = 10, /* a tier is drawn towards all tiers by so many leads' weight */
};

/** The instants up to which items are stale, and from which leads are evidence. */
typedef struct ages {
    int64_t grown_at;
    int64_t young_at;
} ages;

/** What leads and conversations of the past came to. */
typedef struct evidence {
    rva__totals tiers; /**< grown leads by tier */
    int64_t leads;
    int64_t net_minor;
    int64_t conversations;      /**< that started grown */
    int64_t conversation_leads; /**< their leads */
} evidence;

/** Wide enough for sums of money times counts; what leaves even that is refused. */
__extension__ typedef __int128 wide;

/** A sum of fractions: whole, and parts that are each from 0 to 1. */
typedef struct fractions {
    wide whole;
    double parts;
    bool overflowed;
} fractions;

static const int by_tier[] = {RVA__DIM_TIER, -1};

static ages ages_of(const rva__question *question)
{
    const rva__zone *zone = question->source->zone;
    const int32_t today = rva__zone_day(zone, question->query.now_at);
    const int32_t young = rva__days_back(zone, today + 1, YOUNG_DAYS);
    return (ages){.grown_at = rva__zone_day_start(zone, rva__days_back(zone, young, GROWN_DAYS)),
                  .young_at = rva__zone_day_start(zone, young)};
}

static rva_status fail_sum(rva_error *err)
{
    return rva__fail(err, RVA_LIMIT, "the worth of the pipeline leaves 64 bits");
}

/** Sums of one family over a period. */
static rva_status scan(const rva__question *question, rva__period period, uint32_t family,
                       const int *dims, rva__totals *out, rva_error *err)
{
    return rva__question_scan(question, period, (rva__wanted){family, 0}, RVA__SCAN_WHOLE, dims,
                              out, err);
}

static rva_status sum_leads(evidence *of, rva_error *err)
{
    for (uint32_t i = 0; i < of->tiers.count; i++) {
        const int64_t *tier = of->tiers.items[i].values;
        of->leads += tier[RVA__M_leads];
        if (__builtin_add_overflow(of->net_minor, tier[RVA__M_leads_net_minor], &of->net_minor))
            return fail_sum(err);
    }
    return RVA_OK;
}

static rva_status read_evidence(const rva__question *question, ages at, evidence *out,
                                rva_error *err)
{
    rva__question all = *question;
    const rva__period grown = {at.grown_at, at.young_at};
    rva__totals conversations = {0};
    all.where.count = 0;
    all.families = rva__families_with(0);
    RVA__TRY(scan(&all, grown, RVA__FAMILY_BIT(LEAD), by_tier, &out->tiers, err));
    RVA__TRY(sum_leads(out, err));
    const rva_status status =
        scan(&all, grown, RVA__FAMILY_BIT(CONVERSATION), NULL, &conversations, err);
    if (conversations.count > 0) {
        out->conversations = conversations.items[0].values[RVA__M_conversations];
        out->conversation_leads = conversations.items[0].values[RVA__M_conversation_leads];
    }
    rva__totals_free(&conversations);
    return status;
}

/** Adds over / under, which is above 0. */
static void add_fraction(fractions *to, wide over, wide under)
{
    wide whole = over / under;
    wide rest = over % under;
    if (rest < 0) {
        rest += under;
        whole--;
    }
    to->overflowed |= __builtin_add_overflow(to->whole, whole, &to->whole);
    to->parts += (double)rest / (double)under;
}

/** Times `by`; notes when that leaves 128 bits. */
static wide times(fractions *to, wide value, int64_t by)
{
    wide product = 0;
    to->overflowed |= __builtin_mul_overflow(value, (wide)by, &product);
    return product;
}

/** The sum, halves rounded away from 0; a part that is a half but for its last bits is one. */
static rva_status rounded(const fractions *of, int64_t *out, rva_error *err)
{
    const double carried = floor(of->parts + 1e-9);
    const wide whole = of->whole + (wide)carried;
    const double half = whole < 0 ? .5 - 1e-9 : .5 + 1e-9;
    const wide sum = whole + (wide)floor(of->parts - carried + half);
    if (of->overflowed || sum > rva__sum_max || sum < -rva__sum_max)
        return fail_sum(err);
    *out = (int64_t)sum;
    return RVA_OK;
}

/** Adds the worth of leads of a tier: (m + 10 V) / (n + 10) each, V = M / N. */
static void add_leads(const evidence *of, uint32_t tier, int64_t count, fractions *to)
{
    const uint32_t key[2] = {0, tier};
    const uint32_t index = rva__totals_find(&of->tiers, key);
    const bool is_known = index != UINT32_MAX;
    const int64_t leads = is_known ? of->tiers.items[index].values[RVA__M_leads] : 0;
    const int64_t net = is_known ? of->tiers.items[index].values[RVA__M_leads_net_minor] : 0;
    wide over = 0;
    to->overflowed |= __builtin_add_overflow(times(to, net, of->leads),
                                             times(to, of->net_minor, PRIOR_LEADS), &over);
    over = times(to, over, count);
    if (!to->overflowed)
        add_fraction(to, over, (wide)of->leads * (leads + PRIOR_LEADS));
}

/** The worth of the young leads in a state. */
static rva_status worth_of_leads(const evidence *of, const rva__totals *young, int measure,
                                 rva__pipeline_part *out, rva_error *err)
{
    fractions sum = {0};
    out->expected_minor = 0;
    if (out->count == 0)
        return RVA_OK;
    if (of->leads == 0) {
        out->expected_minor = RVA_ABSENT;
        return RVA_OK;
    }
    for (uint32_t i = 0; i < young->count; i++)
        add_leads(of, rva__totals_key(young, i)[1], young->items[i].values[measure], &sum);
    return rounded(&sum, &out->expected_minor, err);
}

static rva_status read_leads(const rva__question *question, ages at, const evidence *of,
                             rva__pipeline_part out[RVA__PIPELINE_STATES], rva_error *err)
{
    static const int measures[RVA__PIPELINE_STATES] = {
        [RVA__PIPELINE_WAITING] = RVA__M_leads_waiting,
        [RVA__PIPELINE_PENDING] = RVA__M_leads_pending,
    };
    const rva__period before = {-RVA__DAY_US, at.young_at};
    const rva__period since = {at.young_at, RVA__INSTANT_MAX + 1};
    rva__totals stale = {0};
    rva__totals young = {0};
    rva_status status = scan(question, before, RVA__FAMILY_BIT(LEAD), NULL, &stale, err);
    if (status == RVA_OK)
        status = scan(question, since, RVA__FAMILY_BIT(LEAD), by_tier, &young, err);
    for (int s = RVA__PIPELINE_WAITING; s < RVA__PIPELINE_STATES && status == RVA_OK; s++) {
        out[s] = (rva__pipeline_part){0};
        out[s].stale = stale.count ? stale.items[0].values[measures[s]] : 0;
        for (uint32_t i = 0; i < young.count; i++)
            out[s].count += young.items[i].values[measures[s]];
        status = worth_of_leads(of, &young, measures[s], &out[s], err);
    }
    rva__totals_free(&stale);
    rva__totals_free(&young);
    return status;
}

/** The worth of open conversations: leads a conversation, times V, each. */
static rva_status worth_of_conversations(const evidence *of, rva__pipeline_part *out,
                                         rva_error *err)
{
    fractions sum = {0};
    out->expected_minor = 0;
    if (out->count == 0)
        return RVA_OK;
    if (of->leads == 0 || of->conversations == 0) {
        out->expected_minor = RVA_ABSENT;
        return RVA_OK;
    }
    const wide leads = times(&sum, out->count, of->conversation_leads);
    const wide over = times(&sum, leads, of->net_minor);
    if (!sum.overflowed)
        add_fraction(&sum, over, (wide)of->conversations * of->leads);
    return rounded(&sum, &out->expected_minor, err);
}

static rva_status read_conversations(const rva__question *question, ages at, const evidence *of,
                                     rva__pipeline_part *out, rva_error *err)
{
    rva__cell_source *source = question->source;
    const int64_t now_at = question->query.now_at;
    rva__open_conversations all, young;
    RVA__TRY(source->open(source, &question->where, now_at, INT64_MIN, &all, err));
    RVA__TRY(source->open(source, &question->where, now_at, at.young_at, &young, err));
    out->count = young.without_lead;
    out->stale = all.without_lead - young.without_lead;
    return worth_of_conversations(of, out, err);
}

rva_status rva__pipeline_read(const rva__question *question,
                              rva__pipeline_part out[RVA__PIPELINE_STATES], rva_error *err)
{
    const ages at = ages_of(question);
    evidence of = {0};
    for (int s = 0; s < RVA__PIPELINE_STATES; s++)
        out[s] = (rva__pipeline_part){RVA_ABSENT, RVA_ABSENT, RVA_ABSENT};
    rva_status status = read_evidence(question, at, &of, err);
    if (status == RVA_OK && question->families & RVA__FAMILY_BIT(CONVERSATION))
        status = read_conversations(question, at, &of, &out[RVA__PIPELINE_ACTIVE], err);
    if (status == RVA_OK && question->families & RVA__FAMILY_BIT(LEAD))
        status = read_leads(question, at, &of, out, err);
    rva__totals_free(&of.tiers);
    return status;
}
