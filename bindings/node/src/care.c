/**
 * @file node/src/care.c
 * The jobs that keep a store: copies, checks, repairs, imports, settings.
 */
#include <string.h>

#include "job.h"
#include "structs.h"
#include "value.h"

static rva_status run_backup(rvn_job *job)
{
    return rva_store_backup(job->handle, job->to, &job->err);
}

static rva_status run_change(rvn_job *job)
{
    return rva_store_change(job->handle, &job->number, &job->err);
}

static rva_status run_change_settings(rvn_job *job)
{
    return rva_store_change_settings(job->handle, job->settings, rvn_meter_tell, job->meter,
                                     &job->err);
}

static rva_status run_compact(rvn_job *job)
{
    return rva_store_compact(job->text, &job->err);
}

static rva_status run_flush(rvn_job *job)
{
    return rva_store_flush(job->handle, &job->err);
}

static rva_status run_save(rvn_job *job)
{
    return rva_feed_save(job->handle, &job->err);
}

static rva_status run_verify(rvn_job *job)
{
    return rva_store_verify(job->handle, (rva_verify_level)job->level, &job->verified,
                            rvn_meter_tell, job->meter, &job->err);
}

static napi_value give_verified(rvn_job *job)
{
    return rvn_struct_new(job->call.env, rva_verify_result_fields, &job->verified);
}

static rva_status run_rebuild(rvn_job *job)
{
    return rva_store_rebuild(job->handle, &job->number, rvn_meter_tell, job->meter, &job->err);
}

static napi_value give_number(rvn_job *job)
{
    return rvn_integer_new(job->call.env, job->number);
}

static rva_status run_salvage(rvn_job *job)
{
    return rva_store_salvage(job->text, job->to, job->settings, &job->salvaged, rvn_meter_tell,
                             job->meter, &job->err);
}

static napi_value give_salvaged(rvn_job *job)
{
    return rvn_struct_new(job->call.env, rva_salvage_result_fields, &job->salvaged);
}

static rva_status run_upgrade(rvn_job *job)
{
    return rva_store_upgrade(job->text, &job->upgraded, rvn_meter_tell, job->meter, &job->err);
}

static napi_value give_upgraded(rvn_job *job)
{
    return rvn_struct_new(job->call.env, rva_upgrade_result_fields, &job->upgraded);
}

static rva_status run_import(rvn_job *job)
{
    job->ingest.progress = rvn_meter_tell;
    job->ingest.progress_context = job->meter;
    job->ingest.on_refused = rvn_refused_add;
    job->ingest.refused_context = &job->refused;
    return rva_ingest_file(job->handle, job->to, &job->ingest, &job->imported, &job->err);
}

/* The figures, the outcomes by name, and the lines that were refused. */
static napi_value give_imported(rvn_job *job)
{
    const napi_env env = job->call.env;
    napi_value made = rvn_struct_new(env, rva_ingest_summary_fields, &job->imported);
    const napi_value events = rvn_struct_new(env, rva_record_summary_fields, &job->imported.events);
    napi_set_named_property(env, made, "events", events);
    napi_set_named_property(env, made, "rejections", rvn_refused_new(env, &job->refused));
    return made;
}

/* What works on a store that must be closed takes its path: NO_HANDLE. */
enum { NO_HANDLE = -1 };

static const struct care {
    const char *name;
    int kind;
    rva_status (*run)(rvn_job *job);
    napi_value (*give)(rvn_job *job);
} jobs[] = {
    {"backup", RVB_STORE, run_backup, NULL},
    {"change", RVB_STORE, run_change, give_number},
    {"changeSettings", RVB_STORE, run_change_settings, NULL},
    {"compact", NO_HANDLE, run_compact, NULL},
    {"flush", RVB_STORE, run_flush, NULL},
    {"import", RVB_STORE, run_import, give_imported},
    {"rebuild", RVB_STORE, run_rebuild, give_number},
    {"salvage", NO_HANDLE, run_salvage, give_salvaged},
    {"save", RVB_FEED, run_save, NULL},
    {"upgrade", NO_HANDLE, run_upgrade, give_upgraded},
    {"verify", RVB_STORE, run_verify, give_verified},
};

static const struct care *care_of(napi_value what, rvn_call *call)
{
    const char *name;
    if (!rvn_text_get(call, what, &name))
        return NULL;
    for (size_t i = 0; name != NULL && i < sizeof jobs / sizeof *jobs; i++) {
        if (strcmp(jobs[i].name, name) == 0)
            return &jobs[i];
    }
    napi_throw_type_error(call->env, NULL, "there is no such job");
    return NULL;
}

static bool read_object(rvn_job *job, int kind, napi_value object)
{
    if (kind == NO_HANDLE)
        return rvn_text_get(&job->call, object, &job->text);
    job->handle = rvn_use(&job->call, object, (rvb_kind)kind);
    return job->handle != NULL;
}

static bool read_options(rvn_job *job, napi_value options)
{
    rvn_call *call = &job->call;
    napi_value to, settings, level;
    job->ingest = (rva_ingest_options)RVA_INGEST_OPTIONS_INIT;
    job->level = RVA_VERIFY_FULL;
    if (rvn_is_absent(call->env, options))
        return true;
    if (!rvn_member(call, options, "to", &to) || !rvn_text_get(call, to, &job->to) ||
        !rvn_member(call, options, "settings", &settings) ||
        !rvn_member(call, options, "level", &level) ||
        !rvn_struct_get(rva_ingest_options_fields, &job->ingest, call, options))
        return false;
    if (!rvn_is_absent(call->env, level) && !rvn_integer_get(call->env, level, &job->level))
        return false;
    if (rvn_is_absent(call->env, settings))
        return true;
    job->settings = rvn_use(call, settings, RVB_SETTINGS);
    return job->settings != NULL;
}

static bool read_meter(rvn_job *job, napi_value meter)
{
    if (rvn_is_absent(job->call.env, meter))
        return true;
    job->meter = rvn_use(&job->call, meter, RVB_METER);
    return job->meter != NULL;
}

napi_value rvn_care_start(napi_value what, napi_value object, napi_value options, napi_value meter,
                          rvn_call *call)
{
    const struct care *found = care_of(what, call);
    rvn_job *made = found ? rvn_job_new(call, found->run, found->give) : NULL;
    if (made == NULL)
        return NULL;
    if (read_object(made, found->kind, object) && read_options(made, options) &&
        read_meter(made, meter))
        return rvn_job_start(made);
    rvn_job_drop(made);
    return NULL;
}
