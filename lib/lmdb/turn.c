/**
 * @file lmdb/turn.c
 * A lock that knows who holds it.
 */
#include "lmdb/turn.h"

#include "core/error.h"

void rva__turn_init(rva__turn *turn)
{
    pthread_mutex_init(&turn->lock, NULL);
    pthread_cond_init(&turn->changed, NULL);
    turn->taken = false;
}

void rva__turn_destroy(rva__turn *turn)
{
    pthread_cond_destroy(&turn->changed);
    pthread_mutex_destroy(&turn->lock);
}

bool rva__turn_is_mine(const rva__turn *turn)
{
    return turn->taken && pthread_equal(turn->holder, pthread_self());
}

void rva__turn_take(rva__turn *turn)
{
    turn->taken = true;
    turn->holder = pthread_self();
}

rva_status rva__turn_enter(rva__turn *turn, rva_error *err)
{
    pthread_mutex_lock(&turn->lock);
    if (rva__turn_is_mine(turn)) {
        pthread_mutex_unlock(&turn->lock);
        return rva__fail(err, RVA_MISUSE, "writing from within a progress function of this store");
    }
    while (turn->taken)
        pthread_cond_wait(&turn->changed, &turn->lock);
    rva__turn_take(turn);
    pthread_mutex_unlock(&turn->lock);
    return RVA_OK;
}

void rva__turn_leave(rva__turn *turn)
{
    pthread_mutex_lock(&turn->lock);
    turn->taken = false;
    pthread_cond_broadcast(&turn->changed);
    pthread_mutex_unlock(&turn->lock);
}
