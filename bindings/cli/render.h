/**
 * @file cli/render.h
 * Reports as text for people.
 */
#ifndef RVA_CLI_RENDER_H
#define RVA_CLI_RENDER_H

#include <revanalytics/report.h>

#include "columns.h"

/** What is being drawn, and where to. */
typedef struct rendering {
    const terminal *screen;
    text *to;
    rva_store *store;     /**< knows the local dates */
    rva_report_info info; /**< of the report being drawn */
    size_t rows_max;      /**< rows of a table that are shown, 0 for all */
    size_t buckets_max;   /**< buckets of a series that are shown, 0 for all */
} rendering;

/** A whole report (render_report.c). */
void render_report(rendering *now, const rva_report *report);

/** The title and the period, what it is compared with, mode, conditions and warnings
 * (render_head.c). */
void render_head(const rendering *now, const rva_report *report);

/** Says that a table's mode is not that of the first table of the page (render_head.c). */
void render_mode(const rendering *now, const char *mode, const char *first);

/** The heading of a table (render_report.c). */
void render_heading(const rendering *now, const char *name);

/** How many rows are shown, at most `most` unless that is 0 (render_report.c). */
size_t render_row_limit(size_t rows, size_t most);

/** Says how many rows were not shown, when there are any (render_report.c). */
void render_left_out(const rendering *now, size_t shown, size_t rows);

/**
 * Draws a grid that is filled with `rows` rows, and frees it (render_grid.c).
 *
 * Columns that have no room are in blocks below, or are counted when there are many rows, or
 * `rows` is 0.
 */
void render_grid(const rendering *now, grid *drawn, size_t rows);

/** Says how many columns are not shown, `names` with ", " between (render_grid.c). */
void render_unshown(const rendering *now, size_t count, const char *names);

/** Says how many columns or figures (`what`) have no value at all (render_grid.c). */
void render_empty(const rendering *now, size_t count, const char *what, const char *names);

/** Notes with their texts whole (render_notes.c). */
void render_notes(const rendering *now, const rva_table *table);

/** Any table by its columns (render_table.c). */
void render_table(const rendering *now, const rva_table *table);

/** KPI rows in groups, with change and target (render_kpis.c). */
void render_kpis(const rendering *now, const rva_table *table);

/** KPIs of today beside yesterday's (render_kpis.c). */
void render_comparison(const rendering *now, const rva_table *table);

/** Targets missed (render_kpis.c). */
void render_alerts(const rendering *now, const rva_table *table);

/** Hours of a day, all of them (render_trends.c). */
void render_hours(const rendering *now, const rva_table *table);

/** Stages as a funnel (render_funnel.c). */
void render_stages(const rendering *now, const rva_table *table);

/** Where conversations stopped (render_funnel.c). */
void render_drop_offs(const rendering *now, const rva_table *table);

/** Days in a line (render_trends.c). */
void render_days(const rendering *now, const rva_table *table);

/** Buckets with bars (render_trends.c). */
void render_series(const rendering *now, const rva_table *table);

#endif
