/**
 * @file node/src/call.c
 * One call from JavaScript, and what each environment has of its own.
 */
#include "call.h"

#include <stdlib.h>
#include <string.h>

#include "handle.h"
#include "value.h"

typedef struct instance {
    napi_ref make_error;
} instance;

static void end_instance(napi_env env, void *data, void *hint)
{
    (void)env;
    (void)hint;
    free(data);
}

bool rvn_instance_begin(napi_env env)
{
    instance *made = calloc(1, sizeof *made);
    if (made != NULL && napi_set_instance_data(env, made, end_instance, NULL) == napi_ok)
        return true;
    free(made);
    napi_throw_error(env, NULL, "no memory");
    return false;
}

bool rvn_call_begin(rvn_call *call, napi_env env, napi_callback_info info)
{
    size_t count = RVN_ARGUMENTS_MAX;
    call->env = env;
    call->held_count = call->used_count = call->room_used = 0;
    return napi_get_cb_info(env, info, &count, call->arguments, NULL, NULL) == napi_ok;
}

void rvn_call_end(rvn_call *call)
{
    for (size_t i = 0; i < call->held_count; i++)
        free(call->held[i]);
    for (size_t i = 0; i < call->used_count; i++)
        rvb_use_end(call->used[i]);
}

void *rvn_call_room(rvn_call *call, size_t size)
{
    if (size <= sizeof call->room - call->room_used) {
        char *made = call->room + call->room_used;
        call->room_used += (size + 15) / 16 * 16;
        if (call->room_used > sizeof call->room)
            call->room_used = sizeof call->room;
        return made;
    }
    void *made = call->held_count < RVN_HELD_MAX ? malloc(size) : NULL;
    if (made == NULL)
        napi_throw_error(call->env, NULL, "no memory for the arguments");
    else
        call->held[call->held_count++] = made;
    return made;
}

void rvn_export(napi_env env, napi_value exports, const rvn_function *functions,
                const rvn_constant *constants)
{
    for (; functions->name != NULL; functions++) {
        napi_value function;
        if (napi_create_function(env, functions->name, NAPI_AUTO_LENGTH, functions->call, NULL,
                                 &function) != napi_ok ||
            napi_set_named_property(env, exports, functions->name, function) != napi_ok)
            return;
    }
    for (; constants->name != NULL; constants++)
        napi_set_named_property(env, exports, constants->name, constants->get(env));
}

napi_value rvn_set_error(napi_value make, rvn_call *call)
{
    instance *own = NULL;
    if (!rvn_is_function(call->env, make))
        return NULL;
    napi_get_instance_data(call->env, (void **)&own);
    if (own->make_error != NULL)
        napi_delete_reference(call->env, own->make_error);
    own->make_error = NULL;
    napi_create_reference(call->env, make, 1, &own->make_error);
    return rvn_undefined(call->env);
}

napi_value rvn_error_new(napi_env env, rva_status status, const rva_error *error)
{
    instance *own = NULL;
    napi_value arguments[3], make = NULL, made = NULL;
    const char *message = rvb_error_message(error, status);
    napi_get_instance_data(env, (void **)&own);
    if (own->make_error != NULL)
        napi_get_reference_value(env, own->make_error, &make);
    if (make == NULL) {
        napi_throw_error(env, rva_status_name(status), message);
        return NULL;
    }
    arguments[0] = rvn_integer_new(env, (int64_t)status);
    arguments[1] = rvn_text_new(env, error->field);
    arguments[2] = rvn_text_new(env, message);
    if (napi_call_function(env, rvn_undefined(env), make, 3, arguments, &made) != napi_ok)
        return NULL;
    return made;
}

void rvn_throw(napi_env env, rva_status status, const rva_error *error)
{
    napi_value made = rvn_error_new(env, status, error);
    if (made != NULL)
        napi_throw(env, made);
}
