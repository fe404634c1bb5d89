/**
 * @file store/create.h
 * Making a new store.
 */
#ifndef RVA_STORE_CREATE_H
#define RVA_STORE_CREATE_H

#include <revanalytics/settings.h>

/** Makes a store: all of it or nothing. */
rva_status rva__store_create(const char *path, const rva_settings *settings, int64_t ephemeral,
                             rva_error *err);

/** The same in an empty directory that there is; what it leaves on failure is the caller's. */
rva_status rva__store_create_in(const char *directory, const rva_settings *settings,
                                int64_t ephemeral, rva_error *err);

#endif
