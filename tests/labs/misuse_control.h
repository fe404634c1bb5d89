/**
 * @file tests/labs/misuse_control.h
 * Functions with the faults that the misuse lab looks for.
 */
#ifndef RVA_TESTS_LABS_MISUSE_CONTROL_H
#define RVA_TESTS_LABS_MISUSE_CONTROL_H

#include <revanalytics.h>

/** Believes that `name` is a text. */
RVA_API rva_status rva_control_unsafe(const char *name, rva_error *err);

/** Takes no notice of a missing name. */
RVA_API rva_status rva_control_silent(const char *name, rva_error *err);

/** Refuses a missing name without a word. */
RVA_API rva_status rva_control_mute(const char *name, rva_error *err);

/** Fills its output and fails. */
RVA_API rva_status rva_control_hasty(const char *name, int64_t *out, rva_error *err);

#endif
