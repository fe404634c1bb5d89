/**
 * @file chatbot/serve.c
 * The service.  Its threads share one store handle, which any number of them may use, and take
 * the next conversation from one counter; nothing else is shared.
 */
#include "serve.h"

#include "stop.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

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

static rva_status no_thread(rva_error *err)
{
    err->status = RVA_NO_MEMORY;
    strcpy(err->message, "the system refuses another thread");
    return RVA_NO_MEMORY;
}

rva_status serve(const talk_setting *setting, int64_t conversations, int64_t threads,
                 tally_counts *out, rva_error *err)
{
    static serve_worker workers[SERVE_THREADS_MAX];
    serve_common service = {.setting = setting, .conversations = conversations};
    rva_status status = RVA_OK;
    int64_t started = 0;
    atomic_init(&service.next, 0);
    atomic_init(&service.failed, false);
    for (; started < threads; started++) {
        workers[started].service = &service;
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0) {
            atomic_store(&service.failed, true);
            status = no_thread(err);
            break;
        }
    }
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
