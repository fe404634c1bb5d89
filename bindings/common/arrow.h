/**
 * @file common/arrow.h
 * Tables through the Arrow C stream interface.
 *
 * The structs are those of the Arrow specification ("The Arrow C data interface", "The Arrow C
 * stream interface"), which any library may declare for itself.  Nothing here needs a language, so
 * consumers may read and release from any thread.
 */
#ifndef RVB_ARROW_H
#define RVB_ARROW_H

#include "handle.h"

enum { RVB_ARROW_COLUMNS_MAX = 128 };

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

/** Which columns of which reports are streamed. */
typedef struct rvb_arrow_plan rvb_arrow_plan;

/** A plan for up to `pages` reports, with texts as views or not; NULL when memory ran out. */
rvb_arrow_plan *rvb_arrow_plan_new(size_t pages, size_t table, const size_t *columns, size_t count,
                                   int views);

/** Adds a report, which the plan holds. */
void rvb_arrow_plan_add(rvb_arrow_plan *plan, rvb_handle *report);

/** A stream that owns the plan, which is freed when this fails with NULL. */
struct ArrowArrayStream *rvb_arrow_stream_new(rvb_arrow_plan *plan);

/** Releases what was not released yet, and frees the stream. */
void rvb_arrow_stream_free(struct ArrowArrayStream *stream);

#endif
