/**
 * @file store/document_facts.c
 * A document's facts, and the value of its path: the stages it went through, in words.
 */
#include "store/document_facts.h"

#include <string.h>

#include "core/error.h"

enum { PATH_BYTES = 400 };

static uint32_t path_value(rva__config *config, const rva__facts *facts, bool add)
{
    char text[PATH_BYTES + RVA_ID_BYTES_MAX + 8];
    size_t size = 0;
    if (facts->path_count == 0)
        return RVA__VALUE_UNKNOWN;
    bool cut = false;
    for (uint32_t i = 0; i < facts->path_count; i++) {
        const char *stage =
            rva__dictionary_text(config->dictionary, RVA__DIM_STAGE, facts->path[i]);
        const size_t length = strlen(stage);
        cut = size + length + 3 > PATH_BYTES;
        if (cut)
            break;
        if (i > 0) {
            memcpy(text + size, " > ", 3);
            size += 3;
        }
        memcpy(text + size, stage, length);
        size += length;
    }
    if (cut || facts->path_cut) {
        memcpy(text + size, " > ...", 6);
        size += 6;
    }
    text[size] = '\0';
    if (add)
        return rva__dictionary_add(config->dictionary, RVA__DIM_PATH, text);
    const uint32_t value = rva__dictionary_find(config->dictionary, RVA__DIM_PATH, text);
    return value == RVA__VALUE_NONE ? RVA__VALUE_OTHER : value;
}

static void set_path(rva__facts *facts, uint32_t path)
{
    for (uint32_t i = 0; i < facts->count; i++)
        if (facts->items[i].dims[RVA__DIM_PATH] != RVA__VALUE_NONE)
            facts->items[i].dims[RVA__DIM_PATH] = path;
}

rva_status rva__document_facts(rva__config *config, const rva__document *document, int64_t now,
                               bool add, rva__facts *out, rva_error *err)
{
    RVA__TRY(rva__facts_of(document, &config->rules, now, out, err));
    const uint32_t path = path_value(config, out, add);
    if (path == RVA__VALUE_NONE)
        return rva__fail_memory(err);
    set_path(out, path);
    return RVA_OK;
}

rva_status rva__document_facts_both(rva__config *config, const rva__document *document, bool add,
                                    rva__facts *closed, rva__facts *open, rva_error *err)
{
    RVA__TRY(rva__facts_both(document, &config->rules, closed, open, err));
    const uint32_t path = path_value(config, closed, add);
    if (path == RVA__VALUE_NONE)
        return rva__fail_memory(err);
    set_path(closed, path);
    set_path(open, path);
    return RVA_OK;
}
