/**
 * @file tests/labs/image.c
 * Images: first which operations are certain, then all of them in order, then the files.
 */
#include "image.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES_MAX = 512, PATH_MAX_BYTES = 512 };

/** How much of a write that is not certain is there. */
typedef enum part {
    PART_ALL,
    PART_NONE,
    PART_ANY,  /**< each sector or not */
    PART_HEAD, /**< sectors up to some place */
    PART_TAIL, /**< sectors from some place */
    PARTS
} part;

/** What is in a file. */
typedef struct content {
    uint8_t *bytes;
    size_t size;
    size_t room;
} content;

/** A name that is there. */
typedef struct name_entry {
    int directory;
    int node;
    char name[TRACE_NAME_BYTES];
} name_entry;

/** An image being made. */
typedef struct image {
    const trace *of;
    const cut *when;
    uint64_t seed;
    bool *certain; /**< of each operation */
    content files[TRACE_NODES_MAX];
    name_entry names[NAMES_MAX];
    int name_count;
    bool any_names;      /**< names that are not certain are there or not, each by itself */
    uint32_t names_kept; /**< otherwise: how many of them, in order */
    uint32_t names_seen;
} image;

uint32_t image_random(uint64_t *seed, uint32_t bound)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33) % bound;
}

static uint32_t below(image *made, uint32_t bound)
{
    return image_random(&made->seed, bound);
}

static bool is_of_names(const operation *of)
{
    return of->kind == OPERATION_MAKE || of->kind == OPERATION_RENAME ||
           of->kind == OPERATION_REMOVE;
}

/** Which operations before the cut a flush made certain. */
static void find_certain(image *made)
{
    bool flushed[TRACE_NODES_MAX] = {false};
    size_t lies = made->when->lies;
    for (size_t i = made->when->at; i-- > 0;) {
        const operation *of = &made->of->operations[i];
        const bool flushes = of->kind == OPERATION_FLUSH || of->durable;
        const bool lied = flushes && lies > 0;
        lies -= lied;
        if (of->kind == OPERATION_FAIL)
            flushed[of->node] = false; /* a later flush does not try again */
        else if (of->kind == OPERATION_FLUSH)
            flushed[of->node] |= !lied;
        else if (is_of_names(of))
            made->certain[i] = (of->directory >= 0 && flushed[of->directory]) ||
                               (of->to_directory >= 0 && flushed[of->to_directory]);
        else if (of->node >= 0)
            made->certain[i] = flushed[of->node] || (of->durable && !lied);
    }
}

static void resize(content *file, size_t size)
{
    if (size > file->room) {
        file->room = size * 2;
        file->bytes = realloc(file->bytes, file->room);
        if (!file->bytes)
            abort();
    }
    if (size > file->size)
        memset(file->bytes + file->size, 0, size - file->size);
    file->size = size;
}

static void put(content *file, size_t offset, const uint8_t *bytes, size_t size)
{
    if (offset + size > file->size)
        resize(file, offset + size);
    memcpy(file->bytes + offset, bytes, size);
}

static bool has_sector(image *made, part how, size_t sector, size_t middle)
{
    switch (how) {
    case PART_ALL:
        return true;
    case PART_ANY:
        return below(made, 2) == 0;
    case PART_HEAD:
        return sector < middle;
    case PART_TAIL:
        return sector >= middle;
    default:
        return false;
    }
}

static void write_part(image *made, const operation *of, part how)
{
    const size_t grain = made->when->grain;
    const size_t begin = (size_t)of->offset;
    const size_t end = begin + of->size;
    const size_t first = begin / grain;
    const size_t sectors = (end + grain - 1) / grain - first;
    const size_t middle = first + below(made, (uint32_t)sectors + 1);
    for (size_t sector = first; sector < first + sectors; sector++) {
        const size_t from = sector * grain > begin ? sector * grain : begin;
        const size_t to = (sector + 1) * grain < end ? (sector + 1) * grain : end;
        if (has_sector(made, how, sector, middle))
            put(&made->files[of->node], from, of->bytes + (from - begin), to - from);
    }
}

static name_entry *find_name(image *made, int directory, const char *name)
{
    for (int i = 0; i < made->name_count; i++)
        if (made->names[i].directory == directory && strcmp(made->names[i].name, name) == 0)
            return &made->names[i];
    return NULL;
}

static void remove_name(image *made, int directory, const char *name)
{
    name_entry *found = find_name(made, directory, name);
    if (found)
        *found = made->names[--made->name_count];
}

static void add_name(image *made, int directory, const char *name, int node)
{
    remove_name(made, directory, name);
    if (made->name_count == NAMES_MAX)
        abort();
    name_entry *added = &made->names[made->name_count++];
    *added = (name_entry){.directory = directory, .node = node};
    memcpy(added->name, name, sizeof added->name);
}

static void change_names(image *made, const operation *of)
{
    if (of->kind == OPERATION_MAKE) {
        add_name(made, of->directory, of->name, of->node);
        return;
    }
    const name_entry *found = find_name(made, of->directory, of->name);
    if (!found || found->node != of->node)
        return; /* what made the name is not there */
    remove_name(made, of->directory, of->name);
    if (of->kind == OPERATION_RENAME)
        add_name(made, of->to_directory, of->to_name, of->node);
}

/** Whether a change of names that is not certain is there. */
static bool keeps_names(image *made)
{
    const uint32_t place = made->names_seen++;
    return made->any_names ? below(made, 2) == 0 : place < made->names_kept;
}

static void replay(image *made, size_t index)
{
    const operation *of = &made->of->operations[index];
    const bool certain = made->certain[index];
    if (is_of_names(of)) {
        if (certain || keeps_names(made))
            change_names(made, of);
    } else if (of->kind == OPERATION_WRITE) {
        write_part(made, of, certain ? PART_ALL : (part)below(made, PARTS));
    } else if (of->kind == OPERATION_RESIZE) {
        if (certain || below(made, 2) == 0)
            resize(&made->files[of->node], (size_t)of->offset);
    }
}

/** How many changes of names are not certain. */
static uint32_t count_uncertain(const image *made)
{
    uint32_t count = 0;
    for (size_t i = 0; i <= made->when->at; i++)
        count += is_of_names(&made->of->operations[i]) && !made->certain[i];
    return count;
}

/** Memory reaches the disk when it likes. */
static void scribble(image *made, content *file)
{
    const uint32_t choice = below(made, 3);
    for (size_t i = 0; choice > 0 && i < file->size; i++)
        file->bytes[i] = choice == 1 ? 0 : (uint8_t)below(made, 256);
}

static void write_file(const content *file, const char *path)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || (file->size > 0 && write(fd, file->bytes, file->size) != (ssize_t)file->size)) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    close(fd);
}

static void write_entry(image *made, const name_entry *entry, const char *parent,
                        char path[PATH_MAX_BYTES])
{
    snprintf(path, PATH_MAX_BYTES, "%s/%s", parent, entry->name);
    const trace_node *node = &made->of->nodes[entry->node];
    if (node->is_directory) {
        mkdir(path, 0700);
        return;
    }
    if (node->mapped)
        scribble(made, &made->files[entry->node]);
    write_file(&made->files[entry->node], path);
}

/** The directories below the root, each with its files. */
static void write_names(image *made, const char *directory)
{
    char path[PATH_MAX_BYTES];
    char inner[PATH_MAX_BYTES];
    for (int i = 0; i < made->name_count; i++) {
        if (made->names[i].directory != 0)
            continue;
        write_entry(made, &made->names[i], directory, path);
        for (int j = 0; j < made->name_count; j++)
            if (made->names[j].directory == made->names[i].node)
                write_entry(made, &made->names[j], path, inner);
    }
}

void image_build(const trace *of, const cut *when, const char *directory)
{
    image *made = calloc(1, sizeof *made);
    if (!made || !(made->certain = calloc(of->count, sizeof *made->certain)))
        abort();
    made->of = of;
    made->when = when;
    made->seed = when->seed;
    find_certain(made);
    made->any_names = below(made, 2) == 0;
    made->names_kept = below(made, count_uncertain(made) + 1);
    for (size_t i = 0; i <= when->at; i++)
        replay(made, i);
    mkdir(directory, 0700);
    write_names(made, directory);
    for (int i = 0; i < of->node_count; i++)
        free(made->files[i].bytes);
    free(made->certain);
    free(made);
}
