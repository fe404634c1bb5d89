/**
 * @file core/zone_load.h
 * The rules of named zones, as this system has them.
 */
#ifndef RVA_CORE_ZONE_LOAD_H
#define RVA_CORE_ZONE_LOAD_H

#include "core/buffer.h"
#include "core/zone.h"

/**
 * Reads the system's rules of a named zone ("America/New_York") as bytes.
 *
 * The name may hold letters, digits and "_+-/", no "..", as the zone database does.
 *
 * @param out  receives the bytes of the TZif file, at most ::RVA__ZONE_BYTES_MAX
 * @return RVA_OK, RVA_INVALID (field "time_zone") for a name no file of the system has,
 *         saying that tzdata may have to be installed
 */
rva_status rva__zone_load(const char *name, rva__buffer *out, rva_error *err);

#endif
