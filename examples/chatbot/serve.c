/**
 * @file chatbot/serve.c
 * The service.  Its threads share one store handle, which any number of them may use, and take
 * the next conversation from one counter; nothing else is shared.
 */
#include "serve.h"

#include "stop.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

/* What the threads share. */
typedef struct serve_common {
    const talk_setting *setting;
    int64_t conversations;
    atomic_llong next;
    atomic_bool failed;
} serve_common;

/* What each has of its own. */
typedef struct serve_worker {
    pthread_t thread;
    serve_common *service;
    tally_counts tally;
    rva_error err;
    rva_status status;
} serve_worker;

static void *work(void *context)
{
    serve_worker *worker = context;
    serve_common *service = worker->service;
    while (!stop_asked() && !atomic_load(&service->failed)) {
        const int64_t number = atomic_fetch_add(&service->next, 1);
        if (number >= service->conversations)
            break;
        worker->status = talk_hold(service->setting, number, &worker->tally, &worker->err);
        if (worker->status != RVA_OK)
            atomic_store(&service->failed, true);
    }
    return NULL;
}

static rva_status refuse(rva_error *err, const char *words)
{
    err->status = RVA_NO_MEMORY;
    snprintf(err->message, sizeof err->message, "%s", words);
    return RVA_NO_MEMORY;
}

/* Starts them; returns how many the system has given. */
static int64_t start(serve_worker *workers, int64_t threads, serve_common *service)
{
    for (int64_t i = 0; i < threads; i++) {
        workers[i].service = service;
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) {
            atomic_store(&service->failed, true);
            return i;
        }
    }
    return threads;
}

/* Waits for all of them; the first refusal is the answer. */
static rva_status finish(serve_worker *workers, int64_t started, tally_counts *out, rva_error *err)
{
    rva_status status = RVA_OK;
    for (int64_t i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        tally_merge(out, &workers[i].tally);
        if (status == RVA_OK && workers[i].status != RVA_OK) {
            status = workers[i].status;
            *err = workers[i].err;
        }
    }
    return status;
}

rva_status serve(const talk_setting *setting, int64_t conversations, int64_t threads,
                 tally_counts *out, rva_error *err)
{
    serve_common service = {.setting = setting, .conversations = conversations};
    serve_worker *workers = calloc((size_t)threads, sizeof *workers);
    if (workers == NULL)
        return refuse(err, "no memory for the threads");
    atomic_init(&service.next, 0);
    atomic_init(&service.failed, false);
    const int64_t started = start(workers, threads, &service);
    rva_status status = finish(workers, started, out, err);
    if (status == RVA_OK && started < threads)
        status = refuse(err, "the system refuses another thread");
    free(workers);
    return status;
}
