/**
 * @file tests/given/damage.h
 * Damaging the data file of a store, in the ways of disks and of those who copy files.
 *
 * A lost write of the newest meta page is left out: it makes the last transaction one that
 * never was, and everything left agrees, so no look at the file alone could tell.
 */
#ifndef RVA_TESTS_GIVEN_DAMAGE_H
#define RVA_TESTS_GIVEN_DAMAGE_H

#include <stddef.h>
#include <stdint.h>

enum { DAMAGE_FILE_BYTES_MAX = 8 << 20 };

/** How a file is damaged. */
typedef enum damage_kind {
    DAMAGE_BIT,       /**< one bit is turned */
    DAMAGE_BITS,      /**< eight neighbouring bytes are others */
    DAMAGE_SECTOR,    /**< a sector reads as zeros */
    DAMAGE_PAGE,      /**< a page reads as zeros */
    DAMAGE_STALE,     /**< a write was lost: a page as it was earlier */
    DAMAGE_MISPLACED, /**< a write went to the wrong page */
    DAMAGE_TRUNCATED, /**< the file is cut short */
    DAMAGE_KINDS
} damage_kind;

/** Their names. */
extern const char *const damage_names[DAMAGE_KINDS];

/** The bytes of a data file. */
typedef struct damage_image {
    unsigned char bytes[DAMAGE_FILE_BYTES_MAX];
    size_t size;
} damage_image;

/** Reads the data file of a store. */
void damage_read(const char *store, damage_image *out);

/** Puts a store with that data file at `path`, with the guard of another. */
void damage_write(const damage_image *image, const char *guard_of, const char *path);

/** Damages `whole` somewhere; `stale` is the file as it once was. */
void damage_do(damage_kind kind, const damage_image *whole, const damage_image *stale,
               damage_image *out);

/** Where the next damage will be follows from this. */
extern uint64_t damage_seed;

#endif
