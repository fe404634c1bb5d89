/**
 * @file labs/erasure_kill.c
 * Killing maintenance.
 */
#include "erasure_kill.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "children.h"
#include "damage.h"
#include "erasure_story.h"
#include "given.h"

enum { KILL_US_MAX = 12000 };

const char *kill_root(void)
{
    static char path[GIVEN_PATH_BYTES];
    snprintf(path, sizeof path, "%s", given_place("x"));
    *strrchr(path, '/') = '\0';
    return path;
}

static const char *maintained, *erased_by, *erased_id;

const char *kill_beside(const char *name)
{
    static char path[GIVEN_PATH_BYTES];
    snprintf(path, sizeof path, "%s", given_place(name));
    return path;
}

static int compact_it(void)
{
    return rva_store_compact(maintained, NULL) != RVA_OK;
}

static int back_it_up(void)
{
    return rva_store_backup(given_open(maintained), kill_beside(KILL_BACKUP), NULL) != RVA_OK;
}

static int salvage_it(void)
{
    return rva_store_salvage(maintained, kill_beside(KILL_SALVAGED), NULL, NULL, NULL, NULL,
                             NULL) != RVA_OK;
}

static int rebuild_it(void)
{
    return rva_store_rebuild(given_open(maintained), NULL, NULL, NULL, NULL) != RVA_OK;
}

static int erase_it(void)
{
    return rva_store_erase(given_open(maintained), erased_by, erased_id, NULL, NULL) != RVA_OK;
}

static void run_and_kill(const char *store, int (*work)(void))
{
    const struct timespec delay = {.tv_nsec = (long)story_below(KILL_US_MAX) * 1000};
    maintained = store;
    const pid_t child = child_start(work);
    nanosleep(&delay, NULL);
    child_kill(child);
}

bool kill_maintenance(const char *store)
{
    static int (*const works[])(void) = {compact_it, back_it_up, salvage_it, rebuild_it};
    bool copied = false;
    for (uint32_t i = story_below(3); i > 0; i--) {
        int (*const work)(void) = works[story_below(sizeof works / sizeof *works)];
        run_and_kill(store, work);
        copied |= work == back_it_up || work == salvage_it;
    }
    return copied;
}

void kill_compaction(const char *store)
{
    run_and_kill(store, compact_it);
}

void kill_erasure(const char *store, const char *kind, const char *id)
{
    erased_by = kind;
    erased_id = id;
    run_and_kill(store, erase_it);
}

int64_t kill_leftovers(void)
{
    char pattern[GIVEN_PATH_BYTES + 16];
    glob_t found;
    snprintf(pattern, sizeof pattern, "%s/*.new-*", kill_root());
    const int64_t count = glob(pattern, 0, NULL, &found) == 0 ? (int64_t)found.gl_pathc : 0;
    globfree(&found);
    return count;
}

void kill_leave_copy(const char *store)
{
    static damage_image copy;
    char path[GIVEN_PATH_BYTES + 16];
    snprintf(path, sizeof path, "%s.new-AbC123", store);
    damage_read(store, &copy);
    damage_write(&copy, store, path);
}

void kill_remove_finished(void)
{
    given_remove(kill_beside(KILL_BACKUP));
    given_remove(kill_beside(KILL_SALVAGED));
}
