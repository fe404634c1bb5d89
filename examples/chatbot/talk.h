/**
 * @file chatbot/talk.h
 * One conversation of a made-up solar chatbot, recorded step by step as it happens.
 *
 * A conversation is the same for the same seed and number, whoever holds it: that is what
 * makes a run repeatable with any number of threads.
 */
#ifndef CHATBOT_TALK_H
#define CHATBOT_TALK_H

#include "tally.h"

/** What all conversations share. */
typedef struct talk_setting {
    rva_store *store;
    uint64_t seed;
    int64_t start_at; /**< when conversation 0 begins, microseconds UTC */
    long pause_ms;    /**< between two steps, so that people can watch */
} talk_setting;

/**
 * Holds conversation `number` from its first word to the money.
 *
 * @param tally  counts every event the store has acknowledged
 * @return RVA_OK, also when asked to stop midway; else why the store refused
 */
rva_status talk_hold(const talk_setting *setting, int64_t number, tally_counts *tally,
                     rva_error *err);

#endif
