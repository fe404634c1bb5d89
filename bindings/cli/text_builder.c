/**
 * @file cli/text_builder.c
 * A text that grows.
 */
#include "text_builder.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "complain.h"

enum { FIRST_ROOM = 256 };

static void out_of_memory(void)
{
    complain("", "out of memory");
    exit(CLI_FAILED);
}

void *text_memory(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (memory == NULL)
        out_of_memory();
    return memory;
}

static void reserve(text *to, size_t more)
{
    if (to->room - to->size > more)
        return;
    size_t room = to->room ? to->room : FIRST_ROOM;
    while (room - to->size <= more)
        room *= 2;
    char *bytes = realloc(to->bytes, room);
    if (bytes == NULL)
        out_of_memory();
    to->bytes = bytes;
    to->room = room;
}

void text_add(text *to, const char *bytes, size_t size)
{
    reserve(to, size);
    memcpy(to->bytes + to->size, bytes, size);
    to->size += size;
    to->bytes[to->size] = '\0';
}

void text_put(text *to, const char *string)
{
    text_add(to, string, strlen(string));
}

void text_repeat(text *to, const char *string, size_t times)
{
    for (size_t i = 0; i < times; i++)
        text_put(to, string);
}

void text_print(text *to, const char *format, ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    const int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size > 0) {
        reserve(to, (size_t)size);
        vsnprintf(to->bytes + to->size, (size_t)size + 1, format, again);
        to->size += (size_t)size;
    }
    va_end(again);
}

void text_json(text *to, const char *string)
{
    text_put(to, "\"");
    for (const char *at = string; *at != '\0'; at++) {
        const unsigned char byte = (unsigned char)*at;
        if (byte == '"' || byte == '\\')
            text_print(to, "\\%c", byte);
        else if (byte < ' ')
            text_print(to, "\\u%04x", byte);
        else
            text_add(to, at, 1);
    }
    text_put(to, "\"");
}

void text_free(text *to)
{
    free(to->bytes);
    *to = (text){0};
}
