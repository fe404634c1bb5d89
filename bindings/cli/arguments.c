/**
 * @file cli/arguments.c
 * Reading what a command was given.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <revanalytics/schema.h>

#include "command.h"
#include "complain.h"

const cli_option cli_common_options[] = {
    {"color", "WHEN", "auto (on a terminal), always or never", false},
    {"no-color", NULL, "the same as --color never; so does NO_COLOR in the environment", false},
    {"ascii", NULL, "draw with ASCII characters only", false},
    {"help", NULL, "show this help", false},
    {NULL, NULL, NULL, false},
};

int cli_misused(const cli_command *command, const char *format, ...)
{
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    complain(command->name, "%s (see \"revanalytics %s --help\")", line, command->name);
    return CLI_USAGE;
}

static const cli_option *find_in(const cli_option *options, const char *name, size_t length)
{
    for (; options != NULL && options->name != NULL; options++) {
        if (strlen(options->name) == length && memcmp(options->name, name, length) == 0)
            return options;
    }
    return NULL;
}

static const cli_option *find(const cli_command *command, const char *name, size_t length)
{
    const cli_option *option = find_in(command->options, name, length);
    return option ? option : find_in(cli_common_options, name, length);
}

/* A list without a context. */
typedef struct list {
    const char *(*at)(size_t index);
} list;

static const char *list_at(size_t index, void *context)
{
    const list *of = context;
    return of->at(index);
}

const char *cli_nearest(const char *word, const char *(*at)(size_t index))
{
    list of = {at};
    return rva_name_nearest(word, strlen(word), list_at, &of);
}

/* Takes one option; `next` is the word behind it.  Gives the words used, 0 after a mistake. */
static int take_option(cli_arguments *arguments, const char *word, const char *next)
{
    const char *name = word + 2;
    const char *equals = strchr(name, '=');
    const size_t length = equals ? (size_t)(equals - name) : strlen(name);
    const cli_option *option = find(arguments->command, name, length);
    const char *value = equals ? equals + 1 : next;
    if (option == NULL) {
        cli_misused(arguments->command, "unknown option \"%s\"", word);
        return 0;
    }
    if (option->value == NULL && equals != NULL) {
        cli_misused(arguments->command, "option --%s takes no value", option->name);
        return 0;
    }
    if (option->value != NULL && value == NULL) {
        cli_misused(arguments->command, "option --%s needs a value: %s", option->name,
                    option->value);
        return 0;
    }
    if (arguments->option_count == CLI_OPTIONS_MAX) {
        cli_misused(arguments->command, "more than %d options", CLI_OPTIONS_MAX);
        return 0;
    }
    arguments->options[arguments->option_count].option = option;
    arguments->options[arguments->option_count].value = option->value ? value : "";
    arguments->option_count++;
    return option->value != NULL && equals == NULL ? 2 : 1;
}

static bool take_positional(cli_arguments *arguments, const char *word)
{
    if (arguments->count == arguments->command->positionals_max) {
        cli_misused(arguments->command, "\"%s\" is one argument too many", word);
        return false;
    }
    arguments->positionals[arguments->count++] = word;
    return true;
}

bool cli_arguments_read(const cli_command *command, int count, char **words,
                        cli_arguments *arguments)
{
    *arguments = (cli_arguments){.command = command};
    bool only_positionals = false;
    for (int i = 0; i < count;) {
        const char *word = words[i];
        if (!only_positionals && strcmp(word, "--") == 0) {
            only_positionals = true;
            i++;
        } else if (!only_positionals && (strcmp(word, "-h") == 0)) {
            i += take_option(arguments, "--help", NULL);
        } else if (!only_positionals && word[0] == '-' && word[1] == '-') {
            const int used = take_option(arguments, word, i + 1 < count ? words[i + 1] : NULL);
            if (used == 0)
                return false;
            i += used;
        } else if (!only_positionals && word[0] == '-' && word[1] != '\0') {
            cli_misused(command, "unknown option \"%s\"", word);
            return false;
        } else {
            if (!take_positional(arguments, word))
                return false;
            i++;
        }
    }
    if (!cli_has(arguments, "help") && arguments->count < command->positionals_min) {
        cli_misused(command, "missing argument: revanalytics %s %s", command->name, command->usage);
        return false;
    }
    return true;
}

const char *cli_nth(const cli_arguments *arguments, const char *name, size_t index)
{
    for (size_t i = 0; i < arguments->option_count; i++) {
        if (strcmp(arguments->options[i].option->name, name) == 0 && index-- == 0)
            return arguments->options[i].value;
    }
    return NULL;
}

const char *cli_get(const cli_arguments *arguments, const char *name)
{
    const char *last = NULL;
    const char *value;
    for (size_t i = 0; (value = cli_nth(arguments, name, i)) != NULL; i++)
        last = value;
    return last;
}

bool cli_has(const cli_arguments *arguments, const char *name)
{
    return cli_get(arguments, name) != NULL;
}

bool cli_integer(const cli_arguments *arguments, const char *name, int64_t least, int64_t most,
                 int64_t otherwise, int64_t *out)
{
    const char *text = cli_get(arguments, name);
    *out = otherwise;
    if (text == NULL)
        return true;
    char *end;
    errno = 0;
    const long long number = strtoll(text, &end, 10);
    if (*text == '\0' || *end != '\0' || errno != 0 || number < least || number > most) {
        cli_misused(arguments->command, "--%s must be an integer from %lld to %lld, not \"%s\"",
                    name, (long long)least, (long long)most, text);
        return false;
    }
    *out = number;
    return true;
}

bool cli_choice(const cli_arguments *arguments, const char *name, const char *choices,
                int64_t otherwise, int64_t *out)
{
    const char *text = cli_get(arguments, name);
    *out = otherwise;
    if (text == NULL)
        return true;
    int64_t number = 0;
    for (const char *at = choices;; number++) {
        const char *end = strchrnul(at, '|');
        if ((size_t)(end - at) == strlen(text) && strncmp(at, text, strlen(text)) == 0) {
            *out = number;
            return true;
        }
        if (*end == '\0')
            break;
        at = end + 1;
    }
    cli_misused(arguments->command, "--%s must be one of %s, not \"%s\"", name, choices, text);
    return false;
}

static void print_options(const cli_option *options)
{
    for (; options != NULL && options->name != NULL; options++) {
        char left[64];
        snprintf(left, sizeof left, "--%s%s%s", options->name, options->value ? " " : "",
                 options->value ? options->value : "");
        printf("  %-24s %s%s\n", left, options->help, options->repeats ? " (may repeat)" : "");
    }
}

void cli_help(const cli_command *command)
{
    printf("Usage: revanalytics %s %s\n\n%s\n", command->name, command->usage, command->summary);
    printf("\nOptions:\n");
    print_options(command->options);
    print_options(cli_common_options);
    if (command->details != NULL)
        printf("\n%s", command->details);
    if (command->help != NULL)
        command->help();
}

void cli_help_all(void)
{
    printf("Usage: revanalytics COMMAND STORE [ARGUMENT] [options]\n\n"
           "Exact, live figures of a lead business, kept in a directory.\n\nCommands:\n");
    for (const cli_command *const *command = cli_commands;
         *command != NULL && !(*command)->is_hidden; command++)
        printf("  %-10s %s\n", (*command)->name, (*command)->summary);
    printf("\n\"revanalytics COMMAND --help\" says more of each.\n"
           "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but events were refused,\n"
           "4 verify found a difference.\n");
}
