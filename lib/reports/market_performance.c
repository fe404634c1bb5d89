/**
 * @file reports/market_performance.c
 * Where business comes from, and when: places, months, seasons, and the market there.
 */
#include <math.h>

#include "core/alloc.h"
#include "core/error.h"
#include "metrics/seasons.h"
#include "metrics/value.h"
#include "model/season_factors.h"
#include "model/zones.h"
#include "reports/report_definition.h"
#include "reports/run.h"

#define PLACE_COLUMNS                                                                              \
    RVA__METRIC(rva_place_row, conversations, conversations),                                      \
        RVA__METRIC(rva_place_row, qualified, qualified),                                          \
        RVA__METRIC(rva_place_row, qualified_rate, qualified_rate),                                \
        RVA__METRIC_INTERVAL(rva_place_row, qualified_rate),                                       \
        RVA__METRIC(rva_place_row, leads, leads_payable),                                          \
        RVA__METRIC(rva_place_row, sales, sales),                                                  \
        RVA__METRIC(rva_place_row, revenue_net_minor, revenue_net),                                \
        RVA__METRIC_SHARE(rva_place_row, revenue_share, revenue_net, "share of all net revenue"),  \
        RVA__METRIC(rva_place_row, revenue_per_lead_minor, revenue_per_lead)

static const rva__column_definition borough_columns[] = {
    RVA__KEY(rva_place_row, borough, 0, "borough of the conversation, or of the money"),
    PLACE_COLUMNS,
};

static const rva__column_definition zip_columns[] = {
    RVA__KEY(rva_place_row, zip, 0, "zip of the conversation, or of the money"),
    RVA__PLAIN(rva_place_row, borough, NONE, "the borough of that zip, else (unknown)"),
    PLACE_COLUMNS,
};

static const rva__column_definition month_columns[] = {
    RVA__FROM(rva_month_row, month_at, BUCKET_AT, INSTANT, 0, "first instant of the month"),
    RVA__FROM(rva_month_row, month, BUCKET, NONE, 0, "local month, 2026-02"),
    RVA__METRIC(rva_month_row, conversations, conversations),
    RVA__METRIC(rva_month_row, qualified, qualified),
    RVA__METRIC(rva_month_row, qualified_rate, qualified_rate),
    RVA__METRIC(rva_month_row, leads, leads_payable),
    RVA__METRIC(rva_month_row, sales, sales),
    RVA__METRIC(rva_month_row, revenue_net_minor, revenue_net),
    RVA__METRIC(rva_month_row, revenue_per_lead_minor, revenue_per_lead),
    RVA__MAYBE(rva_month_row, change, RATE, "revenue_net_minor / that of the month before - 1"),
    RVA__MAYBE(rva_month_row, factor, RATIO, "seasonal factor of the calendar month"),
    RVA__MAYBE(rva_month_row, adjusted_minor, MINOR, "revenue_net_minor / factor"),
    RVA__FROM(rva_month_row, partial, PARTIAL, FLAG, 0,
              "whether it is cut by the period, or not over at `now`"),
};

static const rva__column_definition season_columns[] = {
    RVA__PLAIN(rva_season_row, season, NONE, "spring (March to May), summer, fall or winter"),
    RVA__MAYBE(rva_season_row, factor, RATIO,
               "net revenue of a day against that of the year; a prior as it was given"),
    RVA__MAYBE(rva_season_row, factor_normalised, RATIO, "factor / mean of the four factors"),
    RVA__MAYBE(rva_season_row, source, NONE, "measured, or prior: the setting season_factors"),
};

static const rva__column_definition competition_columns[] = {
    RVA__PLAIN(rva_competition_row, area, NONE, "the borough or the zip"),
    RVA__PLAIN(rva_competition_row, kind, NONE, "borough or zip"),
    RVA__PLAIN(rva_competition_row, observations, COUNT, "observations of the market there"),
    RVA__MAYBE(rva_competition_row, competitors, RATIO,
               "mean number of competitors, of the observations that tell it"),
    RVA__MAYBE(rva_competition_row, market_price_minor, MINOR,
               "mean price, of the observations that tell it"),
    RVA__MAYBE(rva_competition_row, demand, RATIO, "mean demand, of the observations that tell it"),
    RVA__MAYBE(rva_competition_row, our_price_minor, MINOR, "gross of our sales there / sales"),
    RVA__PLAIN(rva_competition_row, sales, COUNT, "our sales there"),
    RVA__MAYBE(rva_competition_row, price_index, RATIO, "our_price_minor / market_price_minor"),
};

/** Says of each zip which borough it is in, whatever that of the conversations is. */
static rva_status fill_boroughs(rva__run *run, rva_table *table, rva_error *err)
{
    rva__cell_source *source = rva__run_question(run)->source;
    const size_t count = rva_table_row_count(table);
    for (size_t i = 0; i < count; i++) {
        rva_place_row *row = rva__table_row(table, i);
        const char *borough = rva__settings_borough(source->settings, row->zip);
        if (!borough)
            borough = source->text(source, RVA__DIM_BOROUGH, RVA__VALUE_UNKNOWN);
        row->borough = rva__table_text(table, borough);
        if (!row->borough)
            return rva__fail_memory(err);
    }
    return RVA_OK;
}

/** Compares each month with the one before and takes the season out of it. */
static rva_status fill_months(rva__run *run, rva_table *table, rva_error *err)
{
    const rva__question *question = rva__run_question(run);
    const size_t count = rva_table_row_count(table);
    const rva_month_row *before = NULL;
    rva__seasons seasons;
    RVA__TRY(rva__seasons_read(question, &seasons, err));
    for (size_t i = 0; i < count; i++) {
        rva_month_row *row = rva__table_row(table, i);
        const rva__civil date = rva__day_date(rva__zone_day(question->source->zone, row->month_at));
        const bool has_net = row->revenue_net_minor != RVA_ABSENT;
        row->factor = seasons.months[date.month - 1];
        row->change = row->adjusted_minor = (double)NAN;
        if (has_net && before && !before->partial && !row->partial)
            row->change =
                rva__growth((double)row->revenue_net_minor, (double)before->revenue_net_minor);
        if (has_net && row->factor > 0)
            row->adjusted_minor = (double)row->revenue_net_minor / row->factor;
        before = row;
    }
    return RVA_OK;
}

static rva_status add_seasons(rva__run *run, rva_table *table, rva_error *err)
{
    rva__seasons seasons;
    RVA__TRY(rva__seasons_read(rva__run_question(run), &seasons, err));
    rva__table_set_mode(table, rva__mode_name(false));
    for (int i = 0; i < RVA__SEASONS; i++) {
        rva_season_row *row = rva__table_add(table);
        if (!row)
            return rva__fail_memory(err);
        row->season = rva__season_name(i);
        row->factor = seasons.factors[i];
        row->factor_normalised = seasons.normalised[i];
        row->source = seasons.source;
    }
    return RVA_OK;
}

/** Adds an area with what was observed there and what was sold. */
static rva_status add_area(rva_table *table, const char *kind, const char *area, const int64_t *sum,
                           rva_error *err)
{
    rva_competition_row *row = rva__table_add(table);
    if (!row)
        return rva__fail_memory(err);
    row->area = rva__table_text(table, area);
    row->kind = kind;
    row->observations = sum[RVA__M_market_observations];
    row->competitors =
        rva__ratio(sum[RVA__M_market_competitors], sum[RVA__M_market_competitors_count]);
    row->market_price_minor =
        rva__ratio(sum[RVA__M_market_price_minor], sum[RVA__M_market_price_count]);
    row->demand =
        rva__ratio(sum[RVA__M_market_demand_micro], sum[RVA__M_market_demand_count]) / 1e6;
    row->our_price_minor = rva__ratio(sum[RVA__M_revenue_gross_minor], sum[RVA__M_sales]);
    row->sales = sum[RVA__M_sales];
    row->price_index =
        row->market_price_minor > 0 ? row->our_price_minor / row->market_price_minor : (double)NAN;
    return row->area ? RVA_OK : rva__fail_memory(err);
}

/** Adds the places of a dimension that were observed, by name. */
static rva_status add_areas(rva__run *run, int dimension, rva_table *table, rva_error *err)
{
    const rva__question *question = rva__run_question(run);
    const int dims[] = {dimension, -1};
    const rva__breakdown by = {RVA__ROWS_OF_VALUES, 1, {dimension}, 0, {0}, false};
    const rva__wanted wanted = {.families = RVA__FAMILY_BIT(MARKET) | RVA__FAMILY_BIT(MONEY)};
    const rva__totals *totals;
    rva__line *lines;
    RVA__TRY(rva__run_scan(run, dims, wanted, &totals, err));
    RVA__TRY(rva__breakdown_lines(question, &by, totals, &lines, err));
    rva_status status = RVA_OK;
    for (uint32_t i = 0; i < totals->count && status == RVA_OK; i++) {
        const int64_t *sum = totals->items[lines[i].index].values;
        if (sum[RVA__M_market_observations] > 0 && lines[i].values[0] != RVA__VALUE_UNKNOWN)
            status = add_area(table, rva__dimension_name(dimension), lines[i].names[0], sum, err);
    }
    rva__alloc_free(lines);
    return status;
}

/** Nothing under a condition that observations cannot meet. */
static rva_status add_competition(rva__run *run, rva_table *table, rva_error *err)
{
    if (!(rva__run_question(run)->families & RVA__FAMILY_BIT(MARKET)))
        return RVA_OK;
    RVA__TRY(add_areas(run, RVA__DIM_BOROUGH, table, err));
    return add_areas(run, RVA__DIM_ZIP, table, err);
}

static const rva__report_table tables[] = {
    {.table = RVA__TABLE("boroughs", rva_place_row, borough_columns, "a borough"),
     .by = {RVA__ROWS_OF_VALUES,
            1,
            {RVA__DIM_BOROUGH},
            2,
            {RVA__METRIC_revenue_net, RVA__METRIC_conversations},
            false}},
    {.table = RVA__TABLE("zips", rva_place_row, zip_columns, "a zip"),
     .by = {RVA__ROWS_OF_VALUES,
            1,
            {RVA__DIM_ZIP},
            2,
            {RVA__METRIC_revenue_net, RVA__METRIC_conversations},
            false},
     .fill = fill_boroughs},
    {.table = RVA__TABLE("months", rva_month_row, month_columns, "a calendar month of the period"),
     .by = {.rows = RVA__ROWS_OF_MONTHS},
     .fill = fill_months},
    {.table = RVA__TABLE("seasons", rva_season_row, season_columns,
                         "a season, whatever the period and the conditions"),
     .fill = add_seasons},
    {.table = RVA__TABLE("competition", rva_competition_row, competition_columns,
                         "a borough or a zip whose market was observed"),
     .fill = add_competition},
};

const rva__report_definition rva__report_market_performance = {
    .schema = {"market_performance", "Boroughs, zips, months, seasons and competition.",
               RVA__INPUTS_COMMON},
    .tables = tables,
    .table_count = sizeof tables / sizeof *tables,
};
