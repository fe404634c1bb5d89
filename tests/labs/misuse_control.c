/**
 * @file tests/labs/misuse_control.c
 * Functions with the faults that the misuse lab looks for: it must report each.
 */
#include "misuse_control.h"

#include <stdio.h>
#include <string.h>

static rva_status refuse(rva_error *err, const char *message)
{
    if (err) {
        memset(err, 0, sizeof *err);
        err->status = RVA_INVALID;
        snprintf(err->message, sizeof err->message, "%s", message);
    }
    return RVA_INVALID;
}

rva_status rva_control_unsafe(const char *name, rva_error *err)
{
    const char first = *(const volatile char *)name;
    return first == '\0' ? refuse(err, "the name is empty") : RVA_OK;
}

rva_status rva_control_silent(const char *name, rva_error *err)
{
    (void)name;
    (void)err;
    return RVA_OK;
}

rva_status rva_control_mute(const char *name, rva_error *err)
{
    return name ? RVA_OK : refuse(err, "");
}

rva_status rva_control_hasty(const char *name, int64_t *out, rva_error *err)
{
    if (!out)
        return refuse(err, "out is NULL");
    *out = 1;
    return name ? RVA_OK : refuse(err, "the name is NULL");
}
