/**
 * @file record/cell_sums.c
 * The caller fills chunks with facts, a helper thread adds them.
 */
#include "record/cell_sums.h"

#include "core/alloc.h"
#include "core/helper.h"

enum {
    CHUNKS = 4,       /* filled and emptied in turn */
    ALONE_CHUNKS = 2, /* added by the caller before a helper is started */
};

uint32_t rva__cell_sums_chunk = 2048;

/** Facts to be added; owned by the caller or the helper. */
typedef struct chunk {
    rva__facts facts;
    const rva__zone *zone;
    int sign;
} chunk;

struct rva__cell_sums_helper {
    rva__totals *cells;
    pthread_t thread;
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
    struct rva__cell_sums_helper *helper = context;
    pthread_mutex_lock(&helper->lock);
    for (;;) {
        while (helper->taken == helper->given && !helper->ending)
            pthread_cond_wait(&helper->changed, &helper->lock);
        if (helper->taken == helper->given)
            break;
        const chunk *next = &helper->chunks[helper->taken % CHUNKS];
        pthread_mutex_unlock(&helper->lock);
        rva__cube_add(helper->cells, &next->facts, next->zone, next->sign);
        pthread_mutex_lock(&helper->lock);
        helper->taken++;
        pthread_cond_signal(&helper->changed);
    }
    pthread_mutex_unlock(&helper->lock);
    return NULL;
}

static void free_helper(struct rva__cell_sums_helper *helper)
{
    for (int i = 0; i < CHUNKS; i++)
        rva__alloc_free(helper->chunks[i].facts.items);
    pthread_cond_destroy(&helper->changed);
    pthread_mutex_destroy(&helper->lock);
    rva__alloc_free(helper);
}

static bool make_room(struct rva__cell_sums_helper *helper)
{
    bool good = true;
    for (int i = 0; i < CHUNKS; i++) {
        rva__facts *facts = &helper->chunks[i].facts;
        facts->items = rva__alloc(helper->room * sizeof *facts->items);
        good &= facts->items != NULL;
    }
    return good;
}

/** Starts a helper; without one, for whatever reason, the caller goes on alone. */
static void start(rva__cell_sums *sums)
{
    struct rva__cell_sums_helper *helper = rva__alloc_zero(1, sizeof *helper);
    sums->added = 0; /* when it fails, the next try is after as many facts */
    if (!helper)
        return;
    helper->cells = &sums->cells;
    helper->room = rva__cell_sums_chunk;
    pthread_mutex_init(&helper->lock, NULL);
    pthread_cond_init(&helper->changed, NULL);
    if (make_room(helper) && rva__helper_start(&helper->thread, add_chunks, helper))
        sums->helper = helper;
    else
        free_helper(helper);
}

/** The chunk that the caller fills. */
static chunk *filling(struct rva__cell_sums_helper *helper)
{
    return &helper->chunks[helper->given % CHUNKS];
}

/** Hands over the chunk being filled, and waits until another one is free. */
static void hand_over(struct rva__cell_sums_helper *helper)
{
    pthread_mutex_lock(&helper->lock);
    helper->given++;
    pthread_cond_signal(&helper->changed);
    while (helper->given - helper->taken == CHUNKS)
        pthread_cond_wait(&helper->changed, &helper->lock);
    pthread_mutex_unlock(&helper->lock);
    filling(helper)->facts.count = 0;
}

static void give(struct rva__cell_sums_helper *helper, const rva__facts *facts,
                 const rva__zone *zone, int sign)
{
    for (uint32_t i = 0; i < facts->count; i++) {
        chunk *to = filling(helper);
        if (to->facts.count == helper->room || (to->facts.count > 0 && to->sign != sign)) {
            hand_over(helper);
            to = filling(helper);
        }
        to->zone = zone;
        to->sign = sign;
        to->facts.items[to->facts.count++] = facts->items[i];
    }
}

void rva__cell_sums_add(rva__cell_sums *sums, const rva__facts *facts, const rva__zone *zone,
                        int sign)
{
    if (!sums->helper && sums->added / ALONE_CHUNKS >= rva__cell_sums_chunk)
        start(sums);
    if (sums->helper) {
        give(sums->helper, facts, zone, sign);
    } else {
        rva__cube_add(&sums->cells, facts, zone, sign);
        sums->added += facts->count;
    }
}

void rva__cell_sums_finish(rva__cell_sums *sums)
{
    struct rva__cell_sums_helper *helper = sums->helper;
    if (!helper)
        return;
    pthread_mutex_lock(&helper->lock);
    helper->given += filling(helper)->facts.count > 0;
    helper->ending = true;
    pthread_cond_signal(&helper->changed);
    pthread_mutex_unlock(&helper->lock);
    pthread_join(helper->thread, NULL);
    free_helper(helper);
    sums->helper = NULL;
}

void rva__cell_sums_clear(rva__cell_sums *sums)
{
    rva__cell_sums_finish(sums);
    sums->cells.words = RVA__CELL_WORDS;
    rva__totals_clear(&sums->cells);
    sums->added = 0;
}

void rva__cell_sums_free(rva__cell_sums *sums)
{
    rva__cell_sums_finish(sums);
    rva__totals_free(&sums->cells);
    *sums = (rva__cell_sums){0};
}
