/**
 * @file cli/assign.h
 * Settings as words: "name=value".
 */
#ifndef RVA_CLI_ASSIGN_H
#define RVA_CLI_ASSIGN_H

#include <revanalytics/settings.h>

#include "text_builder.h"

/**
 * Sets what "name=value" says.
 *
 * The names are those of rva_settings_set(); `stages` and `tiers`, whose values are names
 * with "," between, a stage that may be left out with "?" behind it; `target.KPI` (nothing
 * removes it) and `zone.ZIP`.
 */
rva_status assign_word(rva_settings *settings, const char *word, rva_error *err);

/** Sets the same by name and value. */
rva_status assign(rva_settings *settings, const char *name, const char *value, rva_error *err);

/* Complains of settings; the exit code is that of wrong usage when they cannot be right. */
int assign_failed(const char *what, const rva_error *err);

/** Adds the settings as a JSON object, in the form of a settings file. */
void assign_write(const rva_settings *settings, text *to);

#endif
