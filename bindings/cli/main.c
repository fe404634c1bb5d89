/**
 * @file cli/main.c
 * The `revanalytics` command.
 */
#include <stdio.h>
#include <string.h>

#include <revanalytics.h>

#include "command.h"
#include "commands.h"
#include "complain.h"

const cli_command *const cli_commands[] = {
    &command_init,   &command_import,   &command_report,  &command_watch,    &command_export,
    &command_verify, &command_rebuild,  &command_upgrade, &command_backup,   &command_compact,
    &command_erase,  &command_settings, &command_info,    &command_complete, NULL,
};

static const char *command_name_at(size_t index)
{
    const cli_command *command = cli_commands[index];
    return command && !command->is_hidden ? command->name : NULL; /* hidden ones are last */
}

static const cli_command *find_command(const char *name)
{
    for (const cli_command *const *command = cli_commands; *command != NULL; command++) {
        if (strcmp((*command)->name, name) == 0)
            return *command;
    }
    return NULL;
}

static int unknown_command(const char *name)
{
    const char *near = cli_nearest(name, command_name_at);
    if (near != NULL)
        complain(name, "no such command: did you mean \"%s\"? See \"revanalytics --help\"", near);
    else
        complain(name, "no such command: see \"revanalytics --help\"");
    return CLI_USAGE;
}

static int run(int count, char **words)
{
    const char *first = count > 1 ? words[1] : "";
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0) {
        cli_help_all();
        return CLI_DONE;
    }
    if (strcmp(first, "help") == 0) {
        const cli_command *about = count > 2 ? find_command(words[2]) : NULL;
        if (count > 2 && about == NULL)
            return unknown_command(words[2]);
        if (about != NULL)
            cli_help(about);
        else
            cli_help_all();
        return CLI_DONE;
    }
    if (strcmp(first, "--version") == 0) {
        printf("revanalytics %s\n", rva_version());
        return CLI_DONE;
    }
    if (first[0] == '\0') {
        complain("", "no command given: see \"revanalytics --help\"");
        return CLI_USAGE;
    }
    const cli_command *command = find_command(first);
    if (command == NULL)
        return unknown_command(first);

    static cli_arguments arguments;
    if (!cli_arguments_read(command, count - 2, words + 2, &arguments))
        return CLI_USAGE;
    if (cli_has(&arguments, "help")) {
        cli_help(command);
        return CLI_DONE;
    }
    return command->run(&arguments);
}

int main(int count, char **words)
{
    const int code = run(count, words);
    if (fflush(stdout) != 0 || ferror(stdout))
        return complain("standard output", "could not be written whole");
    return code;
}
