/**
 * @file common/handle.c
 * Handles of the library that may be closed while they are used.
 */
#include "handle.h"

#include <stdlib.h>

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

static const struct {
    const char *name;
    const char *needed;
    void (*end)(void *pointer);
    bool is_child; /* comes from a store, and needs it */
    bool is_alone; /* serves one call at a time */
} kinds[] = {
    [RVB_STORE] = {"store", "a store is needed", end_store, false, false},
    [RVB_SETTINGS] = {"settings", "settings are needed", end_settings, false, true},
    [RVB_SNAPSHOT] = {"snapshot", "a snapshot is needed", end_snapshot, true, true},
    [RVB_FEED] = {"feed", "a feed is needed", end_feed, true, true},
    [RVB_RECORDS] = {"records", "a reader of records is needed", end_records, true, true},
    [RVB_REPORT] = {"report", "a report is needed", end_report, false, false},
    [RVB_METER] = {"meter", "a meter is needed", free, false, false},
};

const char *rvb_kind_name(rvb_kind kind)
{
    return kinds[kind].name;
}

const char *rvb_kind_needed(rvb_kind kind)
{
    return kinds[kind].needed;
}

rvb_handle *rvb_handle_new(rvb_kind kind, void *pointer, rvb_handle *parent,
                           void (*end)(rvb_handle *handle), void *context)
{
    rvb_handle *handle = calloc(1, sizeof *handle);
    if (handle == NULL) {
        kinds[kind].end(pointer);
        return NULL;
    }
    handle->kind = kind;
    handle->pointer = pointer;
    handle->end = end;
    handle->context = context;
    atomic_init(&handle->holders, 1);
    if (parent != NULL && kinds[kind].is_child) {
        handle->parent = rvb_handle_hold(parent);
        handle->next = parent->children;
        parent->children = handle;
    }
    return handle;
}

void rvb_handle_give(rvb_handle *handle, rvb_handle **place)
{
    *place = handle;
    handle->place = place;
    if (handle->parent != NULL && handle->parent->is_closed)
        rvb_handle_close(place); /* while this one was being made */
}

void rvb_handle_end(const rvb_handle *handle)
{
    kinds[handle->kind].end(handle->pointer);
}

rvb_handle *rvb_handle_hold(rvb_handle *handle)
{
    atomic_fetch_add_explicit(&handle->holders, 1, memory_order_relaxed);
    return handle;
}

/* A child is no more. */
static void leave(rvb_handle *parent, const rvb_handle *child)
{
    rvb_handle **at = &parent->children;
    while (*at != child)
        at = &(*at)->next;
    *at = child->next;
}

/* Other threads of the language may run while a handle ends; it is still a child then. */
void rvb_handle_drop(rvb_handle *handle)
{
    while (handle != NULL &&
           atomic_fetch_sub_explicit(&handle->holders, 1, memory_order_acq_rel) == 1) {
        rvb_handle *parent = handle->parent;
        handle->end(handle);
        if (parent != NULL)
            leave(parent, handle);
        free(handle);
        handle = parent;
    }
}

void rvb_handle_release(rvb_handle **place)
{
    rvb_handle *handle = *place;
    if (handle == NULL)
        return;
    *place = NULL;
    handle->place = NULL;
    rvb_handle_drop(handle);
}

/* The first child whose object still has it. */
static rvb_handle *open_child(const rvb_handle *handle)
{
    rvb_handle *child = handle->children;
    while (child != NULL && child->place == NULL)
        child = child->next;
    return child;
}

void rvb_handle_close(rvb_handle **place)
{
    rvb_handle *handle = *place;
    if (handle == NULL)
        return;
    rvb_handle_hold(handle);
    handle->is_closed = true;
    rvb_handle_release(place);
    for (rvb_handle *child; (child = open_child(handle)) != NULL;)
        rvb_handle_release(child->place);
    rvb_handle_drop(handle);
}

rva_status rvb_use_begin(rvb_handle *handle, rvb_kind kind, rva_error *err)
{
    const char *name = kinds[kind].name;
    if (handle == NULL || handle->is_closed)
        return rvb_fail(err, RVA_MISUSE, name, "the %s is closed", name);
    if (kinds[kind].is_alone && handle->users > 0)
        return rvb_fail(err, RVA_MISUSE, name,
                        "another call is using the %s; wait for it, or open one for each", name);
    handle->users++;
    rvb_handle_hold(handle);
    return RVA_OK;
}

void rvb_use_end(rvb_handle *handle)
{
    if (handle == NULL)
        return;
    handle->users--;
    rvb_handle_drop(handle);
}
