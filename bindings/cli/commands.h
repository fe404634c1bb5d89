/**
 * @file cli/commands.h
 * The commands, one file each, and what they share.
 */
#ifndef RVA_CLI_COMMANDS_H
#define RVA_CLI_COMMANDS_H

#include <revanalytics/report.h>

#include "command.h"

extern const cli_command command_init;     /**< cmd_init.c */
extern const cli_command command_import;   /**< cmd_import.c */
extern const cli_command command_report;   /**< cmd_report.c */
extern const cli_command command_watch;    /**< cmd_watch.c */
extern const cli_command command_export;   /**< cmd_export.c */
extern const cli_command command_verify;   /**< cmd_care.c */
extern const cli_command command_rebuild;  /**< cmd_rebuild.c */
extern const cli_command command_upgrade;  /**< cmd_upgrade.c */
extern const cli_command command_backup;   /**< cmd_care.c */
extern const cli_command command_compact;  /**< cmd_care.c */
extern const cli_command command_erase;    /**< cmd_erase.c */
extern const cli_command command_settings; /**< cmd_settings.c */
extern const cli_command command_info;     /**< cmd_info.c */
extern const cli_command command_complete; /**< cmd_complete.c */

/** Opens the store that the command's first argument names; tells why when it cannot. */
rva_status cli_open_as(const cli_arguments *arguments, bool read_only, rva_store **out);

/**
 * The same.
 *
 * @return the store, to be closed, or NULL after the reason was told
 */
rva_store *cli_open(const cli_arguments *arguments, bool read_only);

/** Tells why work on the command's store failed; CLI_FAILED. */
int cli_failed(const cli_arguments *arguments, const rva_error *error);

#endif
