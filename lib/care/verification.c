/**
 * @file care/verification.c
 * Going over records, and noting what is wrong with them.
 */
#include "care/verification.h"

#include "core/error.h"

enum { TELL_EACH = 4096 };

void rva__verify_differ(rva__verification *work, const rva_error *error)
{
    if (work->result.differences++ == 0)
        work->result.first = *error;
}

/** A failure that concerns a record is a difference; any other ends the verification. */
static rva_status note(rva__verification *work, rva_status status, const rva_error *error,
                       rva_error *err)
{
    if (status == RVA_OK)
        return RVA_OK;
    if (status == RVA_CORRUPT || status == RVA_NOT_FOUND) {
        rva__verify_differ(work, error);
        return RVA_OK;
    }
    if (err)
        *err = *error;
    return status;
}

rva_status rva__verify_tell(const rva__verification *work, rva_error *err)
{
    if (work->progress && work->progress(work->done, work->total, work->context) != 0)
        return rva__fail(err, RVA_CANCELLED, "the verification was stopped");
    return RVA_OK;
}

rva_status rva__verify_each(rva__verification *work, rva__db db, rva__verify_record_fn record,
                            rva_error *err)
{
    rva__iterator all;
    RVA__TRY(rva__txn_iterate(work->txn, db, &all, err));
    rva_status status = rva__iterator_first(&all, err);
    while (status == RVA_OK && all.found) {
        rva_error error = RVA_ERROR_INIT;
        status = note(work, record(work, &all.key, &all.value, &error), &error, err);
        if (status == RVA_OK && ++work->done % TELL_EACH == 0)
            status = rva__verify_tell(work, err);
        if (status == RVA_OK)
            status = rva__iterator_next(&all, err);
    }
    rva__iterator_close(&all);
    return status;
}
