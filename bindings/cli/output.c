/**
 * @file cli/output.c
 * Where a command writes what it was asked for.
 */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "complain.h"
#include "text_builder.h"

/* The permissions of the file: those of the one it replaces, or what is usual. */
static mode_t mode_of(const char *target, bool is_private)
{
    struct stat about;
    if (is_private)
        return S_IRUSR | S_IWUSR;
    if (stat(target, &about) == 0)
        return about.st_mode & (S_IRWXU | S_IRWXG | S_IRWXO);
    const mode_t mask = umask(0);
    umask(mask);
    return (S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH) & ~mask;
}

/* Where a link leads, also when nothing is there yet; else the path itself. */
static char *followed(const char *path)
{
    struct stat about;
    char *target = realpath(path, NULL);
    if (target == NULL && errno == ENOENT && lstat(path, &about) == 0) {
        const int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (fd >= 0)
            close(fd);
        target = realpath(path, NULL);
    }
    return target != NULL || errno != ENOENT ? target : strdup(path);
}

/* A file beside the target, with a name that nobody can know before. */
static FILE *open_beside(output *out, bool is_private)
{
    text beside = {0};
    out->target = followed(out->path);
    if (out->target == NULL)
        return NULL;
    text_print(&beside, "%s.XXXXXX", out->target);
    out->beside = beside.bytes;
    const int fd = out->beside ? mkostemp(out->beside, O_CLOEXEC) : -1;
    FILE *stream =
        fd >= 0 && fchmod(fd, mode_of(out->target, is_private)) == 0 ? fdopen(fd, "w") : NULL;
    if (stream == NULL && fd >= 0) {
        unlink(out->beside);
        close(fd);
    }
    return stream;
}

bool output_open(const cli_arguments *arguments, bool is_private, output *out)
{
    struct stat about;
    const char *path = cli_get(arguments, "output");
    *out = (output){.stream = stdout, .path = path};
    if (path == NULL || strcmp(path, "-") == 0) {
        out->path = NULL;
        return true;
    }
    const bool is_special = stat(path, &about) == 0 && !S_ISREG(about.st_mode);
    out->stream = is_special ? fopen(path, "we") : open_beside(out, is_private);
    if (out->stream != NULL)
        return true;
    complain(path, "%s", strerror(errno));
    free(out->target);
    free(out->beside);
    return false;
}

int output_close(output *of, int code)
{
    if (of->path == NULL)
        return code;
    errno = 0;
    const bool is_written = fflush(of->stream) == 0 && !ferror(of->stream);
    const bool is_whole = fclose(of->stream) == 0 && is_written;
    if (code == CLI_DONE && !(is_whole && (!of->target || rename(of->beside, of->target) == 0)))
        code = complain(of->path, "could not be written: %s", strerror(errno));
    if (code != CLI_DONE && of->target)
        unlink(of->beside);
    free(of->target);
    free(of->beside);
    return code;
}
