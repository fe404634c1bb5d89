/**
 * @file cli/output.c
 * Where a command writes what it was asked for.
 */
#include "output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "complain.h"
#include "text_builder.h"

bool output_open(const cli_arguments *arguments, output *out)
{
    const char *path = cli_get(arguments, "output");
    *out = (output){.stream = stdout, .path = path};
    if (path == NULL || strcmp(path, "-") == 0) {
        out->path = NULL;
        return true;
    }
    text beside = {0};
    text_print(&beside, "%s.%ld.part", path, (long)getpid());
    out->beside = beside.bytes;
    out->stream = fopen(out->beside, "we");
    if (out->stream != NULL)
        return true;
    complain(path, "%s", strerror(errno));
    text_free(&beside);
    return false;
}

int output_close(output *of, int code)
{
    if (of->path == NULL)
        return code;
    errno = 0;
    const bool is_written = fflush(of->stream) == 0 && !ferror(of->stream);
    const bool is_closed = fclose(of->stream) == 0;
    if (code == CLI_DONE && !(is_written && is_closed && rename(of->beside, of->path) == 0))
        code = complain(of->path, "could not be written: %s", strerror(errno));
    if (code != CLI_DONE)
        unlink(of->beside);
    free(of->beside);
    return code;
}
