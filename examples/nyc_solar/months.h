/**
 * @file nyc_solar/months.h
 * The figures of the showcase: what its two months must come to.
 */
#ifndef SOLAR_MONTHS_H
#define SOLAR_MONTHS_H

#include "item.h"

/** What becomes of a group, beyond ::rva_end_outcome. */
enum {
    SOLAR_OPEN = 10,      /**< no end yet */
    SOLAR_QUALIFIED = 11, /**< completed, with a lead */
};

enum {
    SOLAR_MONTHS = 2,
    SOLAR_MONTH_DAYS = 30,
    SOLAR_CONVERSATIONS_MAX = 300, /**< of a month */
};

/** Sales of one kind. */
typedef struct solar_cell {
    uint8_t platform;
    uint8_t tier;
    uint8_t borough;
    uint8_t count;
    int32_t price_minor; /**< on average */
} solar_cell;

/** Conversations that went alike. */
typedef struct solar_group {
    uint16_t count;
    uint8_t outcome;
    char actions[SOLAR_STAGES + 1]; /**< of each stage: Complete, Skip, Disqualify, Leave */
} solar_group;

/** Thirty local days. */
typedef struct solar_month {
    int32_t first[3]; /**< year, month, day */
    int32_t number;   /**< of the conversation before the first */
    int32_t conversations;
    const solar_cell *sold;
    size_t sold_count;
    const solar_cell *returned; /**< sold, and sent back within the month */
    size_t returned_count;
    const solar_group *groups;
    size_t group_count;
    uint8_t refused[SOLAR_PLATFORMS];     /**< leads that one buyer refused and nobody took */
    uint8_t pending[SOLAR_PLATFORMS];     /**< leads that a buyer has not answered */
    uint8_t waiting;                      /**< leads not offered yet */
    uint8_t attempts[SOLAR_PLATFORMS];    /**< refusals of leads that another buyer took */
    uint8_t undelivered[SOLAR_PLATFORMS]; /**< offers that did not get through at first */
    uint8_t misjudged;                    /**< sold leads that the scorer thought poor */
} solar_month;

/** The month before the showcase, and the showcase; NULL past them. */
const solar_month *solar_month_at(size_t index);

#endif
