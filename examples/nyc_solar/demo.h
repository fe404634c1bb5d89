/**
 * @file nyc_solar/demo.h
 * Showing what a store says: the `revanalytics` command, or plain tables without it.
 */
#ifndef SOLAR_DEMO_H
#define SOLAR_DEMO_H

#include <revanalytics.h>

/** A question to the store. */
typedef struct solar_question {
    const char *report;
    const char *title;
    int64_t days;
    const char *by; /**< the grain, or NULL */
    int64_t now_at;
} solar_question;

/** Prints the answer; 0, or -1 after saying what is wrong. */
int solar_show(rva_store *store, const char *path, const solar_question *question);

/** Removes a directory with the files in it, which the demo made itself. */
void solar_remove(const char *path);

#endif
