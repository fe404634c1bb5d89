/**
 * @file store/shared.c
 * Attaching and detaching.
 */
#include "store/shared.h"

#include "core/alloc.h"
#include "core/error.h"

rva_status rva__shared_attach(rva__env *env, rva_error *err)
{
    rva__shared *shared = rva__alloc_zero(1, sizeof *shared);
    if (!shared)
        return rva__fail_memory(err);
    pthread_mutex_init(&shared->lock, NULL);
    env->attached = shared;
    return RVA_OK;
}

void rva__shared_detach(rva__env *env)
{
    rva__shared *shared = env->attached;
    if (!shared)
        return;
    if (shared->free_writer)
        shared->free_writer(shared->writer);
    rva__config_release(shared->config);
    pthread_mutex_destroy(&shared->lock);
    rva__alloc_free(shared);
    env->attached = NULL;
}
