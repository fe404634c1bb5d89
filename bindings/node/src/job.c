/**
 * @file node/src/job.c
 * Calls that run off the event loop: each gives a promise.
 *
 * A job reads its arguments into a call of its own, which holds handles and texts until it is
 * back on the thread of its environment.  Closing meanwhile is safe: the job is a holder.
 */
#include "job.h"

#include <stdlib.h>
#include <string.h>

#include "handle.h"
#include "options.h"
#include "packed.h"
#include "value.h"

typedef struct job {
    rvn_call call;
    rvn_query query;
    const char *text;
    void *handle;
    rva_status (*run)(struct job *job);
    napi_async_work work;
    napi_deferred deferred;
    rva_status status;
    rva_error err;
    rva_report *report;
    rvn_packed packed;
    int64_t number;
} job;

static job *job_new(rvn_call *call, rva_status (*run)(job *))
{
    job *made = calloc(1, sizeof *made);
    if (made == NULL) {
        napi_throw_error(call->env, NULL, "no memory for a job");
        return NULL;
    }
    made->call.env = call->env;
    made->run = run;
    return made;
}

static void job_drop(job *job)
{
    for (size_t i = 0; i < job->call.used_count; i++)
        job->call.used[i]->is_busy = false;
    rvn_call_end(&job->call);
    rva_report_free(job->report);
    rvn_packed_drop(&job->packed);
    free(job);
}

static void execute(napi_env env, void *data)
{
    job *mine = data;
    (void)env;
    mine->status = mine->run(mine);
    if (mine->status == RVA_OK && mine->report != NULL)
        rvn_packed_report(&mine->packed, mine->report);
    if (mine->packed.is_short)
        mine->status = RVA_NO_MEMORY;
}

/* [handle, packed] of a report, or a number. */
static napi_value result_new(job *job)
{
    napi_value made = NULL, packed = NULL, handle;
    rva_report *report = job->report;
    rvn_call none = {.env = job->call.env};
    if (report == NULL)
        return rvn_integer_new(job->call.env, job->number);
    job->report = NULL;
    handle = rvn_handle_new(&none, RVN_REPORT, report);
    packed = rvn_packed_new(job->call.env, &job->packed);
    napi_create_array_with_length(job->call.env, 2, &made);
    napi_set_element(job->call.env, made, 0, handle);
    napi_set_element(job->call.env, made, 1, packed);
    return made;
}

static void finish(napi_env env, napi_status status, void *data)
{
    job *mine = data;
    napi_value made = NULL;
    if (status == napi_ok && mine->status == RVA_OK) {
        made = result_new(mine);
        napi_resolve_deferred(env, mine->deferred, made);
    } else if (status == napi_ok) {
        made = rvn_error_new(env, mine->status, &mine->err);
        napi_reject_deferred(env, mine->deferred, made ? made : rvn_undefined(env));
    }
    napi_delete_async_work(env, mine->work);
    job_drop(mine);
}

/* Marks what one thread at a time may use. */
static void mark_busy(job *job)
{
    for (size_t i = 0; i < job->call.used_count; i++) {
        rvn_box *box = job->call.used[i];
        box->is_busy = box->kind == RVN_SNAPSHOT || box->kind == RVN_RECORDS;
    }
}

static napi_value start(job *job)
{
    const napi_env env = job->call.env;
    napi_value promise = NULL, name;
    if (napi_create_string_utf8(env, "revanalytics", NAPI_AUTO_LENGTH, &name) == napi_ok &&
        napi_create_async_work(env, NULL, name, execute, finish, job, &job->work) == napi_ok) {
        mark_busy(job);
        if (napi_create_promise(env, &job->deferred, &promise) == napi_ok &&
            napi_queue_async_work(env, job->work) == napi_ok)
            return promise;
        napi_delete_async_work(env, job->work);
    }
    job_drop(job);
    napi_throw_error(env, NULL, "a job cannot be started");
    return NULL;
}

static rva_status run_report(job *job)
{
    return rva_report_run(job->handle, job->text, &job->query.query, &job->report, &job->err);
}

napi_value rvn_report_start(napi_value store, napi_value name, napi_value query, rvn_call *call)
{
    job *made = job_new(call, run_report);
    if (made == NULL)
        return NULL;
    made->handle = rvn_use(&made->call, store, RVN_STORE);
    if (made->handle != NULL && rvn_text_get(&made->call, name, &made->text) &&
        rvn_query_get(&made->query, &made->call, query))
        return start(made);
    job_drop(made);
    return NULL;
}

static rva_status run_records(job *job)
{
    const rva_status status = rva_records_next(job->handle, &job->report, &job->err);
    return status == RVA_NOT_FOUND ? RVA_OK : status;
}

napi_value rvn_records_start(napi_value records, rvn_call *call)
{
    job *made = job_new(call, run_records);
    if (made == NULL)
        return NULL;
    made->handle = rvn_use(&made->call, records, RVN_RECORDS);
    if (made->handle != NULL)
        return start(made);
    job_drop(made);
    return NULL;
}

static rva_status run_backup(job *job)
{
    return rva_store_backup(job->handle, job->text, &job->err);
}

static rva_status run_flush(job *job)
{
    return rva_store_flush(job->handle, &job->err);
}

static rva_status run_verify(job *job)
{
    rva_verify_result result;
    const rva_status status =
        rva_store_verify(job->handle, RVA_VERIFY_FULL, &result, NULL, NULL, &job->err);
    job->number = status == RVA_OK ? result.differences : 0;
    return status;
}

static rva_status run_rebuild(job *job)
{
    return rva_store_rebuild(job->handle, &job->number, NULL, NULL, &job->err);
}

static const struct {
    const char *name;
    rva_status (*run)(job *job);
} upkeep[] = {
    {"backup", run_backup},
    {"flush", run_flush},
    {"verify", run_verify},
    {"rebuild", run_rebuild},
};

napi_value rvn_upkeep_start(napi_value what, napi_value store, napi_value argument, rvn_call *call)
{
    const char *name;
    if (!rvn_text_get(call, what, &name))
        return NULL;
    for (size_t i = 0; name != NULL && i < sizeof upkeep / sizeof *upkeep; i++) {
        if (strcmp(upkeep[i].name, name) != 0)
            continue;
        job *made = job_new(call, upkeep[i].run);
        if (made == NULL)
            return NULL;
        made->handle = rvn_use(&made->call, store, RVN_STORE);
        if (made->handle != NULL && rvn_text_get(&made->call, argument, &made->text))
            return start(made);
        job_drop(made);
        return NULL;
    }
    napi_throw_type_error(call->env, NULL, "there is no such upkeep");
    return NULL;
}
