/**
 * @file lmdb/failure.h
 * What LMDB's error codes mean to a caller.
 */
#ifndef RVA_LMDB_FAILURE_H
#define RVA_LMDB_FAILURE_H

#include <revanalytics/status.h>

enum { RVA__READERS_MAX = 512 }; /* reader slots of an environment */

/** An LMDB error in words. */
rva_status rva__fail_lmdb(rva_error *err, int code, const char *what);

#endif
