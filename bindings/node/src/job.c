/**
 * @file node/src/job.c
 * Calls that run off the event loop: each gives a promise.
 */
#include "job.h"

#include <stdlib.h>

#include "value.h"

rvn_job *rvn_job_new(rvn_call *call, rva_status (*run)(rvn_job *), napi_value (*give)(rvn_job *))
{
    rvn_job *made = calloc(1, sizeof *made);
    if (made == NULL) {
        napi_throw_error(call->env, NULL, "no memory for a job");
        return NULL;
    }
    made->call.env = call->env;
    made->run = run;
    made->give = give;
    return made;
}

void rvn_job_drop(rvn_job *job)
{
    rvn_call_end(&job->call);
    rva_report_free(job->report);
    rvn_packed_drop(&job->packed);
    rvn_refused_drop(&job->refused);
    free(job);
}

static void execute(napi_env env, void *data)
{
    rvn_job *mine = data;
    (void)env;
    mine->status = mine->run(mine);
}

static void finish(napi_env env, napi_status status, void *data)
{
    rvn_job *mine = data;
    napi_value made = NULL;
    if (status == napi_ok && mine->status == RVA_OK) {
        made = mine->give ? mine->give(mine) : rvn_undefined(env);
        napi_resolve_deferred(env, mine->deferred, made ? made : rvn_undefined(env));
    } else if (status == napi_ok) {
        made = rvn_error_new(env, mine->status, &mine->err);
        napi_reject_deferred(env, mine->deferred, made ? made : rvn_undefined(env));
    }
    napi_delete_async_work(env, mine->work);
    rvn_job_drop(mine);
}

napi_value rvn_job_start(rvn_job *job)
{
    const napi_env env = job->call.env;
    napi_value promise = NULL, name;
    if (napi_create_string_utf8(env, "revanalytics", NAPI_AUTO_LENGTH, &name) == napi_ok &&
        napi_create_async_work(env, NULL, name, execute, finish, job, &job->work) == napi_ok) {
        if (napi_create_promise(env, &job->deferred, &promise) == napi_ok &&
            napi_queue_async_work(env, job->work) == napi_ok)
            return promise;
        napi_delete_async_work(env, job->work);
    }
    rvn_job_drop(job);
    napi_throw_error(env, NULL, "a job cannot be started");
    return NULL;
}

static rva_status run_report(rvn_job *job)
{
    const rva_status status =
        rva_report_run(job->handle, job->text, &job->query.query, &job->report, &job->err);
    if (status == RVA_OK)
        rvn_packed_report(&job->packed, job->report);
    return job->packed.is_short ? RVA_NO_MEMORY : status;
}

/* The handle of a report, which the object owns from now on. */
static napi_value handle_of(rvn_job *job)
{
    rvn_call none = {.env = job->call.env};
    rva_report *report = job->report;
    job->report = NULL;
    return report ? rvn_handle_new(&none, RVB_REPORT, report) : NULL;
}

static napi_value give_report(rvn_job *job)
{
    napi_value made = NULL;
    const napi_value handle = handle_of(job);
    const napi_value packed = rvn_packed_new(job->call.env, &job->packed);
    napi_create_array_with_length(job->call.env, 2, &made);
    napi_set_element(job->call.env, made, 0, handle);
    napi_set_element(job->call.env, made, 1, packed);
    return made;
}

napi_value rvn_report_start(napi_value store, napi_value name, napi_value query, rvn_call *call)
{
    rvn_job *made = rvn_job_new(call, run_report, give_report);
    if (made == NULL)
        return NULL;
    made->handle = rvn_use(&made->call, store, RVB_STORE);
    if (made->handle != NULL && rvn_text_get(&made->call, name, &made->text) &&
        rvn_query_get(&made->query, &made->call, query))
        return rvn_job_start(made);
    rvn_job_drop(made);
    return NULL;
}

static rva_status run_records(rvn_job *job)
{
    const rva_status status = rva_records_next(job->handle, &job->report, &job->err);
    return status == RVA_NOT_FOUND ? RVA_OK : status;
}

napi_value rvn_records_start(napi_value records, rvn_call *call)
{
    rvn_job *made = rvn_job_new(call, run_records, handle_of);
    if (made == NULL)
        return NULL;
    made->handle = rvn_use(&made->call, records, RVB_RECORDS);
    if (made->handle != NULL)
        return rvn_job_start(made);
    rvn_job_drop(made);
    return NULL;
}
