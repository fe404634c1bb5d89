/**
 * @file metrics/question.c
 * Queries read, and sources asked.
 */
#include "metrics/question.h"

#include "core/error.h"
#include "metrics/filters.h"

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
    RVA__TRY(rva__filters_read(query, source, &out->where, err));
    out->families = rva__families_with(rva__conditions_dims(&out->where));
    return RVA_OK;
}

static const char *const mode_names[] = {
    [RVA_MODE_DEFAULT] = "default",
    [RVA_MODE_BOOKED] = "booked",
    [RVA_MODE_RESTATED] = "restated",
};

rva_status rva__question_report(const rva__question *question, const char *name, bool compares,
                                rva_report **out, rva_error *err)
{
    const rva__periods *periods = &question->periods;
    const bool is_compared = compares && periods->is_compared;
    const rva_report_info info = {
        .report = name,
        .from_at = periods->asked.from_at,
        .to_at = periods->asked.to_at,
        .previous_from_at = is_compared ? periods->previous.from_at : RVA_ABSENT,
        .previous_to_at = is_compared ? periods->previous.to_at : RVA_ABSENT,
        .now_at = question->query.now_at,
        .mode = mode_names[question->query.mode],
        .time_zone = question->source->settings->time_zone,
        .currency = question->source->settings->currency,
        .complete = !periods->partial,
    };
    rva_report *report;
    RVA__TRY(rva__report_new(&info, &report, err));
    const rva_status status = rva__filters_tell(&question->query, question->source, report, err);
    if (status == RVA_OK)
        *out = report;
    else
        rva_report_free(report);
    return status;
}

bool rva__question_restated(const rva__question *question, bool by_default)
{
    return question->query.mode == RVA_MODE_DEFAULT ? by_default
                                                    : question->query.mode == RVA_MODE_RESTATED;
}

const char *rva__mode_name(bool restated)
{
    return mode_names[restated ? RVA_MODE_RESTATED : RVA_MODE_BOOKED];
}

const char *rva__question_mode(const rva__question *question, bool by_default)
{
    return rva__mode_name(rva__question_restated(question, by_default));
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
        .where = &question->where,
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
