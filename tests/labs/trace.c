/**
 * @file tests/labs/trace.c
 * Writing down calls as operations on nodes.
 *
 * A lock is held over each call, so the order written down is the order in which they
 * came to an end.
 */
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "calls.h"

static trace done;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static trace_failure next_failure;

enum { NO_NODE = -1 };

/** A name in a directory. */
typedef struct place {
    int directory;
    char name[TRACE_NAME_BYTES];
} place;

static operation *add(operation_kind kind)
{
    if (done.count == done.room) {
        done.room = done.room ? done.room * 2 : 1024;
        done.operations = realloc(done.operations, done.room * sizeof *done.operations);
        if (!done.operations)
            abort();
    }
    operation *made = &done.operations[done.count++];
    *made =
        (operation){.kind = kind, .node = NO_NODE, .directory = NO_NODE, .to_directory = NO_NODE};
    return made;
}

static int add_node(uint64_t inode, bool is_directory)
{
    if (done.node_count == TRACE_NODES_MAX)
        abort();
    done.nodes[done.node_count] = (trace_node){.inode = inode, .is_directory = is_directory};
    return done.node_count++;
}

/** The newest node of that inode, whose number may be used again. */
static int find_node(uint64_t inode)
{
    int node = done.node_count - 1;
    while (node >= 0 && done.nodes[node].inode != inode)
        node--;
    return node;
}

static int node_of(int fd)
{
    struct stat about;
    return fstat(fd, &about) == 0 ? find_node(about.st_ino) : NO_NODE;
}

static int node_at(int directory, const char *path)
{
    struct stat about;
    const int code = fstatat(directory, path, &about, AT_SYMLINK_NOFOLLOW);
    return code == 0 ? find_node(about.st_ino) : NO_NODE;
}

static place place_at(int directory, const char *path)
{
    place found = {.directory = NO_NODE};
    char parent[4096];
    snprintf(parent, sizeof parent, "%s", path);
    char *slash = strrchr(parent, '/');
    snprintf(found.name, sizeof found.name, "%s", slash ? slash + 1 : path);
    if (slash)
        *slash = '\0';
    found.directory = node_at(directory, slash ? parent : ".");
    if (!slash && directory != AT_FDCWD)
        found.directory = node_of(directory);
    return found;
}

static void note_make(const place *where, int directory, const char *path, bool is_directory)
{
    struct stat about;
    if (where->directory == NO_NODE || fstatat(directory, path, &about, 0) != 0)
        return;
    operation *made = add(OPERATION_MAKE);
    made->node = add_node(about.st_ino, is_directory);
    made->directory = where->directory;
    memcpy(made->name, where->name, sizeof made->name);
}

static long trace_open(const call *of)
{
    const int directory = (int)of->arguments[0];
    const char *path = (const char *)of->arguments[1];
    const int flags = (int)of->arguments[2];
    const bool existed = faccessat(directory, path, F_OK, 0) == 0;
    const long fd = calls_perform(of);
    if (fd < 0)
        return fd;
    if (!existed && flags & O_CREAT) {
        const place where = place_at(directory, path);
        note_make(&where, directory, path, false);
    } else if (flags & O_TRUNC && node_of((int)fd) != NO_NODE) {
        add(OPERATION_RESIZE)->node = node_of((int)fd);
    }
    return fd;
}

static void note_write(int node, bool durable, int64_t offset, const struct iovec *parts, int count,
                       size_t size)
{
    operation *made = add(OPERATION_WRITE);
    made->node = node;
    made->durable = durable;
    made->offset = offset;
    made->size = size;
    made->bytes = malloc(size + 1);
    if (!made->bytes)
        abort();
    size_t copied = 0;
    for (int i = 0; i < count && copied < size; i++) {
        const size_t left = size - copied;
        const size_t length = parts[i].iov_len < left ? parts[i].iov_len : left;
        memcpy(made->bytes + copied, parts[i].iov_base, length);
        copied += length;
    }
}

/** Whether this flush is the one to fail, which is written down. */
static bool fails(trace_failure failure, int node)
{
    if (next_failure != failure || node == NO_NODE)
        return false;
    next_failure = TRACE_FAIL_NONE;
    add(OPERATION_FAIL)->node = node;
    return true;
}

static long fail(void)
{
    errno = EIO;
    return -1;
}

static long trace_write(const call *of)
{
    const int fd = (int)of->arguments[0];
    const bool many = calls_in_parts(of);
    const bool placed = of->name[0] == 'p';
    const int node = node_of(fd);
    const struct iovec one = {(void *)of->arguments[1], (size_t)of->arguments[2]};
    const int64_t offset = placed ? of->arguments[3] : lseek(fd, 0, SEEK_CUR);
    const long size = calls_perform(of);
    const bool durable = (fcntl(fd, F_GETFL) & O_DSYNC) != 0;
    const bool failing = durable && next_failure == TRACE_FAIL_WRITE;
    if (size > 0 && node != NO_NODE)
        note_write(node, durable && !failing, offset,
                   many ? (const struct iovec *)of->arguments[1] : &one,
                   many ? (int)of->arguments[2] : 1, (size_t)size);
    return failing && fails(TRACE_FAIL_WRITE, node) ? fail() : size;
}

static long trace_flush(const call *of)
{
    const bool of_memory = strcmp(of->name, "msync") == 0;
    const int node = of_memory ? NO_NODE : node_of((int)of->arguments[0]);
    const long result = calls_perform(of);
    if (fails(TRACE_FAIL_FLUSH, node))
        return fail();
    if (result == 0 && node != NO_NODE)
        add(OPERATION_FLUSH)->node = node;
    return result;
}

static long trace_truncate(const call *of)
{
    const int node = node_of((int)of->arguments[0]);
    const long result = calls_perform(of);
    if (result == 0 && node != NO_NODE) {
        operation *made = add(OPERATION_RESIZE);
        made->node = node;
        made->offset = of->arguments[1];
    }
    return result;
}

static long trace_map(const call *of)
{
    const bool writes = of->arguments[2] & PROT_WRITE && of->arguments[3] & MAP_SHARED;
    const int node = writes && of->arguments[4] >= 0 ? node_of((int)of->arguments[4]) : NO_NODE;
    if (node != NO_NODE)
        done.nodes[node].mapped = true;
    return calls_perform(of);
}

static long trace_rename(const call *of)
{
    const int from = (int)of->arguments[0];
    const int to = (int)of->arguments[2];
    const place before = place_at(from, (const char *)of->arguments[1]);
    const place after = place_at(to, (const char *)of->arguments[3]);
    const int node = node_at(from, (const char *)of->arguments[1]);
    const long result = calls_perform(of);
    if (result == 0 && node != NO_NODE) {
        operation *made = add(OPERATION_RENAME);
        made->node = node;
        made->directory = before.directory;
        made->to_directory = after.directory;
        memcpy(made->name, before.name, sizeof made->name);
        memcpy(made->to_name, after.name, sizeof made->to_name);
    }
    return result;
}

static long trace_remove(const call *of)
{
    const int directory = (int)of->arguments[0];
    const char *path = (const char *)of->arguments[1];
    const place where = place_at(directory, path);
    const int node = node_at(directory, path);
    const long result = calls_perform(of);
    if (result == 0 && node != NO_NODE) {
        operation *made = add(OPERATION_REMOVE);
        made->node = node;
        made->directory = where.directory;
        memcpy(made->name, where.name, sizeof made->name);
    }
    return result;
}

static long trace_make_directory(const call *of)
{
    const int directory = (int)of->arguments[0];
    const char *path = (const char *)of->arguments[1];
    const long result = calls_perform(of);
    if (result == 0) {
        const place where = place_at(directory, path);
        note_make(&where, directory, path, true);
    }
    return result;
}

/** No store makes links, and images know nothing of them. */
static long trace_link(const call *of)
{
    (void)of;
    abort();
}

static long trace_call(const call *of)
{
    static calls_hook *const kinds[CALL_KINDS] = {
        [CALL_OPEN] = trace_open,
        [CALL_WRITE] = trace_write,
        [CALL_FLUSH] = trace_flush,
        [CALL_TRUNCATE] = trace_truncate,
        [CALL_MAP] = trace_map,
        [CALL_RENAME] = trace_rename,
        [CALL_LINK] = trace_link,
        [CALL_REMOVE] = trace_remove,
        [CALL_MAKE_DIRECTORY] = trace_make_directory,
    };
    if (!kinds[of->kind])
        return calls_perform(of);
    pthread_mutex_lock(&lock);
    const long result = kinds[of->kind](of);
    pthread_mutex_unlock(&lock);
    return result;
}

void trace_begin(const char *root)
{
    struct stat about;
    if (stat(root, &about) != 0)
        abort();
    add_node(about.st_ino, true);
    calls_set_hook(trace_call);
}

void trace_mark(int mark, int64_t value)
{
    pthread_mutex_lock(&lock);
    operation *made = add(OPERATION_MARK);
    made->mark = mark;
    made->value = value;
    pthread_mutex_unlock(&lock);
}

void trace_fail_next(trace_failure failure)
{
    pthread_mutex_lock(&lock);
    next_failure = failure;
    pthread_mutex_unlock(&lock);
}

const trace *trace_end(void)
{
    calls_set_hook(NULL);
    return &done;
}

void trace_free(void)
{
    for (size_t i = 0; i < done.count; i++)
        free(done.operations[i].bytes);
    free(done.operations);
    done = (trace){0};
}
