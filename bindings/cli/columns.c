/**
 * @file cli/columns.c
 * How a column of any report is shown.
 */
#include "columns.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Columns whose heading or place is not what their name alone would give. */
static const struct {
    const char *name;
    const char *heading; /* NULL: from the name */
    int rank;            /* 0: from the place */
} known[] = {
    {"revenue_net_minor", "Net revenue", 1},
    {"revenue_gross_minor", "Gross", 20},
    {"returns_minor", "Returns", 21},
    {"revenue_share", "Share", 2},
    {"leads_share", "Of leads", 22},
    {"revenue_per_lead_minor", "Per lead", 3},
    {"revenue_per_conversation_minor", "Per conversation", 14},
    {"value_per_sale_minor", "Per sale", 16},
    {"completion_of_entered", "Of entered", 4},
    {"completion_of_total", "Of all", 12},
    {"drop_of_entered", "Dropped of entered", 13},
    {"drop_of_total", "Dropped of all", 5},
    {"of_total", "Of all", 2},
    {"of_lost", "Of lost", 3},
    {"minutes_mean", "Mean", 15},
    {"minutes_p50", "Median", 6},
    {"minutes_p90", "90 %", 24},
    {"minutes_p95", "95 %", 25},
    {"response_ms_p50", "Response", 5},
    {"response_ms_p90", "Response 90 %", 23},
    {"response_hours_p50", "Response", 8},
    {"response_hours_mean", "Response mean", 26},
    {"rating_mean", "Rating", 9},
    {"quality_mean", "Quality", 24},
    {"lower", "95 %", 30},
    {"upper", NULL, 31},
    {"delivery_rate", "Delivery", 18},
    {"acceptance_rate", "Acceptance", 4},
    {"return_rate", "Return rate", 10},
    {"delivered", NULL, 27},
    {"timeout", NULL, 28},
    {"visits", NULL, 29},
    {"observations", NULL, 32},
    {"price_index", NULL, 1},
    {"factor_normalised", "Normalised", 0},
};

/* "_minor" as a part of "revenue_minor" or "minor_x", not of "minority". */
static bool has_part(const char *name, const char *part)
{
    const size_t length = strlen(part);
    for (const char *at = strstr(name, part); at != NULL; at = strstr(at + 1, part)) {
        const bool starts = at == name || at[-1] == '_';
        if (starts && (at[length] == '\0' || at[length] == '_'))
            return true;
    }
    return false;
}

static unit unit_of_real(const char *name)
{
    static const struct {
        const char *part;
        unit unit;
    } parts[] = {
        {"minor", UNIT_MONEY},   {"rate", UNIT_RATE},       {"share", UNIT_SHARE},
        {"of", UNIT_RATE},       {"lower", UNIT_RATE},      {"upper", UNIT_RATE},
        {"ms", UNIT_MS},         {"minutes", UNIT_MINUTES}, {"hours", UNIT_HOURS},
        {"change", UNIT_RATE},   {"growth", UNIT_RATE},     {"attainment", UNIT_RATE},
        {"relative", UNIT_RATE},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (has_part(name, parts[i].part))
            return parts[i].unit;
    }
    return UNIT_REAL;
}

static unit unit_of(const char *name, int64_t type)
{
    switch (type) {
    case RVA_COLUMN_INTEGER:
        return has_part(name, "ms")        ? UNIT_MS
               : has_part(name, "minutes") ? UNIT_MINUTES
                                           : UNIT_COUNT;
    case RVA_COLUMN_REAL:
        return unit_of_real(name);
    case RVA_COLUMN_INSTANT:
        return UNIT_INSTANT;
    case RVA_COLUMN_FLAG:
        return UNIT_FLAG;
    case RVA_COLUMN_MONEY:
        return UNIT_MONEY;
    default:
        return UNIT_TEXT;
    }
}

void column_heading(char out[HEADING_BYTES], const char *name)
{
    static const char *const endings[] = {"_minor", "_share"};
    snprintf(out, HEADING_BYTES, "%s", name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const size_t length = strlen(out);
        const size_t ending = strlen(endings[i]);
        if (length > ending && strcmp(out + length - ending, endings[i]) == 0)
            out[length - ending] = '\0';
    }
    for (char *at = out; *at != '\0'; at++)
        *at = *at == '_' ? ' ' : *at;
    out[0] = (char)toupper((unsigned char)out[0]);
}

/* "day_at" is hidden when there is a "day" that names the same in local words. */
static bool has_label(const rva_table *table, const char *name)
{
    char label[HEADING_BYTES];
    snprintf(label, sizeof label, "%s", name);
    const size_t length = strlen(label);
    if (length <= 3 || strcmp(label + length - 3, "_at") != 0)
        return false;
    label[length - 3] = '\0';
    return rva_table_column_find(table, label) >= 0;
}

column_look column_look_at(const rva_table *table, size_t column)
{
    const char *name = rva_table_column_name(table, column);
    column_look look = {0};
    look.unit = unit_of(name, rva_table_column_type(table, column));
    look.is_interval =
        strcmp(name, "lower") == 0 && rva_table_column_find(table, "upper") == (int64_t)column + 1;
    look.is_hidden = (look.unit == UNIT_INSTANT && has_label(table, name)) ||
                     (strcmp(name, "upper") == 0 && column > 0 &&
                      strcmp(rva_table_column_name(table, column - 1), "lower") == 0);
    look.has_bar = (look.unit == UNIT_RATE || look.unit == UNIT_SHARE) &&
                   (strcmp(name, "revenue_share") == 0 || strcmp(name, "of_total") == 0);
    /* Paths differ in where they end. */
    look.align = look.unit != UNIT_TEXT      ? ALIGN_RIGHT
                 : strcmp(name, "path") == 0 ? ALIGN_TAIL
                                             : ALIGN_LEFT;
    look.rank = column == 0 ? 0 : 7 + (int)column / 4;
    column_heading(look.heading, name);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].name, name) == 0) {
            /* Paths differ in where they end. */
            look.align = look.unit != UNIT_TEXT      ? ALIGN_RIGHT
                         : strcmp(name, "path") == 0 ? ALIGN_TAIL
                                                     : ALIGN_LEFT;
            look.rank = column == 0 ? 0 : known[i].rank;
            if (known[i].heading != NULL)
                snprintf(look.heading, sizeof look.heading, "%s", known[i].heading);
        }
    }
    return look;
}

/* "2026-03-01 14:03:22Z" */
static void show_instant(char out[FORMAT_BYTES], int64_t at)
{
    char whole[RVA_INSTANT_BYTES];
    rva_instant_format(at, whole);
    snprintf(out, FORMAT_BYTES, "%.10s %.8sZ", whole, whole + 11);
}

void column_show(char out[FORMAT_BYTES], const terminal *of, const char *currency, unit what,
                 const rva_value *value)
{
    if (!value->has || (value->type == RVA_COLUMN_REAL && isnan(value->real))) {
        snprintf(out, FORMAT_BYTES, "%s", terminal_symbol(of, SYMBOL_NONE));
        return;
    }
    switch (what) {
    case UNIT_COUNT:
        format_count(out, value->integer);
        break;
    case UNIT_MONEY:
        format_money(out, of, currency,
                     value->type == RVA_COLUMN_REAL ? llround(value->real) : value->integer);
        break;
    case UNIT_RATE:
        format_rate(out, value->real);
        break;
    case UNIT_SHARE:
        snprintf(out, FORMAT_BYTES, "%.2f %%", value->real * 100);
        break;
    case UNIT_MS:
        format_minutes(out, value->real / 60000);
        break;
    case UNIT_MINUTES:
        format_minutes(out, value->real);
        break;
    case UNIT_HOURS:
        format_minutes(out, value->real * 60);
        break;
    case UNIT_INSTANT:
        show_instant(out, value->integer);
        break;
    case UNIT_FLAG:
        snprintf(out, FORMAT_BYTES, "%s", value->integer ? "yes" : "");
        break;
    default:
        format_real(out, value->real);
    }
}

unit column_unit_of_row(const rva_table *table, size_t row, const column_look *look)
{
    const rva_value metric = column_value(table, row, "metric");
    const bool is_figure = look->unit == UNIT_REAL || look->unit == UNIT_COUNT;
    if (!metric.has || !is_figure)
        return look->unit;
    const unit what = unit_of_real(metric.text);
    return what == UNIT_REAL ? look->unit : what;
}

void column_show_interval(char out[FORMAT_BYTES], const terminal *of, const rva_value *lower,
                          const rva_value *upper)
{
    const char *dash = terminal_symbol(of, SYMBOL_DASH);
    if (lower->has && upper->has)
        snprintf(out, FORMAT_BYTES, "%.1f%s%.1f %%", lower->real * 100, dash, upper->real * 100);
    else
        snprintf(out, FORMAT_BYTES, "%s", terminal_symbol(of, SYMBOL_NONE));
}

rva_value column_value(const rva_table *table, size_t row, const char *name)
{
    const int64_t column = rva_table_column_find(table, name);
    return column < 0 ? (rva_value){0} : rva_table_value(table, row, (size_t)column);
}
