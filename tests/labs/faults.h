/**
 * @file tests/labs/faults.h
 * One call of the operating system that fails.
 */
#ifndef RVA_TESTS_LABS_FAULTS_H
#define RVA_TESTS_LABS_FAULTS_H

#include <stdbool.h>

#include "calls.h"

/** How a call fails. */
typedef enum fault_way {
    FAULT_IO,        /**< not done: EIO */
    FAULT_SPACE,     /**< not done: ENOSPC */
    FAULT_QUOTA,     /**< not done: EDQUOT */
    FAULT_MEMORY,    /**< not done: ENOMEM */
    FAULT_INTERRUPT, /**< not done: EINTR */
    FAULT_SHORT,     /**< half of the bytes, and it says so */
    FAULT_DONE,      /**< done, but EIO all the same */
    FAULT_IO_ON,     /**< EIO, and each later call of the kind as well */
    FAULT_SPACE_ON,  /**< ENOSPC, and each later call of the kind as well */
    FAULT_DONE_ON,   /**< done, but ENOSPC; and each later call of the kind fails so, not done */
    FAULT_LIE,       /**< not done, but success */
    FAULT_WAYS
} fault_way;

/** From now on call number `nth` of a kind fails, counted from 1. */
void faults_arm(call_kind kind, fault_way way, long nth);

/** No more: whether the call was made. */
bool faults_disarm(void);

#endif
