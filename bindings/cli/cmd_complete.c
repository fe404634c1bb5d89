/**
 * @file cli/cmd_complete.c
 * revanalytics complete: the words that a shell may offer, one a line.  Help does not show it.
 */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "names.h"

static void print_names(const char *(*at)(size_t index))
{
    const char *name;
    for (size_t i = 0; (name = at(i)) != NULL; i++)
        printf("%s\n", name);
}

static void print_commands(const char *about)
{
    (void)about;
    for (const cli_command *const *command = cli_commands; *command != NULL; command++) {
        if (!(*command)->is_hidden)
            printf("%s\n", (*command)->name);
    }
}

static void print_option_names(const cli_option *options)
{
    for (; options != NULL && options->name != NULL; options++)
        printf("--%s\n", options->name);
}

static void print_options(const char *about)
{
    for (const cli_command *const *command = cli_commands; *command != NULL; command++) {
        if (strcmp((*command)->name, about) == 0)
            print_option_names((*command)->options);
    }
    print_option_names(cli_common_options);
}

static void print_reports(const char *about)
{
    (void)about;
    print_names(rva_report_name_at);
}

static void print_dimensions(const char *about)
{
    (void)about;
    print_names(rva_dimension_name_at);
}

static void print_measures(const char *about)
{
    (void)about;
    print_names(names_measure_at);
}

static void print_formats(const char *about)
{
    if (strcmp(about, "report") == 0)
        printf("text\n");
    print_names(names_format_at);
}

static void print_exports(const char *about)
{
    (void)about;
    printf("events\n");
    print_names(names_records_at);
    printf("cells\n");
}

static const struct {
    const char *name;
    void (*print)(const char *about);
} kinds[] = {
    {"commands", print_commands},     {"options", print_options},   {"reports", print_reports},
    {"dimensions", print_dimensions}, {"measures", print_measures}, {"formats", print_formats},
    {"exports", print_exports},
};

static int run(const cli_arguments *arguments)
{
    const char *about = arguments->count > 1 ? arguments->positionals[1] : "";
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].name, arguments->positionals[0]) == 0) {
            kinds[i].print(about);
            return CLI_DONE;
        }
    }
    return cli_misused(arguments->command, "there are no words of \"%s\"",
                       arguments->positionals[0]);
}

const cli_command command_complete = {
    .name = "complete",
    .usage = "commands|options|reports|dimensions|measures|formats|exports [COMMAND]",
    .summary = "Print the words that a shell may offer.",
    .positionals_min = 1,
    .positionals_max = 2,
    .run = run,
    .is_hidden = true,
};
