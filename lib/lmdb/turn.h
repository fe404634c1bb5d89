/**
 * @file lmdb/turn.h
 * Which thread of this process may write: one at a time.
 *
 * A second thread waits for its turn here, not within LMDB.  A thread that has the turn and
 * asks for it again (from a progress function, say) would wait for itself: that is refused.
 * The write group keeps its queue under the same lock.
 */
#ifndef RVA_LMDB_TURN_H
#define RVA_LMDB_TURN_H

#include <pthread.h>
#include <stdbool.h>

#include <revanalytics/status.h>

/** A turn. */
typedef struct rva__turn {
    pthread_mutex_t lock;
    pthread_cond_t changed; /**< the turn is free, or requests of the queue are finished */
    bool taken;
    pthread_t holder;
} rva__turn;

/** A turn that nobody has. */
void rva__turn_init(rva__turn *turn);

/** Ends it; nobody may be waiting. */
void rva__turn_destroy(rva__turn *turn);

/** Waits for the turn; RVA_MISUSE for the thread that has it.  Pairs with leave. */
rva_status rva__turn_enter(rva__turn *turn, rva_error *err);

/** Gives it away. */
void rva__turn_leave(rva__turn *turn);

/** Whether the calling thread has it; with the lock held. */
bool rva__turn_is_mine(const rva__turn *turn);

/** Takes the turn, which nobody has; with the lock held. */
void rva__turn_take(rva__turn *turn);

#endif
