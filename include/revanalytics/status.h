/**
 * @file revanalytics/status.h
 * How a call says that it failed.
 *
 * Every call that can fail returns an ::rva_status and takes an ::rva_error as its
 * last argument, which may be NULL.  On failure no other output is touched.  The
 * library logs nothing and keeps no error of its own: what is not asked for is gone.
 */
#ifndef REVANALYTICS_STATUS_H
#define REVANALYTICS_STATUS_H

#include <stddef.h>
#include <stdint.h>

#include <revanalytics/version.h>

#if defined(__GNUC__)
#define RVA_API __attribute__((visibility("default")))
#else
#define RVA_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Every status: name, number, meaning.  Numbers are never reused. */
#define RVA_STATUS_MAP(X)                                                                          \
    X(OK, 0, "success")                                                                            \
    X(INVALID, 1, "an argument or a field is outside its documented range")                        \
    X(NOT_FOUND, 2, "no such record, report, column or store")                                     \
    X(EXISTS, 3, "it is there already")                                                            \
    X(CONFLICT, 4, "the same id was recorded with other content")                                  \
    X(NO_MEMORY, 5, "an allocation failed")                                                        \
    X(IO, 6, "the operating system refused a read, a write or a flush")                            \
    X(FULL, 7, "the disk, the file-size limit or the store's own quota is full")                   \
    X(CORRUPT, 8, "stored bytes are damaged")                                                      \
    X(FORMAT, 9, "not a store, or a store of a format this version cannot read")                   \
    X(BUSY, 10, "another writer held the store for longer than the time allowed")                  \
    X(READ_ONLY, 11, "the store was opened for reading only")                                      \
    X(FORKED, 12, "the handle was opened in the parent of this process")                           \
    X(MISUSE, 13, "the call is not allowed here or now")                                           \
    X(LIMIT, 14, "a named limit was reached")                                                      \
    X(ERASED, 15, "the person this concerns was erased")                                           \
    X(UNKNOWN, 16, "a flush failed, stored or not: reopen the store and repeat it")                \
    X(CANCELLED, 17, "the progress function asked to stop")                                        \
    X(TIMEOUT, 18, "nothing happened within the time allowed")                                     \
    X(IN_USE, 19, "another process or another copy of the library has the store open")

/** What a call says of its outcome. */
typedef enum rva_status {
#define RVA_STATUS_ENUM(name, number, text) RVA_##name = number,
    RVA_STATUS_MAP(RVA_STATUS_ENUM)
#undef RVA_STATUS_ENUM
} rva_status;

enum {
    RVA_ERROR_FIELD_BYTES = 32,    /**< room for a field's name, with its NUL */
    RVA_ERROR_MESSAGE_BYTES = 256, /**< room for a message, with its NUL */
};

/** What went wrong, supplied by the caller and filled on failure. */
typedef struct rva_error {
    int64_t status;                        /**< the ::rva_status returned */
    char field[RVA_ERROR_FIELD_BYTES];     /**< the field at fault ("amount_minor"), or "" */
    char message[RVA_ERROR_MESSAGE_BYTES]; /**< one line: what, where, and the remedy */
} rva_error;

/** An empty error. */
#define RVA_ERROR_INIT                                                                             \
    {                                                                                              \
        0, {0},                                                                                    \
        {                                                                                          \
            0                                                                                      \
        }                                                                                          \
    }

/** The meaning of a status: a constant text, never NULL. */
RVA_API const char *rva_status_text(rva_status status);

/** The name of a status ("INVALID"): a constant text, never NULL. */
RVA_API const char *rva_status_name(rva_status status);

/** The version of the library that is running, as ::RVA_VERSION writes it. */
RVA_API const char *rva_version(void);

/**
 * Called now and then by long calls; NULL stands for no such function.
 *
 * @param done   units done so far
 * @param total  units in all, or 0 when not known
 * @param context  what the caller gave beside the function
 * @return 0 to go on, anything else to stop with ::RVA_CANCELLED
 */
typedef int (*rva_progress_fn)(int64_t done, int64_t total, void *context);

#ifdef __cplusplus
}
#endif

#endif
