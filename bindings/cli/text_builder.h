/**
 * @file cli/text_builder.h
 * A text that grows.  A command that runs out of memory says so and ends.
 */
#ifndef RVA_CLI_TEXT_BUILDER_H
#define RVA_CLI_TEXT_BUILDER_H

#include <stddef.h>

/** A text; all zero is an empty one.  `bytes` ends in NUL once something was added. */
typedef struct text {
    char *bytes;
    size_t size;
    size_t room;
} text;

/** Adds bytes. */
void text_add(text *to, const char *bytes, size_t size);

/** Adds a text that ends in NUL. */
void text_put(text *to, const char *string);

/** Adds the same text several times. */
void text_repeat(text *to, const char *string, size_t times);

/** Adds what printf would write. */
__attribute__((format(printf, 2, 3))) void text_print(text *to, const char *format, ...);

/** Adds a text as a JSON string, in quotes. */
void text_json(text *to, const char *string);

/** Frees the bytes and makes it empty. */
void text_free(text *to);

/** Memory of at least one byte, all zero, or the end of the command. */
void *text_memory(size_t count, size_t size);

#endif
