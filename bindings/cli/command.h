/**
 * @file cli/command.h
 * Commands, their options, and what they were given.
 */
#ifndef RVA_CLI_COMMAND_H
#define RVA_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Exit codes; scripts rely on them. */
enum {
    CLI_DONE = 0,
    CLI_FAILED = 1,
    CLI_USAGE = 2,
    CLI_REFUSED = 3,   /**< done, but events were refused */
    CLI_DIFFERENT = 4, /**< verify found a difference */
};

enum {
    CLI_POSITIONALS_MAX = 256,
    CLI_OPTIONS_MAX = 128, /**< options given in one call */
};

/** An option a command takes. */
typedef struct cli_option {
    const char *name;  /**< "from" for --from */
    const char *value; /**< what stands for its value in help, or NULL for a switch */
    const char *help;
    bool repeats;
} cli_option;

typedef struct cli_arguments cli_arguments;

/** A command. */
typedef struct cli_command {
    const char *name;
    const char *usage;   /**< what follows the name: "STORE NAME [options]" */
    const char *summary; /**< one line */
    const char *details; /**< paragraphs below the options, or NULL */
    size_t positionals_min;
    size_t positionals_max;
    const cli_option *options;                  /**< ends with a name NULL; may be NULL */
    int (*run)(const cli_arguments *arguments); /**< gives the exit code */
    void (*help)(void);                         /**< prints lists of names; may be NULL */
    bool is_hidden;                             /**< help does not list it */
} cli_command;

/** What a command was given, checked against its options. */
struct cli_arguments {
    const cli_command *command;
    size_t count;
    const char *positionals[CLI_POSITIONALS_MAX];
    size_t option_count;
    struct {
        const cli_option *option;
        const char *value;
    } options[CLI_OPTIONS_MAX];
};

/** All commands, the last with a name NULL. */
extern const cli_command *const cli_commands[];

/** Options that every command takes. */
extern const cli_option cli_common_options[];

/**
 * Reads what follows the command's name.
 *
 * @return true, or false after the mistake was told
 */
bool cli_arguments_read(const cli_command *command, int count, char **words,
                        cli_arguments *arguments);

/** The value of an option ("" of a switch), or NULL when it was not given; the last wins. */
const char *cli_get(const cli_arguments *arguments, const char *name);

/** Whether an option was given. */
bool cli_has(const cli_arguments *arguments, const char *name);

/** Value number `index` of an option that repeats, or NULL past the last. */
const char *cli_nth(const cli_arguments *arguments, const char *name, size_t index);

/**
 * The integer an option gives, or `otherwise`.
 *
 * @return false after the mistake was told
 */
bool cli_integer(const cli_arguments *arguments, const char *name, int64_t least, int64_t most,
                 int64_t otherwise, int64_t *out);

/**
 * The place of an option's value in "a|b|c", or `otherwise` when it was not given.
 *
 * @return false after the mistake was told
 */
bool cli_choice(const cli_arguments *arguments, const char *name, const char *choices,
                int64_t otherwise, int64_t *out);

/** Prints the help of a command. */
void cli_help(const cli_command *command);

/** Prints the help of all. */
void cli_help_all(void);

/** Tells a mistake in how the command was called, and where to read on; CLI_USAGE. */
__attribute__((format(printf, 2, 3))) int cli_misused(const cli_command *command,
                                                      const char *format, ...);

/** The nearest of some words to one that was mistyped, or NULL. */
const char *cli_nearest(const char *word, const char *(*at)(size_t index));

#endif
