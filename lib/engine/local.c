/**
 * @file engine/local.c
 * The public handle on a store of this machine: opening, recording, keeping.
 */
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "engine/store_handle.h"
#include "model/event.h"
#include "metrics/catalogue.h"
#include "model/dimensions.h"
#include "model/season_factors.h"
#include "care/rebuild.h"
#include "care/upgrade.h"
#include "read/info.h"
#include "store/create.h"
#include "store/open.h"

enum { MAP_MIB_LEAST = 64, MAP_MIB_MOST = 1 << 24 };

/** A target is of a KPI, or of a KPI in a month from the first on: mrr_month_3. */
static rva_status check_targets(const rva_settings *settings, rva_error *err)
{
    static const char later[] = "_month_";
    for (size_t i = 0; i < settings->target_count; i++) {
        const char *kpi = settings->targets[i].kpi;
        const char *month = strstr(kpi, later);
        const size_t size = month ? (size_t)(month - kpi) : strlen(kpi);
        const char *number = month ? month + sizeof later - 1 : "1";
        const bool counts = number[0] != '\0' && strspn(number, "0123456789") == strlen(number);
        if (!counts || rva__metric_find(kpi, size) < 0)
            return rva__fail_field(
                err, RVA_INVALID, "targets",
                "setting \"targets\": there is no KPI \"%s\"; docs/kpis.md lists "
                "them",
                kpi);
    }
    return RVA_OK;
}

/** Checks what setters cannot know: whether KPIs and dimensions that are named exist. */
static rva_status check_settings(const rva_settings *settings, rva_error *err)
{
    if (!settings)
        return RVA_OK;
    RVA__TRY(check_targets(settings, err));
    RVA__TRY(rva__settings_check_seasons(settings, err));
    return rva__settings_check_dimensions(settings, err);
}

rva_status rva_store_create(const char *path, const rva_settings *settings,
                            rva_durability durability, rva_error *err)
{
    rva_settings *defaults = NULL;
    if (!path)
        return rva__fail_field(err, RVA_INVALID, "path", "path is NULL");
    if (durability != RVA_DURABLE && durability != RVA_EPHEMERAL)
        return rva__fail_field(err, RVA_INVALID, "durability",
                               "a store is created durable or ephemeral");
    RVA__TRY(check_settings(settings, err));
    if (!settings)
        RVA__TRY(rva_settings_new(&defaults, err));
    const rva_status status =
        rva__store_create(path, settings ? settings : defaults, durability == RVA_EPHEMERAL, err);
    rva_settings_free(defaults);
    return status;
}

/** What a caller gave, and the defaults of what its header does not know. */
static rva_status read_options(const rva_store_options *given, rva_store_options *out,
                               rva_error *err)
{
    const rva_store_options defaults = RVA_STORE_OPTIONS_INIT;
    *out = defaults;
    if (!given)
        return RVA_OK;
    if (given->size < offsetof(rva_store_options, upgrade))
        return rva__fail_field(err, RVA_INVALID, "options.size",
                               "set it with RVA_STORE_OPTIONS_INIT");
    memcpy(out, given, given->size < sizeof *out ? given->size : sizeof *out);
    return RVA_OK;
}

static rva_status check_options(const rva_store_options *options, rva_error *err)
{
    if (options->durability < RVA_DURABLE || options->durability > RVA_EPHEMERAL)
        return rva__fail_field(err, RVA_INVALID, "options.durability", "no such durability");
    if (options->async_ms < 1 || options->async_ms > 60000)
        return rva__fail_field(err, RVA_INVALID, "options.async_ms", "1 to 60000 ms");
    if (options->busy_timeout_ms < 0 || options->busy_timeout_ms > 3600000)
        return rva__fail_field(err, RVA_INVALID, "options.busy_timeout_ms", "0 to 3600000 ms");
    if (options->map_mib_max < MAP_MIB_LEAST || options->map_mib_max > MAP_MIB_MOST)
        return rva__fail_field(err, RVA_INVALID, "options.map_mib_max", "%d to %d MiB",
                               (int)MAP_MIB_LEAST, (int)MAP_MIB_MOST);
    return RVA_OK;
}

static rva_status open_env(rva_store *store, const char *path, rva_error *err)
{
    rva_settings *settings;
    rva_status status = rva__store_open(path, store->options.map_mib_max, &store->env, err);
    if (status == RVA_FORMAT && store->options.upgrade) {
        RVA__TRY(rva__store_upgrade(path, NULL, NULL, err));
        status = rva__store_open(path, store->options.map_mib_max, &store->env, err);
    }
    if (status != RVA_OK)
        return status;
    if (store->options.durability == RVA_EPHEMERAL && !store->env->ephemeral)
        return rva__fail_field(err, RVA_INVALID, "options.durability",
                               "only a store created ephemeral can be opened so");
    RVA__TRY(rva__store_settings(store->env, &settings, err));
    memcpy(store->currency, settings->currency, sizeof store->currency);
    rva_settings_free(settings);
    RVA__TRY(rva__write_group_of(store->env, &store->group, err));
    if (store->options.durability != RVA_ASYNC)
        return RVA_OK;
    return rva__async_new(store->group, store->options.async_ms, store->options.busy_timeout_ms,
                          &store->async, err);
}

rva_status rva_store_open(const char *path, const rva_store_options *options, rva_store **out,
                          rva_error *err)
{
    rva_store_options asked;
    if (!path || !out)
        return rva__fail_field(err, RVA_INVALID, path ? "out" : "path", "is NULL");
    RVA__TRY(read_options(options, &asked, err));
    RVA__TRY(check_options(&asked, err));
    rva_store *store = rva__alloc_zero(1, sizeof *store);
    if (!store)
        return rva__fail_memory(err);
    store->options = asked;
    const rva_status status = open_env(store, path, err);
    if (status != RVA_OK) {
        rva__env_close(store->env);
        rva__alloc_free(store);
        return status;
    }
    store->magic = RVA__STORE_MAGIC;
    *out = store;
    return RVA_OK;
}

void rva_store_close(rva_store *store)
{
    if (!store || store->magic != RVA__STORE_MAGIC)
        return;
    store->magic = 0;
    if (rva__env_check(store->env, NULL) == RVA_OK) {
        rva__async_free(store->async);
        rva__env_close(store->env);
    }
    rva__alloc_free(store);
}

rva_status rva_store_flush(rva_store *store, rva_error *err)
{
    RVA__TRY(rva__store_check(store, err));
    return store->async ? rva__async_flush(store->async, true, err) : RVA_OK;
}

rva_status rva_store_settings(rva_store *store, rva_settings **out, rva_error *err)
{
    RVA__TRY(rva__store_check(store, err));
    if (!out)
        return rva__fail_field(err, RVA_INVALID, "out", "is NULL");
    return rva__store_settings(store->env, out, err);
}

rva_status rva_store_change_settings(rva_store *store, const rva_settings *settings,
                                     rva_progress_fn progress, void *context, rva_error *err)
{
    RVA__TRY(rva__store_check_writable(store, err));
    if (!settings)
        return rva__fail_field(err, RVA_INVALID, "settings", "is NULL");
    RVA__TRY(check_settings(settings, err));
    RVA__TRY(rva__store_await_queue(store, err));
    const rva__rebuild_watch watch = {progress, context};
    RVA__TRY(rva__store_rebuild(store->env, settings, store->options.busy_timeout_ms, NULL, &watch,
                                err));
    memcpy(store->currency, settings->currency, sizeof store->currency);
    return RVA_OK;
}

/** Hands a request's results over; `to` is freed when there is nothing for it. */
static void give(rva__request *request, rva_record_summary *summary, rva_rejections *to,
                 rva_rejections **rejections)
{
    if (summary)
        *summary = request->summary;
    if (to && request->rejections.count > 0) {
        *to = request->rejections;
        *rejections = to;
        return;
    }
    rva__alloc_free(request->rejections.items);
    rva__alloc_free(to);
}

static rva_status record_all(rva_store *store, const rva_event *events, size_t count,
                             bool check_only, rva_record_summary *summary,
                             rva_rejections **rejections, rva_error *err)
{
    RVA__TRY(check_only ? rva__store_check(store, err) : rva__store_check_writable(store, err));
    if (!events && count > 0)
        return rva__fail_field(err, RVA_INVALID, "events", "is NULL");
    RVA__TRY(rva__store_await_queue(store, err));
    rva_rejections *to = rejections ? rva__alloc_zero(1, sizeof *to) : NULL;
    if (rejections && !to)
        return rva__fail_memory(err);
    if (rejections)
        *rejections = NULL;
    rva__request request = {.events = events,
                            .count = count,
                            .check_only = check_only,
                            .timeout_ms = store->options.busy_timeout_ms};
    if (count > 0)
        rva__write_group_record(store->group, &request);
    give(&request, summary, to, rejections);
    if (request.status != RVA_OK && err)
        *err = request.error;
    return request.status;
}

rva_status rva_record_many(rva_store *store, const rva_event *events, size_t count,
                           rva_record_summary *summary, rva_rejections **rejections, rva_error *err)
{
    return record_all(store, events, count, false, summary, rejections, err);
}

rva_status rva_record_check(rva_store *store, const rva_event *events, size_t count,
                            rva_record_summary *summary, rva_rejections **rejections,
                            rva_error *err)
{
    return record_all(store, events, count, true, summary, rejections, err);
}

rva_status rva_record(rva_store *store, const rva_event *event, rva_outcome *outcome,
                      rva_error *err)
{
    RVA__TRY(rva__store_check_writable(store, err));
    if (!event)
        return rva__fail_field(err, RVA_INVALID, "event", "is NULL");
    RVA__TRY(rva__event_check(event, store->currency, err));
    if (store->async) {
        RVA__TRY(rva__async_add(store->async, event, err));
        if (outcome)
            *outcome = RVA_ACCEPTED;
        return RVA_OK;
    }
    rva__request request = {
        .events = event, .count = 1, .checked = true, .timeout_ms = store->options.busy_timeout_ms};
    rva__write_group_record(store->group, &request);
    rva_status status = request.status;
    if (status != RVA_OK && err)
        *err = request.error;
    if (status == RVA_OK && request.rejections.count > 0) {
        status = (rva_status)request.rejections.items[0].error.status;
        if (err)
            *err = request.rejections.items[0].error;
    } else if (status == RVA_OK && outcome) {
        *outcome = request.outcome;
    }
    rva__alloc_free(request.rejections.items);
    return status;
}

static const char **person_of(rva_event *event, const char *kind)
{
    const struct {
        const char *name;
        const char **id;
    } kinds[] = {{"conversation", &event->conversation},
                 {"lead", &event->lead},
                 {"visitor", &event->visitor}};
    for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i].name) == 0)
            return kinds[i].id;
    return NULL;
}

rva_status rva_store_erase(rva_store *store, const char *kind, const char *id, rva_erasure *erasure,
                           rva_error *err)
{
    rva_event event;
    RVA__TRY(rva__store_check_writable(store, err));
    rva_event_init(&event, RVA_EVENT_ERASE, RVA_ABSENT);
    const char **person = person_of(&event, kind);
    if (!person)
        return rva__fail_field(err, RVA_INVALID, "kind",
                               "\"%s\" is not one of conversation, lead, visitor",
                               kind ? kind : "");
    *person = id;
    RVA__TRY(rva__event_check(&event, store->currency, err));
    RVA__TRY(rva__store_await_queue(store, err));
    rva__request request = {.events = &event,
                            .count = 1,
                            .checked = true,
                            .timeout_ms = store->options.busy_timeout_ms};
    rva__write_group_record(store->group, &request);
    rva__alloc_free(request.rejections.items);
    if (request.status != RVA_OK && err)
        *err = request.error;
    if (request.status == RVA_OK && erasure)
        *erasure = request.erasure;
    return request.status;
}

size_t rva_rejections_count(const rva_rejections *rejections)
{
    return rejections ? rejections->count : 0;
}

const rva_rejection *rva_rejections_at(const rva_rejections *rejections, size_t index)
{
    return rejections && index < rejections->count ? &rejections->items[index] : NULL;
}

void rva_rejections_free(rva_rejections *rejections)
{
    if (!rejections)
        return;
    rva__alloc_free(rejections->items);
    rva__alloc_free(rejections);
}
