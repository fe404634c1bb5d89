/**
 * @file chatbot/tally.h
 * What was recorded, counted by the program itself: the store must say the same.
 */
#ifndef CHATBOT_TALLY_H
#define CHATBOT_TALLY_H

#include <revanalytics.h>

enum { TALLY_TYPES = RVA_EVENT_ERASE + 1 };

/** Counts of acknowledged events. */
typedef struct tally_counts {
    int64_t accepted[TALLY_TYPES]; /**< new to the store, by ::rva_event_type */
    int64_t duplicate;             /**< there already, from a run before */
    int64_t amount_minor;          /**< sum of the new transactions */
} tally_counts;

/** Counts an event that the store has acknowledged. */
void tally_add(tally_counts *tally, const rva_event *event, rva_outcome outcome);

/** Adds the counts of another thread. */
void tally_merge(tally_counts *into, const tally_counts *from);

/** Prints the counts as one JSON object on a line. */
void tally_print(const tally_counts *tally);

#endif
