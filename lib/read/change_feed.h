/**
 * @file read/change_feed.h
 * The change feed: the events of the log, as they come.
 */
#ifndef RVA_READ_CHANGE_FEED_H
#define RVA_READ_CHANGE_FEED_H

#include <revanalytics/feed.h>

struct rva__env;

/** See rva_feed_open(). */
rva_status rva__feed_open(struct rva__env *env, const char *name, int64_t from_seq, rva_feed **out,
                          rva_error *err);

#endif
