/**
 * @file fold/rules.h
 * What the fold is told besides the document.
 */
#ifndef RVA_FOLD_RULES_H
#define RVA_FOLD_RULES_H

#include "fold/entry.h"

/** What the fold is told besides the document. */
typedef struct rva__rules {
    const rva__names *names;
    uint32_t attributes; /**< how many the settings name */
    int64_t idle_us;     /**< an open conversation with no activity for so long is abandoned */
} rva__rules;

/** `now` when every idle time has run out: what cells state. */
#define RVA__NOW_NEVER INT64_MAX

#endif
