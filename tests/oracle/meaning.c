/**
 * @file oracle/meaning.c
 * Names without white space, aliases followed; attributes by a table, so that nothing of JSON is
 * read here.
 */
#include "meaning.h"

#include <string.h>

const meaning_alias meaning_aliases[MEANING_ALIASES] = {
    {RVA__DIM_SOURCE, "GOOGLE", "google"},
    {RVA__DIM_CAMPAIGN, "fall", "autumn"},
    {RVA__DIM_AGENT, "bot 4", "bot-4"},
    {RVA__DIM_BOROUGH, "Golden Gate", "San Francisco"}, /* also when a zip gives it */
    {RVA__DIM_ZIP, "NY 11215", "11215"},
    {RVA__DIM_PLATFORM, "Solar Reviews", "SolarReviews"},
    {RVA__DIM_TIER, "Premium", "premium"},
    {RVA__DIM_STAGE, "A", "a"},
    {RVA__DIM_ATTRIBUTE_1, "historic", "historic_district"},
};

const char *const meaning_attributes[MEANING_ATTRIBUTES] = {"property", "device"};

/* Tags, and the values of both attributes by docs/definitions.md. */
static const struct {
    const char *tags;
    const char *values[MEANING_ATTRIBUTES];
} tags[MEANING_TAGS] = {
    {"{\"property\":\"condo\",\"device\":\"phone\"}", {"condo", "phone"}},
    {"{\"property\":\"historic\"}", {"historic_district", NULL}},
    {"{\"property\":\" historic_district \",\"x\":{\"device\":\"no\"}}",
     {"historic_district", NULL}},
    {"{\"device\":1.50}", {NULL, "1.5"}},
    {"{\"device\":1e3,\"property\":null}", {NULL, "1000"}},
    {"{\"device\":true,\"property\":[\"condo\"]}", {NULL, "true"}},
    {"{\"property\":\"first\",\"property\":\"condo\"}", {"condo", NULL}},
    {"{\"pr\\u006fperty\":\"c\\u006fndo\",\"device\":\"\"}", {"condo", NULL}},
    {"{\"device\":-0, \"roof\":\"flat\"}", {NULL, "0"}},
    {"{\"device\":\"(other)x\",\"property\":\"\\u00e9t\\u00e9\"}", {"été", "(other)x"}},
    {"{ \"roof\" : [ 1 , { \"property\" : \"no\" } ] }", {NULL, NULL}},
    {"{}", {NULL, NULL}},
};

const char *meaning_tags(size_t index)
{
    return tags[index].tags;
}

const char *meaning_attribute(const char *given, size_t index)
{
    for (size_t i = 0; given && i < MEANING_TAGS; i++)
        if (strcmp(given, tags[i].tags) == 0)
            return tags[i].values[index];
    return NULL;
}

const char *meaning_name(int dimension, const char *text, oracle_memory *memory)
{
    if (!text)
        return NULL;
    while (*text == ' ' || *text == '\t')
        text++;
    size_t size = strlen(text);
    while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\t'))
        size--;
    if (size == 0)
        return NULL;
    for (size_t i = 0; i < MEANING_ALIASES; i++)
        if (meaning_aliases[i].dimension == dimension &&
            strlen(meaning_aliases[i].spelling) == size &&
            memcmp(meaning_aliases[i].spelling, text, size) == 0)
            return meaning_aliases[i].name;
    return oracle_printf(memory, "%.*s", (int)size, text);
}

const rva_event *meaning_of(const rva_event *event, oracle_memory *memory)
{
    rva_event *out = oracle_take(memory, sizeof *out);
    *out = *event;
    out->source = meaning_name(RVA__DIM_SOURCE, event->source, memory);
    out->medium = meaning_name(RVA__DIM_MEDIUM, event->medium, memory);
    out->campaign = meaning_name(RVA__DIM_CAMPAIGN, event->campaign, memory);
    out->channel = meaning_name(RVA__DIM_CHANNEL, event->channel, memory);
    out->agent = meaning_name(RVA__DIM_AGENT, event->agent, memory);
    out->borough = meaning_name(RVA__DIM_BOROUGH, event->borough, memory);
    out->zip = meaning_name(RVA__DIM_ZIP, event->zip, memory);
    out->platform = meaning_name(RVA__DIM_PLATFORM, event->platform, memory);
    out->tier = meaning_name(RVA__DIM_TIER, event->tier, memory);
    out->stage = meaning_name(RVA__DIM_STAGE, event->stage, memory);
    return out;
}
