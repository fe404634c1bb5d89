/**
 * @file lmdb/wipe.h
 * The bytes of a data file that no record has.
 *
 * LMDB writes whole pages, and what is between their records is whatever its memory held: pieces
 * of other pages, also of records that were deleted long ago.
 */
#ifndef RVA_LMDB_WIPE_H
#define RVA_LMDB_WIPE_H

#include <revanalytics/status.h>

/**
 * Zeroes them in a compact copy, of which every page is in use.
 *
 * @return RVA_OK, RVA_CORRUPT when a page is not what it should be, RVA_IO, RVA_NO_MEMORY
 */
rva_status rva__wipe(int fd, rva_error *err);

#endif
