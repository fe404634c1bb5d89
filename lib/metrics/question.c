/**
 * @file metrics/question.c
 * Queries read, and sources asked.
 */
#include "metrics/question.h"

#include "core/error.h"
#include "core/text.h"

/** The names of the dimensions. */
static const char *list_dimensions(char out[RVA_ERROR_MESSAGE_BYTES])
{
    out[0] = '\0';
    for (int i = 0; i < RVA__DIM_NAMED_COUNT; i++)
        rva__text_list(out, RVA_ERROR_MESSAGE_BYTES, rva__dimension_name(i),
                       i + 1 == RVA__DIM_NAMED_COUNT);
    return out;
}

static rva_status read_conditions(rva__question *question, rva_error *err)
{
    const rva_query *query = &question->query;
    if (query->where_count > RVA_FILTERS_MAX || (query->where_count > 0 && !query->where))
        return rva__fail_field(err, RVA_INVALID, "where", "at most %d conditions",
                               (int)RVA_FILTERS_MAX);
    char names[RVA_ERROR_MESSAGE_BYTES];
    uint32_t dims = 0;
    for (size_t i = 0; i < query->where_count; i++) {
        const rva_filter *filter = &query->where[i];
        if (!filter->dimension || !filter->value)
            return rva__fail_field(err, RVA_INVALID, "where", "a condition names both sides");
        const int dim = rva__dimension_find(filter->dimension, strlen(filter->dimension));
        if (dim < 0)
            return rva__fail_field(err, RVA_NOT_FOUND, "where", "no dimension \"%.40s\": %s",
                                   filter->dimension, list_dimensions(names));
        dims |= 1u << dim;
        uint32_t value = question->source->value(question->source, dim, filter->value);
        if (value == RVA__VALUE_NONE)
            value = RVA__VALUE_NONE - 1; /* a value that no record has */
        question->where[question->where_count++] = (rva__condition){dim, value};
    }
    question->families = rva__families_with(dims);
    return RVA_OK;
}

rva_status rva__question_read(rva__cell_source *source, const rva_query *query, rva__question *out,
                              rva_error *err)
{
    *out = (rva__question){.source = source, .query = *query};
    if (query->mode < RVA_MODE_DEFAULT || query->mode > RVA_MODE_RESTATED)
        return rva__fail_field(err, RVA_INVALID, "mode", "booked or restated");
    if (query->compare < RVA_COMPARE_DEFAULT || query->compare > RVA_COMPARE_NONE)
        return rva__fail_field(err, RVA_INVALID, "compare", "no such comparison");
    if (query->by < RVA_GRAIN_DEFAULT || query->by > RVA_GRAIN_YEAR)
        return rva__fail_field(err, RVA_INVALID, "by", "hour, day, week, month, quarter or year");
    const int64_t instants[] = {query->from_at, query->to_at, query->now_at};
    static const char *const names[] = {"from", "to", "now"};
    for (int i = 0; i < 3; i++)
        if (instants[i] != RVA_ABSENT &&
            (instants[i] < -RVA__DAY_US || instants[i] > RVA__INSTANT_MAX + 1))
            return rva__fail_field(err, RVA_INVALID, names[i], "between the years 1970 and 9999");
    RVA__TRY(
        rva__periods_read(query, source->zone, source->settings->week_start, &out->periods, err));
    return read_conditions(out, err);
}

rva_status rva__question_report(const rva__question *question, const char *name, rva_report **out,
                                rva_error *err)
{
    const rva_report_info info = {
        .report = name,
        .from_at = question->periods.asked.from_at,
        .to_at = question->periods.asked.to_at,
        .now_at = question->query.now_at,
        .time_zone = question->source->settings->time_zone,
        .currency = question->source->settings->currency,
        .complete = !question->periods.partial,
    };
    return rva__report_new(&info, out, err);
}

bool rva__question_restated(const rva__question *question, bool by_default)
{
    return question->query.mode == RVA_MODE_DEFAULT ? by_default
                                                    : question->query.mode == RVA_MODE_RESTATED;
}

bool rva__question_is_young(const rva__question *question)
{
    const rva__zone *zone = question->source->zone;
    const int32_t today = rva__zone_day(zone, question->query.now_at);
    const int32_t last = rva__zone_day(zone, question->periods.asked.to_at - 1);
    return today - last <= question->source->settings->return_window_days;
}

double rva__question_elapsed_days(const rva__question *question)
{
    return rva__periods_elapsed(&question->periods, question->source->zone, question->query.now_at);
}

/** Whether both net revenues of a total can be told. */
static bool has_net(const rva__total *total)
{
    const int64_t *m = total->values;
    int64_t kept, booked, restated;
    return !__builtin_add_overflow(m[RVA__M_revenue_gross_minor], m[RVA__M_adjustments_minor],
                                   &kept) &&
           !__builtin_add_overflow(kept, m[RVA__M_returns_booked_minor], &booked) &&
           !__builtin_add_overflow(kept, m[RVA__M_returns_restated_minor], &restated);
}

rva_status rva__totals_check(const rva__totals *totals, rva_error *err)
{
    bool fits = !totals->overflowed;
    if (totals->failed)
        return rva__fail_memory(err);
    for (uint32_t i = 0; i < totals->count && fits; i++)
        fits = has_net(&totals->items[i]);
    return fits ? RVA_OK
                : rva__fail(err, RVA_LIMIT, "a sum leaves 64 bits: ask for a shorter period");
}

rva_status rva__question_scan(const rva__question *question, rva__period period, rva__wanted wanted,
                              rva__scan_grain grain, const int *dims, rva__totals *out,
                              rva_error *err)
{
    rva__scan scan = {
        .from_at = period.from_at,
        .to_at = period.to_at,
        .now_at = question->query.now_at,
        .grain = grain,
        .families = wanted.families & question->families,
        .histograms = wanted.histograms,
        .where = question->where,
        .where_count = question->where_count,
    };
    while (dims && dims[scan.dim_count] >= 0) {
        scan.dims[scan.dim_count] = dims[scan.dim_count];
        scan.dim_count++;
    }
    rva__totals_reset(out, 1 + (uint32_t)scan.dim_count);
    if (!scan.families)
        return RVA_OK;
    RVA__TRY(question->source->scan(question->source, &scan, out, err));
    return rva__totals_check(out, err);
}
