/**
 * @file tests/labs/misuse.h
 * What the generated calls of misuse.py find: a case, right values, checks.
 */
#ifndef RVA_TESTS_LABS_MISUSE_H
#define RVA_TESTS_LABS_MISUSE_H

#include "given.h"

enum {
    MISUSE_NOTHING = -1,    /**< every argument is right */
    MISUSE_EVERYTHING = -2, /**< every pointer is NULL, every number extreme */
    MISUSE_ROOMS = 4,
    MISUSE_PROBLEM_BYTES = 512,
};

/** Something a call may fill. */
typedef struct misuse_room_of {
    const unsigned char *bytes;
    size_t size;
} misuse_room_of;

/** One call. */
typedef struct misuse {
    int argument;  /**< which is wrong: its number, or one of the above */
    int value;     /**< which wrong value */
    int must_fail; /**< it is NULL where something is required, or a struct without its size */
    int is_closed; /**< it is a handle that was closed */
    rva_error err;
    long live; /**< blocks of memory before the call */
    size_t room_count;
    misuse_room_of rooms[MISUSE_ROOMS];
} misuse;

/** A parameter and the names of its wrong values; NULL is the first of a pointer's. */
typedef struct misuse_parameter {
    const char *name;
    const char *const *labels;
    int count;
    int required;
} misuse_parameter;

/** A function and how it is called. */
typedef struct misuse_function {
    const char *name;
    void (*call)(misuse *at);
    const misuse_parameter *parameters;
    int parameter_count;
} misuse_function;

/** All functions; the last has no name. */
extern const misuse_function misuse_functions[];

/** Right handles, made when first asked for. */
rva_store *misuse_rva_store(void);
rva_feed *misuse_rva_feed(void);
rva_records *misuse_rva_records(void);
rva_snapshot *misuse_rva_snapshot(void);
rva_settings *misuse_rva_settings(void);
rva_rejections *misuse_rva_rejections(void);
rva_report *misuse_rva_report(void);
const rva_table *misuse_rva_table(void);
rva_query misuse_query(void);
rva_store_options misuse_options(void);
void *misuse_bytes(void);

/** A store that exists and is not open. */
const char *misuse_path(void);

/** A store as rva_store_close() leaves it. */
rva_store *misuse_closed_store(void);

/** A mebibyte of text. */
const char *misuse_long_text(void);

/** A condition. */
const rva_filter *misuse_filter(const char *dimension, const char *value);

/** A list of names. */
const char *misuse_name_at(size_t index, void *context);

int misuse_go_on(int64_t done, int64_t total, void *context);
int misuse_stop(int64_t done, int64_t total, void *context);

/** Notes what a call may fill, and fills it with a pattern that a failure must leave. */
void misuse_room(misuse *at, int may_change, void *bytes, size_t size);

/** Right before the call. */
void misuse_begin(misuse *at);

/** Right after it: ends the process when its outcome is not what the headers promise. */
void misuse_end(misuse *at, rva_status status, int has_err);

/** Reads a text to its end. */
void misuse_touch(const char *text);

/** A handle was closed or freed. */
void misuse_gone(const void *handle);

/** Ends the process with what is wrong. */
void misuse_problem(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/** Whether the store is still whole, when there is one. */
void misuse_check_store(void);

#endif
