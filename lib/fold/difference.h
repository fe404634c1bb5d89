/**
 * @file fold/difference.h
 * What two lists of facts do not share.
 */
#ifndef RVA_FOLD_DIFFERENCE_H
#define RVA_FOLD_DIFFERENCE_H

#include "fold/fact.h"

/**
 * Finds the facts that went and those that came, over what `gone` and `come` held.
 *
 * What is in both and in neither of these stands in the same order in both lists.  Facts that
 * moved far may be found as gone and come: the sums are right, the difference is just larger.
 *
 * @return false without memory
 */
bool rva__facts_difference(const rva__facts *before, const rva__facts *after, rva__facts *gone,
                           rva__facts *come);

/** Copies the facts, and nothing else, behind those of `to`; false without memory. */
bool rva__facts_append(rva__facts *to, const rva__fact *items, uint32_t count);

#endif
