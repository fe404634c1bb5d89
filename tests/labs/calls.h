/**
 * @file tests/labs/calls.h
 * The calls of the operating system that a store makes, for whoever stands in between.
 *
 * A program's own definition of pwrite() and its kin comes before that of the C library,
 * for shared libraries as well.  Each is a system call with a name; a hook may look at it,
 * change it, or answer it.  Calls that a hook makes itself go straight to the system.
 */
#ifndef RVA_TESTS_LABS_CALLS_H
#define RVA_TESTS_LABS_CALLS_H

#include <stdbool.h>

/** What a call does. */
typedef enum call_kind {
    CALL_OPEN,
    CALL_READ,
    CALL_WRITE,
    CALL_FLUSH,
    CALL_TRUNCATE,
    CALL_MAP,
    CALL_STAT,
    CALL_LOCK,
    CALL_RENAME,
    CALL_LINK,
    CALL_REMOVE,
    CALL_MAKE_DIRECTORY,
    CALL_KINDS
} call_kind;

/** A call: its number in the kernel and its arguments, as the kernel takes them. */
typedef struct call {
    call_kind kind;
    const char *name;
    long number;
    long arguments[6];
} call;

/** Answers a call: its result, or -1 with errno. */
typedef long calls_hook(const call *of);

/** From now on this function answers; NULL for the system itself. */
void calls_set_hook(calls_hook *hook);

/** Whether the bytes of a write are a list of struct iovec. */
bool calls_in_parts(const call *of);

/** Lets the system answer. */
long calls_perform(const call *of);

#endif
