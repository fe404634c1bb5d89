/**
 * @file tests/given/damage.c
 * Data files read, damaged and written.
 */
#include "damage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "given.h"

enum { PAGE_BYTES = 4096, META_PAGES = 2, SECTOR_BYTES = 512 };

const char *const damage_names[DAMAGE_KINDS] = {
    "bit", "bytes", "sector", "page", "stale page", "misplaced page", "truncated",
};

uint64_t damage_seed = 1;

static void expect(int holds, const char *what)
{
    if (holds)
        return;
    perror(what);
    exit(1);
}

static void file_path(const char *directory, const char *name, char out[GIVEN_PATH_BYTES + 16])
{
    snprintf(out, GIVEN_PATH_BYTES + 16, "%s/%s", directory, name);
}

static size_t read_file(const char *directory, const char *name, void *to, size_t room)
{
    char path[GIVEN_PATH_BYTES + 16];
    file_path(directory, name, path);
    FILE *from = fopen(path, "rb");
    expect(from != NULL, path);
    const size_t size = fread(to, 1, room, from);
    fclose(from);
    expect(size > 0 && size < room, path);
    return size;
}

static void write_file(const char *directory, const char *name, const void *bytes, size_t size)
{
    char path[GIVEN_PATH_BYTES + 16];
    file_path(directory, name, path);
    FILE *to = fopen(path, "wb");
    expect(to != NULL, path);
    expect(fwrite(bytes, 1, size, to) == size, path);
    expect(fclose(to) == 0, path);
}

void damage_read(const char *store, damage_image *out)
{
    out->size = read_file(store, "data.mdb", out->bytes, sizeof out->bytes);
}

void damage_write(const damage_image *image, const char *guard_of, const char *path)
{
    char lock[GIVEN_PATH_BYTES + 16];
    char guard[64];
    const size_t size = read_file(guard_of, "guard", guard, sizeof guard);
    file_path(path, "lock.mdb", lock);
    unlink(lock);
    mkdir(path, 0700);
    write_file(path, "guard", guard, size);
    write_file(path, "data.mdb", image->bytes, image->size);
}

static uint32_t random_below(uint32_t bound)
{
    damage_seed = damage_seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(damage_seed >> 33) % bound;
}

static void damage_page(damage_kind kind, size_t page, const damage_image *whole,
                        const damage_image *stale, damage_image *out)
{
    unsigned char *to = out->bytes + page * PAGE_BYTES;
    const size_t pages = whole->size / PAGE_BYTES;
    if (kind == DAMAGE_PAGE)
        memset(to, 0, PAGE_BYTES);
    else if (kind == DAMAGE_MISPLACED)
        memcpy(to, whole->bytes + random_below((uint32_t)pages) * (size_t)PAGE_BYTES, PAGE_BYTES);
    else if ((page + 1) * PAGE_BYTES <= stale->size)
        memcpy(to, stale->bytes + page * PAGE_BYTES, PAGE_BYTES);
}

void damage_do(damage_kind kind, const damage_image *whole, const damage_image *stale,
               damage_image *out)
{
    memcpy(out->bytes, whole->bytes, whole->size);
    out->size = whole->size;
    const uint32_t place = random_below((uint32_t)whole->size - 8);
    switch (kind) {
    case DAMAGE_BIT:
        out->bytes[place] ^= (unsigned char)(1U << random_below(8));
        break;
    case DAMAGE_BITS:
        for (int i = 0; i < 8; i++)
            out->bytes[place + (uint32_t)i] ^= (unsigned char)(1 + random_below(255));
        break;
    case DAMAGE_SECTOR:
        memset(out->bytes + place / SECTOR_BYTES * SECTOR_BYTES, 0, SECTOR_BYTES);
        break;
    case DAMAGE_TRUNCATED:
        out->size = place;
        break;
    default:
        damage_page(kind,
                    META_PAGES + random_below((uint32_t)(whole->size / PAGE_BYTES) - META_PAGES),
                    whole, stale, out);
    }
}
