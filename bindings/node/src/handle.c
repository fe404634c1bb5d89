/**
 * @file node/src/handle.c
 * Handles of the library as objects that cannot be used after their end.
 *
 * All that counts happens on the thread of one environment; jobs let go of their boxes when
 * they are back on it.  At the end of an environment its finalizers end what is still open.
 */
#include "handle.h"

#include <stdlib.h>

#include "value.h"

static void end_store(void *pointer)
{
    rva_store_close(pointer);
}

static void end_settings(void *pointer)
{
    rva_settings_free(pointer);
}

static void end_snapshot(void *pointer)
{
    rva_snapshot_close(pointer);
}

static void end_feed(void *pointer)
{
    rva_feed_close(pointer);
}

static void end_records(void *pointer)
{
    rva_records_close(pointer);
}

static void end_report(void *pointer)
{
    rva_report_free(pointer);
}

static void end_meter(void *pointer)
{
    free(pointer);
}

static const struct {
    const char *wrong;
    void (*end)(void *pointer);
} kinds[] = {
    [RVN_STORE] = {"a store is needed", end_store},
    [RVN_SETTINGS] = {"settings are needed", end_settings},
    [RVN_SNAPSHOT] = {"a snapshot is needed", end_snapshot},
    [RVN_FEED] = {"a feed is needed", end_feed},
    [RVN_RECORDS] = {"a reader of records is needed", end_records},
    [RVN_REPORT] = {"a report is needed", end_report},
    [RVN_METER] = {"a meter is needed", end_meter},
};

static const napi_type_tag tag = {0x7265766e616c7974, 0x696373626f786573};

rvn_box *rvn_box_hold(rvn_box *box)
{
    box->holders++;
    return box;
}

static void tell_collector(const rvn_box *box, int64_t bytes)
{
    int64_t all;
    if (bytes != 0)
        napi_adjust_external_memory(box->env, bytes, &all);
}

/* A child is no more. */
static void leave(rvn_box *parent, const rvn_box *child)
{
    rvn_box **at = &parent->children;
    while (*at != child)
        at = &(*at)->next;
    *at = child->next;
}

void rvn_box_drop(rvn_box *box)
{
    if (--box->holders > 0)
        return;
    rvn_box *parent = box->parent;
    kinds[box->kind].end(box->pointer);
    tell_collector(box, -box->bytes);
    if (parent != NULL)
        leave(parent, box);
    free(box);
    if (parent != NULL)
        rvn_box_drop(parent);
}

/* The object lets go of its box. */
static void let_go(rvn_box **place)
{
    rvn_box *box = *place;
    *place = NULL;
    if (box == NULL)
        return;
    box->place = NULL;
    rvn_box_drop(box);
}

/* The object goes; closing it had let go of its hold before. */
static void end_object(napi_env env, void *data, void *hint)
{
    (void)env;
    (void)hint;
    let_go(data);
    free(data);
}

/* What the tables of a report take, about: the collector sees only a small object. */
static int64_t bytes_of(rvn_kind kind, const void *pointer)
{
    const rva_report *report = kind == RVN_REPORT ? pointer : NULL;
    size_t values = 0;
    for (size_t i = 0; i < rva_report_table_count(report); i++) {
        const rva_table *table = rva_report_table_at(report, i);
        values += rva_table_row_count(table) * rva_table_column_count(table);
    }
    return (int64_t)(values * sizeof(int64_t));
}

static rvn_box *box_new(rvn_call *call, rvn_kind kind, void *pointer)
{
    rvn_box *box = calloc(1, sizeof *box);
    if (box == NULL)
        return NULL;
    box->kind = kind;
    box->pointer = pointer;
    box->env = call->env;
    box->holders = 1;
    box->bytes = bytes_of(kind, pointer);
    tell_collector(box, box->bytes);
    if (call->used_count > 0 && (kind == RVN_SNAPSHOT || kind == RVN_FEED || kind == RVN_RECORDS)) {
        box->parent = rvn_box_hold(call->used[0]);
        box->next = box->parent->children;
        box->parent->children = box;
    }
    return box;
}

napi_value rvn_handle_new(rvn_call *call, rvn_kind kind, void *pointer)
{
    napi_value object = NULL;
    rvn_box **place = calloc(1, sizeof(*place));
    rvn_box *box = place ? box_new(call, kind, pointer) : NULL;
    if (box == NULL) {
        kinds[kind].end(pointer);
        free(place);
        napi_throw_error(call->env, NULL, "no memory for a handle");
        return NULL;
    }
    *place = box;
    box->place = place;
    if (napi_create_object(call->env, &object) != napi_ok ||
        napi_type_tag_object(call->env, object, &tag) != napi_ok ||
        napi_wrap(call->env, object, place, end_object, NULL, NULL) != napi_ok) {
        end_object(call->env, place, NULL);
        return NULL;
    }
    return object;
}

/* The place of the box in an object of ours; NULL with a TypeError. */
static rvn_box **place_of(napi_env env, napi_value value, const char *wrong)
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

static void misused(napi_env env, const char *message)
{
    rva_error said = RVA_ERROR_INIT;
    for (size_t i = 0; message[i] != '\0' && i + 1 < sizeof said.message; i++)
        said.message[i] = message[i];
    rvn_throw(env, RVA_MISUSE, &said);
}

rvn_box *rvn_box_use(rvn_call *call, napi_value value, rvn_kind kind)
{
    rvn_box **place = place_of(call->env, value, kinds[kind].wrong);
    if (place == NULL)
        return NULL;
    rvn_box *box = *place;
    if (box != NULL && box->kind != kind) {
        napi_throw_type_error(call->env, NULL, kinds[kind].wrong);
        return NULL;
    }
    if (box == NULL || (box->parent != NULL && box->parent->is_closed)) {
        misused(call->env, "it is closed");
        return NULL;
    }
    if (box->is_busy) {
        misused(call->env, "a call on it is under way: wait for that one");
        return NULL;
    }
    call->used[call->used_count++] = rvn_box_hold(box);
    return box;
}

void *rvn_use(rvn_call *call, napi_value value, rvn_kind kind)
{
    rvn_box *box = rvn_box_use(call, value, kind);
    return box ? box->pointer : NULL;
}

/* Closes what a store made; what a job uses ends with the job. */
static void close_children(rvn_box *box)
{
    for (rvn_box *child = box->children, *next; child != NULL; child = next) {
        next = child->next;
        if (child->place != NULL)
            let_go(child->place);
    }
}

napi_value rvn_close(napi_value handle, rvn_call *call)
{
    rvn_box **place = place_of(call->env, handle, "a handle is needed");
    if (place == NULL)
        return NULL;
    if (*place != NULL) {
        (*place)->is_closed = true;
        close_children(*place);
        let_go(place);
    }
    return rvn_undefined(call->env);
}
