/**
 * @file core/error.h
 * Describing a failure where it is first seen, and passing it on.
 */
#ifndef RVA_CORE_ERROR_H
#define RVA_CORE_ERROR_H

#include <revanalytics/status.h>

/** Returns from the calling function when `call` fails. */
#define RVA__TRY(call)                                                                             \
    do {                                                                                           \
        const rva_status rva__try_status = (call);                                                 \
        if (rva__try_status != RVA_OK)                                                             \
            return rva__try_status;                                                                \
    } while (0)

/** Goes to `label` when `call` fails, with `status` set to why. */
#define RVA__TRY_GOTO(status, call, label)                                                         \
    do {                                                                                           \
        (status) = (call);                                                                         \
        if ((status) != RVA_OK)                                                                    \
            goto label;                                                                            \
    } while (0)

/** Fills `err` (may be NULL), no field, and returns `status`. */
rva_status rva__fail(rva_error *err, rva_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** The same, naming the field at fault. */
rva_status rva__fail_field(rva_error *err, rva_status status, const char *field, const char *format,
                           ...) __attribute__((format(printf, 4, 5)));

/** RVA_NO_MEMORY in words. */
rva_status rva__fail_memory(rva_error *err);

/** A failed system call in words; ENOSPC, EDQUOT and EFBIG are RVA_FULL, others RVA_IO. */
rva_status rva__fail_errno(rva_error *err, int number, const char *what);

#endif
