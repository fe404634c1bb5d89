/**
 * @file tests/labs/trace.h
 * What a program did to the files below a directory, in order.
 *
 * Files and directories are nodes, numbered as they are made; node 0 is the directory
 * itself.  An operation that made a write or a name durable is written down like any other.
 */
#ifndef RVA_TESTS_LABS_TRACE_H
#define RVA_TESTS_LABS_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TRACE_NAME_BYTES = 64, TRACE_NODES_MAX = 256 };

/** What was done. */
typedef enum operation_kind {
    OPERATION_MAKE,   /**< a file or directory and its name */
    OPERATION_RENAME, /**< a name, to another place */
    OPERATION_REMOVE, /**< a name */
    OPERATION_WRITE,
    OPERATION_RESIZE,
    OPERATION_FLUSH, /**< of a file, or of a directory: of the names in it */
    OPERATION_FAIL,  /**< a flush that failed: what it was to write may never be */
    OPERATION_MARK,  /**< nothing: what the program knew by then */
} operation_kind;

/** One operation. */
typedef struct operation {
    operation_kind kind;
    int node;         /**< written, flushed, made, renamed */
    int directory;    /**< where the name is */
    int to_directory; /**< where it goes */
    bool durable;     /**< the write returned only when it was on the disk */
    int64_t offset;   /**< of a write; the new size */
    size_t size;      /**< of a write */
    uint8_t *bytes;   /**< of a write */
    int mark;         /**< kind of a mark */
    int64_t value;    /**< of a mark */
    char name[TRACE_NAME_BYTES];
    char to_name[TRACE_NAME_BYTES];
} operation;

/** A file or directory. */
typedef struct trace_node {
    uint64_t inode;
    bool is_directory;
    bool mapped; /**< written through memory as well, so anything may be in it */
} trace_node;

/** Everything that was done. */
typedef struct trace {
    operation *operations;
    size_t count;
    size_t room;
    trace_node nodes[TRACE_NODES_MAX];
    int node_count;
} trace;

/** Writes down what this process does below `root` from now on. */
void trace_begin(const char *root);

/** Notes that the program knows something; any thread may. */
void trace_mark(int mark, int64_t value);

/** A flush that is to fail although the disk may have done it. */
typedef enum trace_failure {
    TRACE_FAIL_NONE,
    TRACE_FAIL_FLUSH, /**< of a file */
    TRACE_FAIL_WRITE, /**< that returns only when it is on the disk */
} trace_failure;

/** The next flush of this kind fails with EIO. */
void trace_fail_next(trace_failure failure);

/** Stops; what was done, valid until trace_free(). */
const trace *trace_end(void);

/** Forgets it. */
void trace_free(void);

#endif
