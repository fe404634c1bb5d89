/**
 * @file tests/labs/story_upgrade.h
 * The life of a store of an older version, which is upgraded and goes on.
 */
#ifndef RVA_TESTS_LABS_STORY_UPGRADE_H
#define RVA_TESTS_LABS_STORY_UPGRADE_H

#include "story.h"

/** Unpacks a store of version 0.1.0 as `root`/store, upgrades it, and records. */
void story_upgrade_run(const char *root);

/** Whether the older store was there whole before operation `at`. */
bool story_upgrade_began(const trace *of, size_t at);

/** Compares what is in `root` with what was acknowledged before operation `at`. */
story_end story_upgrade_check(const char *root, const trace *of, size_t at);

/** Forgets what the figures must be. */
void story_upgrade_end(void);

#endif
