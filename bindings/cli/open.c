/**
 * @file cli/open.c
 * Opening the store a command works on.
 */
#include "commands.h"
#include "complain.h"

rva_status cli_open_as(const cli_arguments *arguments, bool read_only, rva_store **out)
{
    const char *path = arguments->positionals[0];
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    rva_error err = RVA_ERROR_INIT;
    options.read_only = read_only;
    const rva_status status = rva_store_open(path, &options, out, &err);
    if (status == RVA_NOT_FOUND)
        complain(path, "no such store: create it with \"revanalytics init %s\"", path);
    else if (status != RVA_OK)
        cli_failed(arguments, &err);
    return status;
}

rva_store *cli_open(const cli_arguments *arguments, bool read_only)
{
    rva_store *store = NULL;
    return cli_open_as(arguments, read_only, &store) == RVA_OK ? store : NULL;
}

int cli_failed(const cli_arguments *arguments, const rva_error *error)
{
    return complain_error(arguments->positionals[0], error);
}
