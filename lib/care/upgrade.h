/**
 * @file care/upgrade.h
 * A store of an older version becomes one of this version.
 */
#ifndef RVA_CARE_UPGRADE_H
#define RVA_CARE_UPGRADE_H

#include "care/rebuild.h"

/** See rva_store_upgrade(); `out` and `watch` may be NULL. */
rva_status rva__store_upgrade(const char *path, rva_upgrade_result *out,
                              const rva__rebuild_watch *watch, rva_error *err);

#endif
