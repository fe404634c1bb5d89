/**
 * @file care/compact.h
 * A store without its free pages.
 */
#ifndef RVA_CARE_COMPACT_H
#define RVA_CARE_COMPACT_H

#include <revanalytics/status.h>

/** See rva_store_compact(). */
rva_status rva__store_compact(const char *path, rva_error *err);

#endif
