/**
 * @file cli/render_kpis.c
 * KPI rows: in groups, with what they were before and what they should be.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <revanalytics/schema.h>

#include "render.h"

typedef enum group {
    REVENUE = 0,
    LEADS,
    CONVERSATIONS,
    BUYERS,
    QUALITY,
    OTHER,
    GROUPS,
} group;

/* What a KPI is called and whether less of it is better; a name may be the start of several. */
static const struct {
    const char *name;
    group group;
    const char *label; /* NULL: from the name */
    bool is_less_better;
} known[] = {
    {"revenue_net", REVENUE, "Net revenue", false},
    {"revenue_gross", REVENUE, "Gross revenue", false},
    {"revenue_mature", REVENUE, "Past the return window", false},
    {"revenue_provisional", REVENUE, "Still returnable", false},
    {"revenue_", REVENUE, NULL, false},
    {"growth", REVENUE, "Growth", false},
    {"run_rate_daily", REVENUE, "Run rate, a day", false},
    {"run_rate_weekly", REVENUE, "Run rate, a week", false},
    {"run_rate_monthly", REVENUE, "Run rate, 30 days", false},
    {"mrr", REVENUE, "Last 30 days", false},
    {"needed_growth", REVENUE, NULL, false},
    {"cost", REVENUE, NULL, true},
    {"roas", REVENUE, "Return on cost", false},
    {"leads_qualified", LEADS, "Qualified", false},
    {"leads_sold", LEADS, "Sold", false},
    {"leads_payable", LEADS, "Payable", false},
    {"qualified_rate", LEADS, "Qualified rate", false},
    {"sold_rate", LEADS, "Sold rate", false},
    {"leads_", LEADS, NULL, false},
    {"conversations_lost", CONVERSATIONS, "Lost", true},
    {"conversations_disqualified", CONVERSATIONS, "Disqualified", true},
    {"conversations_completed", CONVERSATIONS, "Completed", false},
    {"conversations_open", CONVERSATIONS, "Open", false},
    {"conversations", CONVERSATIONS, "Started", false},
    {"lost", CONVERSATIONS, "Lost", true},
    {"disqualified", CONVERSATIONS, "Disqualified", true},
    {"completed", CONVERSATIONS, "Completed", false},
    {"open", CONVERSATIONS, "Open", false},
    {"completion_rate", CONVERSATIONS, "Completion rate", false},
    {"duration_mean", CONVERSATIONS, "Duration, mean", true},
    {"duration_p50", CONVERSATIONS, "Duration, median", true},
    {"duration_p90", CONVERSATIONS, "Duration, 90 %", true},
    {"duration_", CONVERSATIONS, NULL, true},
    {"delivery_rate", BUYERS, "Delivered", false},
    {"acceptance_rate", BUYERS, "Accepted", false},
    {"return_rate", BUYERS, "Returned", true},
    {"value_per_sale", BUYERS, "Value per sale", false},
    {"response_hours_mean", BUYERS, "Response, mean", true},
    {"response_hours_p50", BUYERS, "Response, median", true},
    {"rating_mean", BUYERS, "Rating", false},
    {"prediction_accuracy", QUALITY, "Predicted right", false},
    {"false_positive_share", QUALITY, "False positives", true},
    {"false_negative_share", QUALITY, "False negatives", true},
    {"brier", QUALITY, "Brier score", true},
    {"ece", QUALITY, "Calibration error", true},
    {"auc", QUALITY, "AUC", false},
    {"tier_accuracy", QUALITY, "Tier right", false},
    {"value_accuracy", QUALITY, "Value right", false},
};

static const char *const group_names[GROUPS] = {"Revenue", "Leads",   "Conversations",
                                                "Buyers",  "Quality", "Other"};

enum { KNOWN = sizeof known / sizeof *known };

/* Number of the entry of a KPI, or KNOWN. */
static size_t find(const char *kpi)
{
    for (size_t i = 0; i < KNOWN; i++) {
        const size_t length = strlen(known[i].name);
        const bool is_start = known[i].label == NULL;
        if (is_start ? strncmp(known[i].name, kpi, length) == 0 : strcmp(known[i].name, kpi) == 0)
            return i;
    }
    return KNOWN;
}

/* A real column as its KPI's unit shows it. */
static void show(const rendering *now, char out[FORMAT_BYTES], unit what, rva_value value)
{
    if (what == UNIT_COUNT && value.has)
        value.integer = llround(value.real);
    column_show(out, now->screen, now->info.currency, what, &value);
}

static void add_change(const rendering *now, grid *into, const rva_table *table, size_t row,
                       unit what, bool is_less_better)
{
    const rva_value change = column_value(table, row, "change");
    if (!change.has) {
        const bool is_new = column_value(table, row, "is_new").integer == 1;
        grid_cell(into, STYLE_DIM, is_new ? "new" : "");
        return;
    }
    char figure[FORMAT_BYTES];
    char shown[2 * FORMAT_BYTES];
    const double size = fabs(change.real);
    format_rate(figure, size);
    if (what == UNIT_RATE)
        snprintf(figure, sizeof figure, "%.1f pts", size * 100);
    const bool is_same = size < 0.0005;
    const symbol arrow = is_same ? SYMBOL_SAME : change.real > 0 ? SYMBOL_UP : SYMBOL_DOWN;
    const bool is_good = (change.real > 0) != is_less_better;
    snprintf(shown, sizeof shown, "%s %s", terminal_symbol(now->screen, arrow), figure);
    grid_cell(into, is_same ? STYLE_DIM : is_good ? STYLE_GOOD : STYLE_BAD, shown);
}

static void show_part(const rendering *now, char out[FORMAT_BYTES], bool is_money, int64_t part)
{
    if (is_money)
        format_money(out, now->screen, now->info.currency, part);
    else
        format_count(out, part);
}

/* "185 of 285, 3 open, 2 not counted", or for money by piece "from 142". */
static void add_basis(const rendering *now, grid *into, const rva_table *table, size_t row,
                      unit what)
{
    const rva_value above = column_value(table, row, "numerator");
    const rva_value below = column_value(table, row, "denominator");
    const rva_value open = column_value(table, row, "open");
    char counts[2][FORMAT_BYTES];
    char shown[5 * FORMAT_BYTES] = "";
    const char *kpi = column_value(table, row, "kpi").text;
    const bool is_growth = strcmp(kpi, "growth") == 0;
    const bool is_money = is_growth || what == UNIT_MONEY || strcmp(kpi, "value_accuracy") == 0;
    if (above.has && below.has && (what == UNIT_RATE || what == UNIT_MONEY)) {
        show_part(now, counts[0], is_money, above.integer);
        show_part(now, counts[1], is_money && what == UNIT_RATE, below.integer);
        snprintf(shown, sizeof shown, "%s %s %s%s", counts[0],
                 is_growth            ? "after"
                 : what == UNIT_MONEY ? "by"
                                      : "of",
                 counts[1], strncmp(kpi, "run_rate", 8) == 0 ? " days" : "");
    }
    if (open.has && open.integer > 0) {
        const size_t used = strlen(shown);
        format_count(counts[0], open.integer);
        snprintf(shown + used, sizeof shown - used, "%s%s open", used ? ", " : "", counts[0]);
    }
    const rva_value excluded = column_value(table, row, "excluded");
    if (excluded.has && excluded.integer > 0) {
        const size_t used = strlen(shown);
        format_count(counts[0], excluded.integer);
        snprintf(shown + used, sizeof shown - used, "%s%s not counted", used ? ", " : "",
                 counts[0]);
    }
    grid_cell(into, STYLE_DIM, shown);
}

static void add_interval(const rendering *now, grid *into, const rva_table *table, size_t row)
{
    const rva_value lower = column_value(table, row, "lower");
    const rva_value upper = column_value(table, row, "upper");
    char shown[FORMAT_BYTES] = "";
    if (lower.has && upper.has)
        column_show_interval(shown, now->screen, &lower, &upper);
    grid_cell(into, STYLE_DIM, shown);
}

static void add_target(const rendering *now, grid *into, const rva_table *table, size_t row,
                       unit what, bool is_less_better)
{
    const rva_value status = column_value(table, row, "status");
    char goal[FORMAT_BYTES];
    char shown[2 * FORMAT_BYTES] = "";
    if (!status.has) {
        grid_cell(into, STYLE_PLAIN, "");
        return;
    }
    const bool is_met = strcmp(status.text, is_less_better ? "above" : "below") != 0;
    const rva_value target = column_value(table, row, "target");
    column_show(goal, now->screen, now->info.currency, what, &target);
    snprintf(shown, sizeof shown, "%s %.16s %s",
             terminal_symbol(now->screen, is_met ? SYMBOL_YES : SYMBOL_NO), status.text, goal);
    grid_cell(into, is_met ? STYLE_GOOD : STYLE_BAD, shown);
}

static void add_label(grid *into, const char *kpi)
{
    const size_t entry = find(kpi);
    char label[HEADING_BYTES];
    column_heading(label, kpi);
    grid_cell(into, STYLE_PLAIN, entry < KNOWN && known[entry].label ? known[entry].label : label);
}

static bool is_less_better_of(const char *kpi)
{
    const size_t entry = find(kpi);
    return entry < KNOWN && known[entry].is_less_better;
}

static void add_row(const rendering *now, grid *into, const rva_table *table, size_t row)
{
    const char *kpi = column_value(table, row, "kpi").text;
    const rva_value unit_value = column_value(table, row, "unit");
    const unit what = column_unit_named(unit_value.has ? unit_value.text : "");
    const rva_value value = column_value(table, row, "value");
    char shown[FORMAT_BYTES];
    add_label(into, kpi);
    show(now, shown, what, value);
    grid_cell(into, value.has ? STYLE_STRONG : STYLE_DIM, shown);
    add_change(now, into, table, row, what, is_less_better_of(kpi));
    const rva_value before = column_value(table, row, "previous");
    show(now, shown, what, before);
    grid_cell(into, STYLE_DIM, before.has ? shown : "");
    add_basis(now, into, table, row, what);
    add_interval(now, into, table, row);
    add_target(now, into, table, row, what, is_less_better_of(kpi));
}

static group group_of(const rva_table *table, size_t row)
{
    const size_t entry = find(column_value(table, row, "kpi").text);
    return entry < KNOWN ? known[entry].group : OTHER;
}

/* Figures that do not arise here, such as the buyers' where there are none, are left out. */
static bool is_worth_showing(const rva_table *table, size_t row, group which)
{
    return which == LEADS || which == CONVERSATIONS || column_value(table, row, "value").has ||
           column_value(table, row, "previous").has ||
           column_value(table, row, "is_new").integer == 1;
}

static void add_group(const rendering *now, grid *into, const rva_table *table, group which)
{
    bool has_heading = false;
    for (size_t row = 0; row < rva_table_row_count(table); row++) {
        if (group_of(table, row) != which || !is_worth_showing(table, row, which))
            continue;
        if (!has_heading)
            grid_heading(into, group_names[which]);
        has_heading = true;
        add_row(now, into, table, row);
    }
}

/* Says which figures are left out because they do not arise. */
static void render_valueless(const rendering *now, const rva_table *table)
{
    text names = {0};
    size_t count = 0;
    for (size_t row = 0; row < rva_table_row_count(table); row++)
        if (!is_worth_showing(table, row, group_of(table, row)))
            text_print(&names, "%s%s", count++ > 0 ? ", " : "",
                       column_value(table, row, "kpi").text);
    render_empty(now, count, "figure", names.bytes);
    text_free(&names);
}

void render_kpis(const rendering *now, const rva_table *table)
{
    grid *into = grid_new(now->screen);
    grid_column(into, "", ALIGN_LEFT, 0);
    grid_column(into, "", ALIGN_RIGHT, 0);
    grid_column(into, "Change", ALIGN_RIGHT, 1);
    grid_column(into, "Before", ALIGN_RIGHT, 3);
    grid_column(into, "Parts", ALIGN_LEFT, 4);
    grid_column(into, "95 %", ALIGN_LEFT, 5);
    grid_column(into, "Target", ALIGN_LEFT, 2);
    for (group which = REVENUE; which < GROUPS; which++)
        add_group(now, into, table, which);
    if (strcmp(rva_table_name(table), "kpis") == 0)
        text_put(now->to, "\n");
    else
        render_heading(now, rva_table_name(table));
    render_grid(now, into, 0); /* a list to be read once */
    render_valueless(now, table);
}

void render_comparison(const rendering *now, const rva_table *table)
{
    static const char *const columns[] = {"today", "yesterday_same_time", "yesterday_full"};
    grid *into = grid_new(now->screen);
    grid_column(into, "", ALIGN_LEFT, 0);
    grid_column(into, "Today", ALIGN_RIGHT, 0);
    grid_column(into, "Yesterday so far", ALIGN_RIGHT, 1);
    grid_column(into, "Yesterday", ALIGN_RIGHT, 3);
    grid_column(into, "Change", ALIGN_RIGHT, 2);
    for (size_t row = 0; row < rva_table_row_count(table); row++) {
        const char *kpi = column_value(table, row, "metric").text;
        const unit what = column_unit_named(column_value(table, row, "unit").text);
        add_label(into, kpi);
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
            char shown[FORMAT_BYTES];
            show(now, shown, what, column_value(table, row, columns[i]));
            grid_cell(into, i == 0 ? STYLE_STRONG : STYLE_DIM, shown);
        }
        add_change(now, into, table, row, what, is_less_better_of(kpi));
    }
    render_heading(now, rva_table_name(table));
    render_grid(now, into, rva_table_row_count(table));
}

/* The unit of a metric. */
static unit unit_of_metric(const char *name)
{
    const rva_metric_schema *metric;
    for (size_t i = 0; (metric = rva_metric_schema_at(i)) != NULL; i++)
        if (strcmp(metric->name, name) == 0)
            return column_unit_named(metric->unit);
    return UNIT_REAL;
}

static void add_alert(const rendering *now, grid *into, const rva_table *table, size_t row)
{
    const char *kpi = column_value(table, row, "metric").text;
    const rva_value above = column_value(table, row, "numerator");
    const rva_value below = column_value(table, row, "denominator");
    const rva_value relative = column_value(table, row, "relative");
    const char *severity = column_value(table, row, "severity").text;
    const bool is_critical = strcmp(severity, "critical") == 0;
    const unit what = unit_of_metric(kpi);
    char shown[3 * FORMAT_BYTES];
    add_label(into, kpi);
    show(now, shown, what, column_value(table, row, "value"));
    grid_cell(into, STYLE_STRONG, shown);
    show(now, shown, what, column_value(table, row, "goal"));
    grid_cell(into, STYLE_PLAIN, shown);
    column_show(shown, now->screen, now->info.currency, UNIT_RATE, &relative);
    grid_cell(into, is_critical ? STYLE_BAD : STYLE_WARN, shown);
    grid_cell(into, is_critical ? STYLE_BAD : STYLE_WARN, severity);
    add_interval(now, into, table, row);
    shown[0] = '\0';
    if (what == UNIT_RATE && above.has && below.has) {
        char counts[2][FORMAT_BYTES];
        show_part(now, counts[0], strcmp(kpi, "growth") == 0, above.integer);
        show_part(now, counts[1], strcmp(kpi, "growth") == 0, below.integer);
        snprintf(shown, sizeof shown, "%s of %s", counts[0], counts[1]);
    }
    grid_cell(into, STYLE_DIM, shown);
}

void render_alerts(const rendering *now, const rva_table *table)
{
    render_heading(now, "targets_missed");
    if (rva_table_row_count(table) == 0) {
        terminal_put(now->screen, now->to, STYLE_DIM, "  none on the 30 days before today\n");
        return;
    }
    grid *into = grid_new(now->screen);
    grid_column(into, "", ALIGN_LEFT, 0);
    grid_column(into, "30 days", ALIGN_RIGHT, 0);
    grid_column(into, "Goal", ALIGN_RIGHT, 1);
    grid_column(into, "Apart", ALIGN_RIGHT, 2);
    grid_column(into, "Severity", ALIGN_LEFT, 3);
    grid_column(into, "95 %", ALIGN_LEFT, 5);
    grid_column(into, "Parts", ALIGN_LEFT, 4);
    for (size_t row = 0; row < rva_table_row_count(table); row++)
        add_alert(now, into, table, row);
    render_grid(now, into, rva_table_row_count(table));
}
