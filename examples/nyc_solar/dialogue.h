/**
 * @file nyc_solar/dialogue.h
 * What a conversation carries along while it is planned; shared by compose.c and sell.c.
 */
#ifndef SOLAR_DIALOGUE_H
#define SOLAR_DIALOGUE_H

#include "compose.h"
#include "newyork.h"

/** A conversation being planned. */
typedef struct solar_dialogue {
    const solar_city *city;
    solar_random random;
    int64_t number;
    int64_t at;  /**< how far it has come */
    int64_t lag; /**< how late its events reach the store */
    int32_t day;
    int32_t quality; /**< how promising the visitor is, permille, about 560 */
    uint8_t version; /**< the agent */
    uint8_t zip;
} solar_dialogue;

/** Plans one event; it reaches the store after the lag of its conversation. */
void solar_dialogue_push(solar_dialogue *dialogue, solar_item *item);

/** From a qualified lead to the money: lead, offers, verdicts, sales, returns. */
void solar_sell(solar_dialogue *dialogue);

#endif
