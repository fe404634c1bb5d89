/**
 * @file cli/complain.c
 * Errors: one line on standard error.
 */
#include "complain.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "command.h"

enum { LINE_BYTES = 1024 };

void complain_write(FILE *stream, const char *text)
{
    for (; *text != '\0'; text++) {
        const unsigned char byte = (unsigned char)*text;
        fputc(byte < ' ' || byte == 0x7f ? '?' : byte, stream);
    }
}

int complain(const char *what, const char *format, ...)
{
    char line[LINE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);

    fputs("revanalytics: ", stderr);
    if (what[0] != '\0') {
        complain_write(stderr, what);
        fputs(": ", stderr);
    }
    complain_write(stderr, line);
    fputc('\n', stderr);
    return CLI_FAILED;
}

int complain_needs_field(const rva_error *error)
{
    return error->field[0] != '\0' && strncmp(error->message, "field \"", 7) != 0 &&
           strncmp(error->message, "unknown field", 13) != 0;
}

int complain_error(const char *what, const rva_error *error)
{
    const char *message =
        error->message[0] != '\0' ? error->message : rva_status_text((rva_status)error->status);
    if (strncmp(message, what, strlen(what)) == 0)
        what = ""; /* the library has named it already */
    if (complain_needs_field(error))
        return complain(what, "field \"%s\": %s", error->field, message);
    return complain(what, "%s", message);
}
