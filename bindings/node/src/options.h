/**
 * @file node/src/options.h
 * Structs of options from objects, structs of figures into objects.
 */
#ifndef RVN_OPTIONS_H
#define RVN_OPTIONS_H

#include "call.h"
#include "common/options.h"

/** A member, or undefined; false with an exception. */
bool rvn_member(rvn_call *call, napi_value object, const char *name, napi_value *out);

/** Reads the members that an object has; false with an exception. */
bool rvn_struct_get(const rva_struct_field *fields, void *out, rvn_call *call, napi_value object);

/** An object with the members of a struct. */
napi_value rvn_struct_new(napi_env env, const rva_struct_field *fields, const void *from);

/** Reads an object with the members of ::rva_query, `where` a list of names and values. */
bool rvn_query_get(rvb_query *out, rvn_call *call, napi_value value);

/** Reads an object with the members of ::rva_store_options; false with an exception. */
bool rvn_store_options_get(rva_store_options *out, rvn_call *call, napi_value value);

/** The figures of a store as an object. */
napi_value rvn_info(napi_value store, rvn_call *call);

#endif
