/**
 * @file node/src/call.h
 * One call from JavaScript: its arguments and what it holds until it ends.
 */
#ifndef RVN_CALL_H
#define RVN_CALL_H

#define NAPI_VERSION 8
#include <node_api.h>
#include <revanalytics.h>
#include <stdbool.h>

#include "common/handle.h"

enum { RVN_ARGUMENTS_MAX = 6, RVN_HELD_MAX = 16 };

/** A call under way. */
typedef struct rvn_call {
    napi_env env;
    napi_value arguments[RVN_ARGUMENTS_MAX]; /**< those not given are undefined */
    void *held[RVN_HELD_MAX];                /**< memory, freed when the call ends */
    size_t held_count;
    rvb_handle *used[RVN_HELD_MAX]; /**< handles, in use until the call ends */
    size_t used_count;
    char room[512]; /**< for short texts */
    size_t room_used;
} rvn_call;

/** A function of the module; a NULL name ends a list. */
typedef struct rvn_function {
    const char *name;
    napi_callback call;
} rvn_function;

/** A constant of the module. */
typedef struct rvn_constant {
    const char *name;
    napi_value (*get)(napi_env env);
} rvn_constant;

/** Reads the arguments; false when the environment is ending. */
bool rvn_call_begin(rvn_call *call, napi_env env, napi_callback_info info);

/** Gives back all that the call took. */
void rvn_call_end(rvn_call *call);

/** Memory until the call ends; NULL with an exception. */
void *rvn_call_room(rvn_call *call, size_t size);

/** Makes what each environment (a worker is one) has of its own; false with an exception. */
bool rvn_instance_begin(napi_env env);

/** Puts functions and constants into the exports. */
void rvn_export(napi_env env, napi_value exports, const rvn_function *functions,
                const rvn_constant *constants);

/** Says with what function errors are made: (status, field, message). */
napi_value rvn_set_error(napi_value make, rvn_call *call);

/** The error of a status; NULL with an exception. */
napi_value rvn_error_new(napi_env env, rva_status status, const rva_error *error);

/** Throws the error of a status. */
void rvn_throw(napi_env env, rva_status status, const rva_error *error);

#endif
