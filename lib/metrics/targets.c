/**
 * @file metrics/targets.c
 * Targets and their months.
 */
#include "metrics/targets.h"

#include <math.h>

#include "core/error.h"
#include "metrics/calendar.h"

enum { MONTH_DIGITS = 3, DECIMAL = 10 };

/** The month of "3"; 0 for what is none. */
static int32_t read_month(const char *text)
{
    int32_t month = 0;
    const size_t size = strlen(text);
    if (size == 0 || size > MONTH_DIGITS || text[0] == '0')
        return 0;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return 0;
        month = month * DECIMAL + (*text - '0');
    }
    return month;
}

rva__target_name rva__target_read(const char *target)
{
    static const char later[] = "_month_";
    rva__target_name name = {.kpi_size = strlen(target)};
    const char *month = strstr(target, later);
    if (month)
        name.month = read_month(month + sizeof later - 1);
    if (name.month > 0)
        name.kpi_size = (size_t)(month - target);
    name.metric = rva__metric_find(target, name.kpi_size);
    if (name.metric >= 0 && !rva__metric_at(name.metric)->schema.is_kpi)
        name.metric = -1;
    return name;
}

rva_status rva__targets_check(const rva_settings *settings, rva_error *err)
{
    for (size_t i = 0; i < settings->target_count; i++)
        if (rva__target_read(settings->targets[i].kpi).metric < 0)
            return rva__fail_field(
                err, RVA_INVALID, "targets",
                "setting \"targets\": there is no KPI \"%s\"; docs/kpis.md lists "
                "them, and _month_1 to _month_%d may follow a name",
                settings->targets[i].kpi, (int)RVA__TARGET_MONTH_MAX);
    return RVA_OK;
}

const char *rva__target_status(const rva__metric *metric, double value, double goal)
{
    if (isnan(value) || isnan(goal))
        return NULL;
    const int side = rva__metric_side(metric, value, goal);
    return side == 0 ? "on" : side > 0 ? "above" : "below";
}

int64_t rva__target_met(const rva__metric *metric, double value, double goal)
{
    if (isnan(value) || isnan(goal))
        return RVA_ABSENT;
    const bool less_is_better = metric->schema.direction == RVA_BETTER_LOWER;
    const int side = rva__metric_side(metric, value, goal);
    return side == 0 || (side > 0) != less_is_better;
}

rva_status rva__targets_begin(const rva__question *question, int32_t *day, rva_error *err)
{
    rva__cell_source *source = question->source;
    if (rva__day_read(source->settings->targets_from, day))
        return RVA_OK;
    return source->first_day(source, RVA__FAMILY_BIT(CONVERSATION) | RVA__FAMILY_BIT(MONEY), day,
                             err);
}

int32_t rva__target_month_start(const rva__zone *zone, int32_t begin, int32_t month)
{
    return rva__days_after(zone, begin, (month - 1) * RVA__TARGET_DAYS);
}

rva_status rva__net_of_days(const rva__question *question, int32_t first, int32_t end, int64_t *out,
                            rva_error *err)
{
    const rva__zone *zone = question->source->zone;
    const rva__period period = {rva__zone_day_start(zone, first), rva__zone_day_start(zone, end)};
    rva__totals totals = {0};
    *out = RVA_ABSENT;
    if (!(question->families & RVA__FAMILY_BIT(MONEY)))
        return RVA_OK;
    const rva_status status =
        rva__question_scan(question, period, (rva__wanted){RVA__FAMILY_BIT(MONEY), 0},
                           RVA__SCAN_WHOLE, NULL, &totals, err);
    *out = totals.count ? rva__total_net(&totals.items[0], rva__question_restated(question, false))
                        : 0;
    rva__totals_free(&totals);
    return status;
}

rva_status rva__monthly_growth(const rva__question *question, double *out, rva_error *err)
{
    const rva__zone *zone = question->source->zone;
    const int32_t end = rva__zone_day(zone, question->query.now_at) + 1;
    const int32_t first = rva__days_back(zone, end, RVA__TARGET_DAYS);
    int64_t now, before;
    RVA__TRY(rva__net_of_days(question, first, end, &now, err));
    RVA__TRY(rva__net_of_days(question, rva__days_back(zone, first, RVA__TARGET_DAYS), first,
                              &before, err));
    *out = before == RVA_ABSENT ? (double)NAN : rva__growth((double)now, (double)before);
    if (*out <= -1)
        *out = (double)NAN;
    return RVA_OK;
}
