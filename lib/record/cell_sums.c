/**
 * @file record/cell_sums.c
 * Chunks of facts go around between the caller and a helper.
 */
#include "record/cell_sums.h"

#include "core/alloc.h"
#include "core/helper.h"

enum {
    CHUNKS = 4,       /* that go around */
    ALONE_CHUNKS = 2, /* so many are added before there is a helper */
};

uint32_t rva__adder_chunk = 2048;

/** Facts to be added; owned by one side at a time. */
typedef struct chunk {
    rva__facts facts;
    const rva__zone *zone;
    int sign;
} chunk;

struct rva__adder_side {
    rva__totals *cells;
    pthread_t helper;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    chunk chunks[CHUNKS];
    size_t taken;  /**< chunks added so far */
    size_t given;  /**< chunks handed over so far: the next is the caller's to fill */
    uint32_t room; /**< facts in a chunk */
    bool ending;
};

/** Adds chunks until there are no more and none will come. */
static void *add_chunks(void *context)
{
    struct rva__adder_side *side = context;
    pthread_mutex_lock(&side->lock);
    for (;;) {
        while (side->taken == side->given && !side->ending)
            pthread_cond_wait(&side->changed, &side->lock);
        if (side->taken == side->given)
            break;
        const chunk *next = &side->chunks[side->taken % CHUNKS];
        pthread_mutex_unlock(&side->lock);
        rva__cube_add(side->cells, &next->facts, next->zone, next->sign);
        pthread_mutex_lock(&side->lock);
        side->taken++;
        pthread_cond_signal(&side->changed);
    }
    pthread_mutex_unlock(&side->lock);
    return NULL;
}

static void free_side(struct rva__adder_side *side)
{
    for (int i = 0; i < CHUNKS; i++)
        rva__alloc_free(side->chunks[i].facts.items);
    pthread_cond_destroy(&side->changed);
    pthread_mutex_destroy(&side->lock);
    rva__alloc_free(side);
}

static bool make_room(struct rva__adder_side *side)
{
    bool good = true;
    for (int i = 0; i < CHUNKS; i++) {
        rva__facts *facts = &side->chunks[i].facts;
        facts->items = rva__alloc(side->room * sizeof *facts->items);
        good &= facts->items != NULL;
    }
    return good;
}

/** Starts a helper; without one, for whatever reason, the caller goes on alone. */
static void start(rva__adder *adder)
{
    struct rva__adder_side *side = rva__alloc_zero(1, sizeof *side);
    adder->added = 0; /* it is tried again after as many */
    if (!side)
        return;
    side->cells = &adder->cells;
    side->room = rva__adder_chunk;
    pthread_mutex_init(&side->lock, NULL);
    pthread_cond_init(&side->changed, NULL);
    if (make_room(side) && rva__helper_start(&side->helper, add_chunks, side))
        adder->side = side;
    else
        free_side(side);
}

/** The chunk that the caller fills. */
static chunk *filling(struct rva__adder_side *side)
{
    return &side->chunks[side->given % CHUNKS];
}

/** Hands over the chunk being filled, and waits until another one is free. */
static void hand_over(struct rva__adder_side *side)
{
    pthread_mutex_lock(&side->lock);
    side->given++;
    pthread_cond_signal(&side->changed);
    while (side->given - side->taken == CHUNKS)
        pthread_cond_wait(&side->changed, &side->lock);
    pthread_mutex_unlock(&side->lock);
    filling(side)->facts.count = 0;
}

static void give(struct rva__adder_side *side, const rva__facts *facts, const rva__zone *zone,
                 int sign)
{
    for (uint32_t i = 0; i < facts->count; i++) {
        chunk *to = filling(side);
        if (to->facts.count == side->room || (to->facts.count > 0 && to->sign != sign)) {
            hand_over(side);
            to = filling(side);
        }
        to->zone = zone;
        to->sign = sign;
        to->facts.items[to->facts.count++] = facts->items[i];
    }
}

void rva__adder_add(rva__adder *adder, const rva__facts *facts, const rva__zone *zone, int sign)
{
    if (!adder->side && adder->added / ALONE_CHUNKS >= rva__adder_chunk)
        start(adder);
    if (adder->side) {
        give(adder->side, facts, zone, sign);
    } else {
        rva__cube_add(&adder->cells, facts, zone, sign);
        adder->added += facts->count;
    }
}

void rva__adder_settle(rva__adder *adder)
{
    struct rva__adder_side *side = adder->side;
    if (!side)
        return;
    pthread_mutex_lock(&side->lock);
    side->given += filling(side)->facts.count > 0;
    side->ending = true;
    pthread_cond_signal(&side->changed);
    pthread_mutex_unlock(&side->lock);
    pthread_join(side->helper, NULL);
    free_side(side);
    adder->side = NULL;
}

void rva__adder_clear(rva__adder *adder)
{
    rva__adder_settle(adder);
    adder->cells.words = RVA__CELL_WORDS;
    rva__totals_clear(&adder->cells);
    adder->added = 0;
}

void rva__adder_free(rva__adder *adder)
{
    rva__adder_settle(adder);
    rva__totals_free(&adder->cells);
    *adder = (rva__adder){0};
}
