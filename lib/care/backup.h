/**
 * @file care/backup.h
 * A copy of an open store.
 */
#ifndef RVA_CARE_BACKUP_H
#define RVA_CARE_BACKUP_H

#include <revanalytics/status.h>

struct rva__env;

/** See rva_store_backup(). */
rva_status rva__store_backup(struct rva__env *env, const char *destination, rva_error *err);

#endif
