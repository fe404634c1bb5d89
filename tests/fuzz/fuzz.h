/**
 * @file tests/fuzz/fuzz.h
 * What the fuzz targets share.  A target is one function over bytes; libFuzzer or main.c
 * calls it again and again, and whatever the bytes are it must return.
 */
#ifndef RVA_TESTS_FUZZ_H
#define RVA_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/** Tries one input; always 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Ends the process, as a crash, unless what must hold holds. */
#define FUZZ_CHECK(holds) fuzz_check((holds) != 0, __FILE__, __LINE__, #holds)

void fuzz_check(int holds, const char *file, int line, const char *what);

/** The path of a file in memory with these bytes; the same path each time. */
const char *fuzz_file(const uint8_t *data, size_t size);

/** A directory of this process, empty at the start, removed at its end. */
const char *fuzz_folder(void);

/** Removes what is in the directory of that name in fuzz_folder(), and gives its path. */
const char *fuzz_empty(const char *name);

/** The bytes of an input one after the other, zeros behind its end. */
typedef struct fuzz_bytes {
    const uint8_t *at;
    const uint8_t *end;
} fuzz_bytes;

uint8_t fuzz_byte(fuzz_bytes *from);

#endif
