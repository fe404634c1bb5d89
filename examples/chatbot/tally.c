/**
 * @file chatbot/tally.c
 * What was recorded.  Each thread counts for itself; the counts are added at the end.
 */
#include "tally.h"

#include <inttypes.h>
#include <stdio.h>

void tally_add(tally_counts *tally, const rva_event *event, rva_outcome outcome)
{
    if (outcome == RVA_DUPLICATE) {
        tally->duplicate++;
        return;
    }
    tally->accepted[event->type]++;
    if (event->type == RVA_EVENT_TRANSACTION)
        tally->amount_minor += event->amount_minor;
}

void tally_merge(tally_counts *into, const tally_counts *from)
{
    for (int type = 0; type < TALLY_TYPES; type++)
        into->accepted[type] += from->accepted[type];
    into->duplicate += from->duplicate;
    into->amount_minor += from->amount_minor;
}

void tally_print(const tally_counts *tally)
{
    int64_t events = 0;
    printf("{");
    for (int type = 0; type < TALLY_TYPES; type++) {
        events += tally->accepted[type];
        if (tally->accepted[type] > 0)
            printf("\"%s\":%" PRId64 ",", rva_event_type_name(type), tally->accepted[type]);
    }
    printf("\"events\":%" PRId64 ",\"duplicate\":%" PRId64 ",\"amount_minor\":%" PRId64 "}\n",
           events, tally->duplicate, tally->amount_minor);
}
