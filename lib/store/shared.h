/**
 * @file store/shared.h
 * What the transactions of a process share of a store, attached to its environment.
 */
#ifndef RVA_STORE_SHARED_H
#define RVA_STORE_SHARED_H

#include <pthread.h>

#include "lmdb/env.h"
#include "store/config.h"

/** The shared part of a store; all zero but for its lock is one that knows nothing yet. */
typedef struct rva__shared {
    pthread_mutex_t lock; /**< guards `config`, and loading of dictionaries */
    rva__config *config;  /**< the newest known; referenced */
    void *writer;         /**< of the layer above, kept under env->turn.lock; NULL: none */
    void (*free_writer)(void *writer);
} rva__shared;

/** Attaches an empty one to an environment. */
rva_status rva__shared_attach(rva__env *env, rva_error *err);

/** Frees what is attached to an environment; nothing is fine. */
void rva__shared_detach(rva__env *env);

/** The shared part of the store of an environment. */
static inline rva__shared *rva__shared_of(const rva__env *env)
{
    return env->attached;
}

#endif
