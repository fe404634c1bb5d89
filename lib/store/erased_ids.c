/**
 * @file store/erased_ids.c
 * The ids of an event.
 */
#include "store/erased_ids.h"

#include <stddef.h>

/* The fields that hold ids, and of what; the one named `id` has the type of its event. */
static const struct id_field {
    size_t offset;
    int type;
} id_fields[] = {
    {offsetof(rva_event, id), -1},
    {offsetof(rva_event, conversation), RVA_EVENT_CONVERSATION},
    {offsetof(rva_event, lead), RVA_EVENT_LEAD},
    {offsetof(rva_event, offer), RVA_EVENT_OFFER},
    {offsetof(rva_event, of), RVA_EVENT_TRANSACTION},
    {offsetof(rva_event, visitor), RVA__ID_VISITOR},
    {offsetof(rva_event, uid), RVA__ID_UID},
    {offsetof(rva_event, feedback), RVA_EVENT_FEEDBACK},
    {offsetof(rva_event, transaction), RVA_EVENT_TRANSACTION},
    {offsetof(rva_event, cost), RVA_EVENT_COST},
    {offsetof(rva_event, market), RVA_EVENT_MARKET},
    {offsetof(rva_event, note), RVA_EVENT_NOTE},
};

_Static_assert(sizeof id_fields / sizeof *id_fields == RVA__ID_FIELDS, "texts for each id");

const char **rva__event_id(rva_event *event, int index, int *type)
{
    const struct id_field *field = &id_fields[index];
    *type = field->type >= 0 ? field->type : (int)event->type;
    return (const char **)(void *)((char *)event + field->offset);
}

void rva__erased_ids_one(const rva__config *config, rva_event *event, int index,
                         rva__erased_texts *texts)
{
    int type;
    const char **id = rva__event_id(event, index, &type);
    if (!*id)
        return;
    rva__id_erased_text(rva__id_hash(config, type, *id), texts->texts[index]);
    *id = texts->texts[index];
}

void rva__erased_free_text(const rva__config *config, rva_event *event, rva__erased_texts *texts)
{
    rva__attributes attributes;
    event->reason = NULL;
    event->text = NULL;
    if (!event->tags)
        return;
    (void)rva__attributes_read(config->settings, event->tags, &attributes, NULL);
    event->tags =
        rva__attributes_write(config->settings, &attributes, texts->tags) ? texts->tags : NULL;
}

void rva__erased_ids_all(const rva__config *config, rva_event *event, rva__erased_texts *texts)
{
    for (int i = 0; i < RVA__ID_FIELDS; i++)
        rva__erased_ids_one(config, event, i, texts);
    rva__erased_free_text(config, event, texts);
}

void rva__erased_ids_like(const rva__config *config, const rva_event *erased, rva_event *event,
                          rva__erased_texts *texts)
{
    rva_event other = *erased;
    for (int i = 0; i < RVA__ID_FIELDS; i++) {
        int type;
        const char *id = *rva__event_id(&other, i, &type);
        if (id && rva__id_is_erased(id))
            rva__erased_ids_one(config, event, i, texts);
    }
}
