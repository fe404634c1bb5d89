/**
 * @file node/src/handle.c
 * Handles as objects that cannot be used after their end.
 *
 * All that counts happens on the thread of one environment; jobs end their uses when they are
 * back on it.  At the end of an environment its finalizers end what is still open.
 */
#include "handle.h"

#include <stdlib.h>

#include "value.h"

static const napi_type_tag tag = {0x7265766e616c7974, 0x696373626f786573};

/* What the tables of a report take, about: the collector sees only a small object. */
static int64_t bytes_of(const rvb_handle *handle)
{
    const rva_report *report = handle->kind == RVB_REPORT ? handle->pointer : NULL;
    size_t values = 0;
    for (size_t i = 0; i < rva_report_table_count(report); i++) {
        const rva_table *table = rva_report_table_at(report, i);
        values += rva_table_row_count(table) * rva_table_column_count(table);
    }
    return (int64_t)(values * sizeof(int64_t));
}

static void tell_collector(napi_env env, int64_t bytes)
{
    int64_t all;
    if (bytes != 0)
        napi_adjust_external_memory(env, bytes, &all);
}

static void end_handle(rvb_handle *ending)
{
    const int64_t bytes = bytes_of(ending);
    rvb_handle_end(ending);
    tell_collector(ending->context, -bytes);
}

/* The object goes. */
static void end_object(napi_env env, void *data, void *hint)
{
    (void)env;
    (void)hint;
    rvb_handle_release(data);
    free(data);
}

/* An object that has a handle at a place; NULL with an exception. */
static napi_value object_new(napi_env env, rvb_handle **place)
{
    napi_value object = NULL;
    if (napi_create_object(env, &object) == napi_ok &&
        napi_type_tag_object(env, object, &tag) == napi_ok &&
        napi_wrap(env, object, place, end_object, NULL, NULL) == napi_ok)
        return object;
    end_object(env, place, NULL);
    return NULL;
}

napi_value rvn_handle_new(rvn_call *call, rvb_kind kind, void *pointer)
{
    rvb_handle *parent = call->used_count > 0 ? call->used[0] : NULL;
    rvb_handle *made = rvb_handle_new(kind, pointer, parent, end_handle, call->env);
    rvb_handle **place = made ? calloc(1, sizeof(*place)) : NULL;
    if (made != NULL)
        tell_collector(call->env, bytes_of(made));
    if (place == NULL) {
        if (made != NULL)
            rvb_handle_drop(made);
        napi_throw_error(call->env, NULL, "no memory for a handle");
        return NULL;
    }
    rvb_handle_give(made, place);
    return object_new(call->env, place);
}

/* Where an object of ours has its handle; NULL with a TypeError. */
static rvb_handle **place_of(napi_env env, napi_value value, const char *wrong)
{
    napi_valuetype type = napi_undefined;
    bool is_ours = false;
    void *place = NULL;
    napi_typeof(env, value, &type);
    if (type == napi_object)
        napi_check_object_type_tag(env, value, &tag, &is_ours);
    if (is_ours && napi_unwrap(env, value, &place) == napi_ok)
        return place;
    napi_throw_type_error(env, NULL, wrong);
    return NULL;
}

void *rvn_use(rvn_call *call, napi_value value, rvb_kind kind)
{
    rva_error err = RVA_ERROR_INIT;
    rvb_handle **place = place_of(call->env, value, rvb_kind_needed(kind));
    if (place == NULL)
        return NULL;
    if (*place != NULL && (*place)->kind != kind) {
        napi_throw_type_error(call->env, NULL, rvb_kind_needed(kind));
        return NULL;
    }
    const rva_status status = rvb_use_begin(*place, kind, &err);
    if (status != RVA_OK) {
        rvn_throw(call->env, status, &err);
        return NULL;
    }
    call->used[call->used_count++] = *place;
    return (*place)->pointer;
}

napi_value rvn_close(napi_value handle, rvn_call *call)
{
    rvb_handle **place = place_of(call->env, handle, "a handle is needed");
    if (place == NULL)
        return NULL;
    rvb_handle_close(place);
    return rvn_undefined(call->env);
}
