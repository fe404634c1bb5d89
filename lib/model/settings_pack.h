/**
 * @file model/settings_pack.h
 * Settings as bytes in a store.
 */
#ifndef RVA_MODEL_SETTINGS_PACK_H
#define RVA_MODEL_SETTINGS_PACK_H

#include "core/buffer.h"
#include "model/settings.h"

/** Appends the settings as MessagePack (a map; unknown keys are skipped when read). */
void rva__settings_pack(const rva_settings *settings, rva__buffer *to);

/** Reads what rva__settings_pack() wrote; hostile bytes are safe. */
rva_status rva__settings_unpack(const void *bytes, size_t size, rva_settings **out, rva_error *err);

#endif
