/**
 * @file node/src/refused.c
 * The lines that an import refused, kept until it is over.
 */
#include "refused.h"

#include <stdlib.h>

#include "value.h"

void rvn_refused_add(void *context, int64_t line, int64_t outcome, const rva_error *error)
{
    rvn_refused *mine = context;
    if (mine->count == RVN_REFUSED_MAX)
        return;
    if (mine->count == mine->room) {
        const size_t room = mine->room ? mine->room * 2 : 8;
        rvn_line *grown = realloc(mine->lines, room * sizeof *grown);
        if (grown == NULL)
            return;
        mine->lines = grown;
        mine->room = room;
    }
    mine->lines[mine->count++] = (rvn_line){line, outcome, *error};
}

napi_value rvn_refused_new(napi_env env, const rvn_refused *refused)
{
    napi_value made = NULL;
    napi_create_array_with_length(env, 3 * refused->count, &made);
    for (size_t i = 0; i < refused->count; i++) {
        const rvn_line *one = &refused->lines[i];
        const uint32_t at = (uint32_t)(3 * i);
        napi_set_element(env, made, at, rvn_integer_new(env, one->line));
        napi_set_element(env, made, at + 1, rvn_integer_new(env, one->outcome));
        napi_set_element(env, made, at + 2,
                         rvn_error_new(env, (rva_status)one->error.status, &one->error));
    }
    return made;
}

void rvn_refused_drop(rvn_refused *refused)
{
    free(refused->lines);
    *refused = (rvn_refused){0};
}
