/**
 * @file reports/source.c
 * Facts in an array, summed one by one.
 */
#include "source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/zone_load.h"

enum { FACTS_MAX = 64, VALUES_MAX = 16, NOTES_MAX = 8, OPEN_MAX = 8, REFUSALS_MAX = 16 };

static rva__fact facts[FACTS_MAX];
static size_t fact_count;
static rva__note notes[NOTES_MAX];
static size_t note_count;

/** A conversation that is open, whatever `now`. */
static struct open_one {
    int64_t active_at;
    bool has_lead;
    uint32_t dims[RVA__DIM_COUNT];
} open_ones[OPEN_MAX];
static size_t open_count;
static struct {
    int64_t at;
    rva__refusal refusal;
} refusals[REFUSALS_MAX];
static size_t refusal_count;
static char texts[RVA__DIM_COUNT][VALUES_MAX][64];
static uint32_t text_counts[RVA__DIM_COUNT];
static rva_settings *settings;
static rva__zone *zone;
static rva_report *report;

static void check(rva_status status, const rva_error *err)
{
    cr_assert_eq(status, RVA_OK, "%s: %s", err->field, err->message);
}

int64_t source_at(const char *at)
{
    int64_t instant = 0;
    rva_error err = RVA_ERROR_INIT;
    check(rva_instant_parse(at, &instant, &err), &err);
    return instant;
}

static uint32_t value_of(int dimension, const char *text, bool add)
{
    if (strcmp(text, "(unknown)") == 0)
        return RVA__VALUE_UNKNOWN;
    if (strcmp(text, "(other)") == 0)
        return RVA__VALUE_OTHER;
    dimension = rva__dimension_dictionary(dimension);
    for (uint32_t i = 0; i < text_counts[dimension]; i++)
        if (strcmp(texts[dimension][i], text) == 0)
            return RVA__VALUE_FIRST + i;
    if (!add)
        return RVA__VALUE_NONE;
    cr_assert_lt(text_counts[dimension], VALUES_MAX);
    strcpy(texts[dimension][text_counts[dimension]], text);
    return RVA__VALUE_FIRST + text_counts[dimension]++;
}

static const char *source_text(rva__cell_source *source, int dimension, uint32_t value)
{
    (void)source;
    if (value < RVA__VALUE_FIRST)
        return value == RVA__VALUE_UNKNOWN ? "(unknown)" : "(other)";
    return texts[rva__dimension_dictionary(dimension)][value - RVA__VALUE_FIRST];
}

static uint32_t source_value(rva__cell_source *source, int dimension, const char *text)
{
    (void)source;
    return value_of(dimension, text, false);
}

static uint32_t source_value_count(rva__cell_source *source, int dimension)
{
    (void)source;
    return text_counts[rva__dimension_dictionary(dimension)];
}

static bool matches(const rva__scan *scan, const rva__fact *fact)
{
    if (!(scan->families >> fact->family & 1) || fact->at < scan->from_at ||
        fact->at >= scan->to_at)
        return false;
    if (!rva__conditions_hold(scan->where, fact->dims))
        return false;
    for (int i = 0; i < scan->dim_count; i++)
        if (fact->dims[scan->dims[i]] == RVA__VALUE_NONE)
            return false;
    return true;
}

static uint32_t bucket_of(rva__scan_grain grain, int64_t at)
{
    if (grain == RVA__SCAN_WHOLE)
        return 0;
    if (grain == RVA__SCAN_HOUR)
        return rva__hour_bucket(rva__zone_hour_start(zone, at));
    return (uint32_t)(rva__zone_day(zone, at) + RVA__DAY_BIAS);
}

static rva_status source_scan(rva__cell_source *source, const rva__scan *scan, rva__totals *out,
                              rva_error *err)
{
    (void)source;
    (void)err;
    out->words = 1 + (uint32_t)scan->dim_count;
    for (size_t i = 0; i < fact_count; i++) {
        uint32_t key[RVA__TOTAL_WORDS_MAX];
        if (!matches(scan, &facts[i]))
            continue;
        key[0] = bucket_of(scan->grain, facts[i].at);
        for (int d = 0; d < scan->dim_count; d++)
            key[1 + d] = facts[i].dims[scan->dims[d]];
        rva__totals_fact(out, rva__totals_index(out, key), &facts[i], scan->histograms, 1);
    }
    return RVA_OK;
}

static rva_status source_first_day(rva__cell_source *source, uint32_t families, int32_t *day,
                                   rva_error *err)
{
    (void)source;
    (void)err;
    *day = RVA__DAY_NONE;
    for (size_t i = 0; i < fact_count; i++)
        if (families >> facts[i].family & 1 && rva__zone_day(zone, facts[i].at) < *day)
            *day = rva__zone_day(zone, facts[i].at);
    return RVA_OK;
}

static rva_status source_notes(rva__cell_source *source, int64_t from_at, int64_t to_at,
                               rva__note_fn take, void *context, rva_error *err)
{
    (void)source;
    for (size_t i = 0; i < note_count; i++)
        if (rva__note_touches(notes[i].happened_at, notes[i].until_at, from_at, to_at)) {
            const rva_status status = take(&notes[i], context, err);
            if (status != RVA_OK)
                return status;
        }
    return RVA_OK;
}

rva_settings *source_settings(void)
{
    return settings;
}

static rva_status source_open_since(rva__cell_source *source, const rva__conditions *where,
                                    int64_t now_at, int64_t since_at, rva__open_conversations *out,
                                    rva_error *err)
{
    (void)source;
    (void)now_at;
    (void)err;
    *out = (rva__open_conversations){0};
    for (size_t i = 0; i < open_count; i++) {
        if (open_ones[i].active_at < since_at || !rva__conditions_hold(where, open_ones[i].dims))
            continue;
        out->all++;
        out->without_lead += !open_ones[i].has_lead;
    }
    return RVA_OK;
}

static rva_status source_refusals(rva__cell_source *source, int64_t from_at, int64_t to_at,
                                  const rva__conditions *where, rva__refusal_fn take, void *context,
                                  rva_error *err)
{
    (void)source;
    for (size_t i = 0; i < refusal_count; i++) {
        uint32_t dims[RVA__DIM_COUNT] = {0};
        dims[RVA__DIM_PLATFORM] = refusals[i].refusal.platform;
        if (refusals[i].at < from_at || refusals[i].at >= to_at ||
            !rva__conditions_hold(where, dims))
            continue;
        const rva_status status = take(&refusals[i].refusal, context, err);
        if (status != RVA_OK)
            return status;
    }
    return RVA_OK;
}

rva__cell_source *source_of_facts(void)
{
    static rva__cell_source source;
    source = (rva__cell_source){.scan = source_scan,
                                .text = source_text,
                                .value = source_value,
                                .value_count = source_value_count,
                                .first_day = source_first_day,
                                .open = source_open_since,
                                .notes = source_notes,
                                .refusals = source_refusals,
                                .settings = settings,
                                .zone = zone};
    return &source;
}

void source_begin(void)
{
    rva__buffer bytes = {0};
    rva_error err = RVA_ERROR_INIT;
    check(rva_settings_new(&settings, &err), &err);
    check(rva_settings_set(settings, "time_zone", "America/New_York", &err), &err);
    rva_settings_clear_stages(settings);
    rva_settings_clear_tiers(settings);
    check(rva_settings_add_stage(settings, "welcome", 1, &err), &err);
    check(rva_settings_add_stage(settings, "interest", 1, &err), &err);
    check(rva_settings_add_tier(settings, "premium", &err), &err);
    check(rva_settings_add_tier(settings, "standard", &err), &err);
    check(rva__zone_load("America/New_York", &bytes, &err), &err);
    check(rva__zone_new(bytes.data, bytes.size, &zone, &err), &err);
    rva__buffer_free(&bytes);
    value_of(RVA__DIM_STAGE, "welcome", true);
    value_of(RVA__DIM_STAGE, "interest", true);
    value_of(RVA__DIM_TIER, "premium", true);
    value_of(RVA__DIM_TIER, "standard", true);
}

void source_set(const char *name, const char *value)
{
    rva_error err = RVA_ERROR_INIT;
    check(rva_settings_set(settings, name, value, &err), &err);
}

void source_target(const char *kpi, double value)
{
    rva_error err = RVA_ERROR_INIT;
    check(rva_settings_set_target(settings, kpi, value, &err), &err);
}

void source_end(void)
{
    rva_report_free(report);
    rva_settings_free(settings);
    rva__zone_free(zone);
    cr_expect_eq(rva__alloc_live(), 0);
}

/** Takes "name=value" off a list with ";" between. */
static bool take(const char **list, char name[32], char value[64])
{
    if (!*list || **list == '\0')
        return false;
    cr_assert_eq(sscanf(*list, "%31[^=]=%63[^;]", name, value), 2, "%s", *list);
    *list = strchrnul(*list, ';');
    *list += **list == ';';
    return true;
}

static int histogram_named(const char *name)
{
    for (int i = 0; i < RVA__HISTOGRAM_COUNT; i++)
        if (rva__histogram_name(i) && strcmp(rva__histogram_name(i), name) == 0)
            return i;
    cr_assert_fail("no histogram %s", name);
    return -1;
}

static void put_histograms(rva__fact *fact, const char *histograms)
{
    char name[32];
    char value[64];
    while (take(&histograms, name, value)) {
        const int kind = histogram_named(name);
        const bool is_score = kind == RVA__H_score_positive || kind == RVA__H_score_negative;
        fact->histograms[fact->histogram_count] = (uint8_t)kind;
        fact->buckets[fact->histogram_count++] =
            (uint16_t)(is_score ? (uint32_t)atoi(value) : rva__histogram_bucket(atoll(value)));
    }
}

static void put_dims(int family, const char *dimensions, uint32_t out[RVA__DIM_COUNT])
{
    char name[32];
    char value[64];
    for (int d = 0; d < RVA__DIM_COUNT; d++)
        out[d] = rva__family_dimensions(family) >> d & 1 ? RVA__VALUE_UNKNOWN : RVA__VALUE_NONE;
    while (take(&dimensions, name, value)) {
        const int dimension = rva__dimension_find(name, strlen(name));
        cr_assert_geq(dimension, 0, "no dimension %s", name);
        out[dimension] = value_of(dimension, value, true);
    }
}

void source_fact(const char *at, const char *dimensions, const char *measures,
                 const char *histograms)
{
    char name[32];
    char value[64];
    cr_assert_lt(fact_count, FACTS_MAX);
    rva__fact *fact = &facts[fact_count++];
    *fact = (rva__fact){.at = source_at(at), .entry = -1};
    while (take(&measures, name, value)) {
        const int measure = rva__measure_find(name, strlen(name));
        cr_assert_geq(measure, 0, "no measure %s", name);
        fact->family = (uint8_t)rva__measure_family(measure);
        fact->measures[fact->measure_count] = (uint16_t)measure;
        fact->values[fact->measure_count++] = atoll(value);
    }
    put_dims(fact->family, dimensions, fact->dims);
    put_histograms(fact, histograms);
}

void source_open(const char *active_at, const char *dimensions, bool has_lead)
{
    cr_assert_lt(open_count, OPEN_MAX);
    struct open_one *one = &open_ones[open_count++];
    one->active_at = source_at(active_at);
    one->has_lead = has_lead;
    put_dims(RVA__FAMILY_CONVERSATION, dimensions, one->dims);
}

void source_note(const char *id, const char *at, const char *until, const char *text)
{
    cr_assert_lt(note_count, NOTES_MAX);
    notes[note_count++] = (rva__note){.note = id,
                                      .text = text,
                                      .happened_at = source_at(at),
                                      .until_at = until ? source_at(until) : RVA_ABSENT};
}

void source_refusal(const char *at, const char *platform, int verdict, const char *reason)
{
    cr_assert_lt(refusal_count, REFUSALS_MAX);
    refusals[refusal_count].at = source_at(at);
    refusals[refusal_count++].refusal =
        (rva__refusal){.verdict = verdict,
                       .platform = value_of(RVA__DIM_PLATFORM, platform, true),
                       .reason = reason};
}

rva_query source_query(void)
{
    rva_query query = RVA_QUERY_INIT;
    query.from_at = source_at("2026-03-01T05:00:00Z");
    query.to_at = source_at("2026-03-04T05:00:00Z");
    query.now_at = source_at("2026-03-04T15:00:00Z");
    return query;
}

const rva_report *source_report(const char *name, const rva_query *query)
{
    rva_error err = RVA_ERROR_INIT;
    rva_report_free(report);
    report = NULL;
    check(rva__report_run(source_of_facts(), name, query, &report, &err), &err);
    return report;
}

size_t source_rows(const char *table)
{
    cr_assert_not_null(rva_report_table(report, table), "%s", table);
    return rva_table_row_count(rva_report_table(report, table));
}

const void *source_row(const char *table, size_t index)
{
    cr_assert_lt(index, source_rows(table), "%s has %zu rows", table, source_rows(table));
    return rva_table_row_at(rva_report_table(report, table), index);
}

/*
 *      27 Feb        1 March              2 March                3 March
 *
 *      sold          A google ann         C google ann           C is returned
 *      10,000        Brooklyn, 10 min     Queens, 20 min
 *                    sold to Solar        sold to Modern
 *                    27,500 premium       12,500 standard
 *                    B bing bob, lost
 *                    in welcome
 *      offers        Solar accepted       Modern accepted,
 *                    Modern rejected      then returned
 *                                         Solar silent
 */
void source_three_days(void)
{
    const char *a = "source=google;agent=ann;borough=Brooklyn;path=welcome > interest";
    const char *b = "source=bing;agent=bob;borough=Queens;path=welcome";
    const char *c = "source=google;agent=ann;borough=Queens;path=welcome > interest";
    const char *sold_a = "source=google;agent=ann;borough=Brooklyn;path=welcome > interest;"
                         "tier=premium;platform=Solar";
    const char *sold_c = "source=google;agent=ann;borough=Queens;path=welcome > interest;"
                         "tier=standard;platform=Modern";
    source_fact("2026-02-27T15:00:00Z", sold_a, "sales=1;revenue_gross_minor=10000", NULL);
    source_fact("2026-02-27T15:00:00Z", a, "conversations=1;conversations_completed=1", NULL);

    source_fact("2026-03-01T15:00:00Z", a,
                "conversations=1;conversations_completed=1;conversations_qualified=1;"
                "conversations_sold=1;duration_ms=600000",
                "duration=600000");
    source_fact("2026-03-01T16:00:00Z", b, "conversations=1;conversations_abandoned=1", NULL);
    source_fact("2026-03-02T15:00:00Z", c,
                "conversations=1;conversations_completed=1;conversations_qualified=1;"
                "duration_ms=1200000",
                "duration=1200000");

    source_fact("2026-03-01T15:00:00Z", "agent=ann;stage=welcome",
                "stage_entered=1;stage_completed=1;stage_visits=1;stage_closed_visits=1;"
                "stage_ms=60000",
                "stage=60000");
    source_fact("2026-03-01T16:00:00Z", "agent=bob;stage=welcome",
                "stage_entered=1;stage_dropped=1;stage_visits=2;drop_in_stage=1", NULL);
    source_fact("2026-03-02T15:00:00Z", "agent=ann;stage=upsell",
                "stage_entered=1;stage_passed=1;stage_visits=1", NULL);
    source_fact("2026-03-01T15:00:00Z", "agent=ann",
                "response_count=2;response_ms=40;quality_count=1;quality_micro=800000",
                "response=10;response=30");

    source_fact("2026-03-01T15:05:00Z", "tier=premium;borough=Brooklyn", "leads=1", NULL);
    source_fact("2026-03-02T15:05:00Z", "tier=standard;borough=Queens", "leads=1", NULL);
    source_fact("2026-03-01T18:00:00Z", sold_a,
                "leads_sold=1;leads_payable_booked=1;leads_payable_restated=1", NULL);
    source_fact("2026-03-02T18:00:00Z", sold_c, "leads_sold=1;leads_payable_booked=1", NULL);
    source_fact("2026-03-03T18:00:00Z", sold_c, "leads_payable_booked=-1", NULL);

    source_fact("2026-03-01T18:00:00Z", sold_a, "sales=1;revenue_gross_minor=27500", NULL);
    source_fact("2026-03-02T18:00:00Z", sold_c,
                "sales=1;revenue_gross_minor=12500;returns_restated_minor=-12500", NULL);
    source_fact("2026-03-03T18:00:00Z", sold_c, "returns_booked_minor=-12500", NULL);

    source_fact("2026-03-01T15:10:00Z", "tier=premium;platform=Solar",
                "offers=1;offers_delivered=1;offers_accepted=1;offers_answered=1;"
                "offer_response_ms=3600000;rating_count=1;rating_micro=9000000;true_positive=1;"
                "brier_nano=10000000",
                "score_positive=900");
    source_fact("2026-03-01T15:10:00Z", "tier=premium;platform=Modern",
                "offers=1;offers_delivered=1;offers_rejected=1;offers_answered=1;"
                "offer_response_ms=7200000;true_negative=1;brier_nano=40000000",
                "score_negative=200");
    source_fact("2026-03-02T15:10:00Z", "tier=standard;platform=Modern",
                "offers=1;offers_delivered=1;offers_accepted=1;offers_returned=1;"
                "offers_answered=1;offer_response_ms=7200000;false_positive=1;"
                "brier_nano=640000000",
                "score_negative=800");
    source_fact("2026-03-02T15:10:00Z", "tier=standard;platform=Solar", "offers=1;offers_pending=1",
                NULL);
    source_fact("2026-03-01T05:00:00Z", "source=google", "cost_minor=5000", NULL);
}
