/**
 * @file care/salvage.h
 * A new store from what a damaged one still proves.
 */
#ifndef RVA_CARE_SALVAGE_H
#define RVA_CARE_SALVAGE_H

#include <revanalytics/store.h>

/** See rva_store_salvage(). */
rva_status rva__store_salvage(const char *path, const char *destination,
                              const rva_settings *settings, rva_salvage_result *out,
                              rva_progress_fn progress, void *context, rva_error *err);

#endif
