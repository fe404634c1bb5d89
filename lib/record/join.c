/**
 * @file record/join.c
 * Joining documents.
 */
#include "record/join.h"

#include "core/error.h"

rva_status rva__join(rva__batch *batch, rva__cached *from, rva__cached *to, rva_error *err)
{
    RVA__TRY(rva__batch_touch(batch, from, err));
    RVA__TRY(rva__batch_touch(batch, to, err));
    for (uint32_t i = 0; i < from->document.count; i++)
        RVA__TRY(rva__document_insert(&to->document, &from->document.entries[i],
                                      &batch->txn->config->names, err));
    for (uint32_t i = 0; i < from->document.past_count; i++)
        RVA__TRY(rva__document_supersede(&to->document, from->document.past[i], err));
    from->document.count = 0;
    from->document.past_count = 0;
    from->document.flags |= RVA__DOCUMENT_MOVED;
    from->document.conversation = to->number;
    return RVA_OK;
}
