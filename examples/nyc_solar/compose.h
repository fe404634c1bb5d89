/**
 * @file nyc_solar/compose.h
 * One conversation from its first word to the last dollar.
 */
#ifndef SOLAR_COMPOSE_H
#define SOLAR_COMPOSE_H

#include "queue.h"
#include "random.h"

/** What all conversations share. */
typedef struct solar_city {
    uint64_t seed;
    uint32_t zip_ends[SOLAR_ZIPS]; /**< running sums of the projects per zip */
    solar_queue *queue;            /**< receives the events */
} solar_city;

/** Fills in a city. */
void solar_city_init(solar_city *city, uint64_t seed, solar_queue *queue);

/**
 * Plans all events of one conversation.
 *
 * @param number  its number; alone decides, with the seed and the day, what happens
 * @param day     days since the first one
 * @return the ::solar_origin that brought it
 */
size_t solar_compose(const solar_city *city, int64_t number, int64_t at, int32_t day);

#endif
