/**
 * @file store/state.c
 * The counters as bytes: 0, then for each that is not 0 its number and its value, varints.
 *
 * Version 0.1.0 wrote the values alone, in a fixed order; its first byte is never 0, because
 * the first counter is the next event's number.
 */
#include "store/state.h"

#include <revanalytics/event.h>

const rva__state rva__state_empty = {
    .next_seq = 1,
    .next_document = 1,
    .generation = 1,
    .first_at = RVA_ABSENT,
    .last_at = RVA_ABSENT,
};

/* Number and member of each counter.  The numbers are on disk and never change. */
#define COUNTER_MAP(X)                                                                             \
    X(1, next_seq)                                                                                 \
    X(2, next_document)                                                                            \
    X(3, generation)                                                                               \
    X(4, first_at)                                                                                 \
    X(5, last_at)                                                                                  \
    X(6, overflowed)                                                                               \
    X(7, money)                                                                                    \
    X(8, log.count)                                                                                \
    X(9, log.sum)                                                                                  \
    X(10, documents.count)                                                                         \
    X(11, documents.sum)                                                                           \
    X(12, rows.count)                                                                              \
    X(13, rows.sum)                                                                                \
    X(14, cells.count)                                                                             \
    X(15, cells.sum)                                                                               \
    X(16, ids.count)                                                                               \
    X(17, ids.sum)                                                                                 \
    X(18, ids_recent)                                                                              \
    X(19, ids_moved_to)                                                                            \
    X(20, expiries.count)                                                                          \
    X(21, expiries.sum)                                                                            \
    X(22, recorded_at)                                                                             \
    X(23, change)                                                                                  \
    X(24, erased)                                                                                  \
    X(25, crossed)                                                                                 \
    X(26, unannounced)                                                                             \
    X(27, erased_elsewhere)

/* The dictionary entries of dimension d have the number VALUES + d. */
enum { VALUES = 64, COUNTERS = 27, FIRST_COUNTERS = 21, FIRST_DIMENSIONS = 11 };

_Static_assert(sizeof(rva__state) == (COUNTERS + RVA__DIM_COUNT) * sizeof(int64_t),
               "each counter is in the map");

#define PUT(number, member) put(to, number, (int64_t)state->member);

static void put(rva__buffer *to, uint64_t number, int64_t value)
{
    if (value == 0)
        return;
    rva__buffer_put_varint(to, number);
    rva__buffer_put_signed(to, value);
}

void rva__state_encode(const rva__state *state, rva__buffer *to)
{
    rva__buffer_put_byte(to, 0);
    COUNTER_MAP(PUT)
    for (int d = 0; d < RVA__DIM_COUNT; d++)
        put(to, VALUES + (uint64_t)d, state->values[d]);
}

/** Sets one counter. */
static void set(rva__state *state, uint64_t number, int64_t value)
{
#define SET(counter, member)                                                                       \
    case counter:                                                                                  \
        memcpy(&state->member, &value, sizeof value);                                              \
        return;
    switch (number) {
        COUNTER_MAP(SET)
    default:
        if (number >= VALUES && number - VALUES < RVA__DIM_COUNT)
            state->values[number - VALUES] = value;
    }
#undef SET
}

void rva__state_event(rva__state *state, int64_t at, bool has_money)
{
    state->money += has_money;
    if (at == RVA_ABSENT)
        return;
    if (state->first_at == RVA_ABSENT || at < state->first_at)
        state->first_at = at;
    if (state->last_at == RVA_ABSENT || at > state->last_at)
        state->last_at = at;
}

static void decode_first(rva__cursor *from, rva__state *state)
{
    for (uint64_t number = 1; number <= FIRST_COUNTERS; number++)
        set(state, number, rva__cursor_signed(from));
    for (int d = 0; d < FIRST_DIMENSIONS; d++)
        state->values[d] = rva__cursor_signed(from);
}

bool rva__state_decode(const void *bytes, size_t size, rva__state *out)
{
    rva__state state = {0};
    rva__cursor from = rva__cursor_over(bytes, size);
    if (size > 0 && *(const uint8_t *)bytes != 0) {
        decode_first(&from, &state);
    } else {
        (void)rva__cursor_byte(&from);
        while (!from.failed && rva__cursor_left(&from) > 0) {
            const uint64_t number = rva__cursor_varint(&from);
            set(&state, number, rva__cursor_signed(&from));
        }
    }
    if (from.failed)
        return false;
    *out = state;
    return true;
}
