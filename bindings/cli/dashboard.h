/**
 * @file cli/dashboard.h
 * What `revanalytics watch` shows on a terminal.
 */
#ifndef RVA_CLI_DASHBOARD_H
#define RVA_CLI_DASHBOARD_H

#include <revanalytics/event.h>
#include <revanalytics/report.h>

#include "terminal.h"

enum { DASHBOARD_LATEST = 6, DASHBOARD_LINE_BYTES = 160 };

/** What has been seen of the feed. */
typedef struct dashboard {
    const char *path; /**< of the store */
    rva_store *store;
    terminal screen;
    int64_t seen;                                        /**< events since the start */
    char latest[DASHBOARD_LATEST][DASHBOARD_LINE_BYTES]; /**< the last events, in a ring */
} dashboard;

/** Takes note of an event. */
void dashboard_see(dashboard *of, const rva_event *event);

/** Draws all of it, as of one moment, without line ends of its own at the bottom. */
rva_status dashboard_draw(const dashboard *of, text *to, rva_error *err);

#endif
