/**
 * @file model/dimensions.c
 * What the settings say of dimensions.
 *
 * A setter checks its own words.  Whether a dimension is there is known no sooner than when the
 * settings are whole, so that they may be given in any order.
 */
#include "model/dimensions.h"

#include <string.h>

#include <revanalytics/event.h>

#include "core/error.h"
#include "core/text.h"

static bool is_attribute_name(const char *name)
{
    const size_t size = strlen(name);
    bool is_name = size > 0 && !(name[0] >= '0' && name[0] <= '9');
    for (size_t i = 0; i < size && is_name; i++)
        is_name = (name[i] >= 'a' && name[i] <= 'z') || (name[i] >= 'A' && name[i] <= 'Z') ||
                  (name[i] >= '0' && name[i] <= '9') || name[i] == '_';
    return is_name && size <= RVA__ATTRIBUTE_NAME_MAX;
}

/** Whether a list of names, RVA__NAME_BYTES each, has one. */
static bool has_name(const char *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names + i * RVA__NAME_BYTES, name) == 0)
            return true;
    return false;
}

static rva_status no_settings(rva_error *err)
{
    return rva__fail(err, RVA_INVALID, "the settings are NULL");
}

rva_status rva_settings_add_attribute(rva_settings *settings, const char *name, rva_error *err)
{
    if (settings == NULL)
        return no_settings(err);
    if (name == NULL || !is_attribute_name(name))
        return rva__fail_field(err, RVA_INVALID, "attributes",
                               "setting \"attributes\": got \"%.80s\"; an attribute is called as "
                               "its tag, by 1 to %d letters, digits and underscores, as property",
                               name ? name : "", RVA__ATTRIBUTE_NAME_MAX);
    if (rva__dimension_find(name, strlen(name)) >= 0)
        return rva__fail_field(err, RVA_INVALID, "attributes",
                               "setting \"attributes\": \"%s\" is a dimension already; give the "
                               "tag another name",
                               name);
    if (has_name(settings->attributes[0], settings->attribute_count, name))
        return rva__fail_field(err, RVA_EXISTS, "attributes",
                               "attribute \"%s\" is there already; name each once", name);
    if (settings->attribute_count == RVA_ATTRIBUTES_MAX)
        return rva__fail_field(err, RVA_LIMIT, "attributes",
                               "there are %d attributes, which is the most", RVA_ATTRIBUTES_MAX);
    strcpy(settings->attributes[settings->attribute_count++], name);
    return RVA_OK;
}

void rva_settings_clear_attributes(rva_settings *settings)
{
    if (settings != NULL)
        settings->attribute_count = 0;
}

const char *rva_settings_attribute_at(const rva_settings *settings, size_t index)
{
    return settings != NULL && index < settings->attribute_count ? settings->attributes[index]
                                                                 : NULL;
}

rva_status rva_settings_add_strict(rva_settings *settings, const char *dimension, rva_error *err)
{
    char name[RVA__NAME_BYTES];
    if (settings == NULL)
        return no_settings(err);
    RVA__TRY(rva__name_take("strict", dimension, name, err));
    if (has_name(settings->strict[0], settings->strict_count, name))
        return rva__fail_field(err, RVA_EXISTS, "strict",
                               "dimension \"%s\" is there already; name each once", name);
    if (settings->strict_count == RVA__DIM_COUNT)
        return rva__fail_field(err, RVA_LIMIT, "strict",
                               "there are %d dimensions, which is the most", RVA__DIM_COUNT);
    strcpy(settings->strict[settings->strict_count++], name);
    return RVA_OK;
}

void rva_settings_clear_strict(rva_settings *settings)
{
    if (settings != NULL)
        settings->strict_count = 0;
}

const char *rva_settings_strict_at(const rva_settings *settings, size_t index)
{
    return settings != NULL && index < settings->strict_count ? settings->strict[index] : NULL;
}

rva_status rva_settings_set_alias(rva_settings *settings, const char *dimension,
                                  const char *spelling, const char *name, rva_error *err)
{
    rva__pair alias = {.value = ""};
    if (settings == NULL)
        return no_settings(err);
    RVA__TRY(rva__name_take("aliases", dimension, alias.dimension, err));
    RVA__TRY(rva__name_take("aliases", spelling, alias.name, err));
    if (name != NULL && rva__name_is_blank(name)) {
        rva__pairs_remove(&settings->aliases, alias.dimension, alias.name);
        return RVA_OK;
    }
    RVA__TRY(rva__name_take("aliases", name, alias.value, err));
    if (strcmp(alias.name, alias.value) == 0)
        return rva__fail_field(err, RVA_INVALID, "aliases",
                               "setting \"aliases\": \"%s\" leads to itself; leave it out",
                               alias.name);
    return rva__pairs_set(&settings->aliases, &alias, "aliases", RVA_ALIASES_MAX, err);
}

void rva_settings_clear_aliases(rva_settings *settings)
{
    if (settings != NULL)
        rva__pairs_free(&settings->aliases);
}

const char *rva_settings_alias_at(const rva_settings *settings, size_t index, const char **spelling,
                                  const char **name)
{
    if (settings == NULL || index >= settings->aliases.count)
        return NULL;
    const rva__pair *alias = &settings->aliases.items[index];
    if (spelling != NULL)
        *spelling = alias->name;
    if (name != NULL)
        *name = alias->value;
    return alias->dimension;
}

rva_status rva_settings_add_value(rva_settings *settings, const char *dimension, const char *value,
                                  rva_error *err)
{
    rva__pair known = {.value = ""};
    if (settings == NULL)
        return no_settings(err);
    RVA__TRY(rva__name_take("values", dimension, known.dimension, err));
    RVA__TRY(rva__name_take("values", value, known.name, err));
    return rva__pairs_set(&settings->values, &known, "values", RVA_VALUES_MAX, err);
}

void rva_settings_clear_values(rva_settings *settings)
{
    if (settings != NULL)
        rva__pairs_free(&settings->values);
}

const char *rva_settings_value_at(const rva_settings *settings, size_t index, const char **value)
{
    if (settings == NULL || index >= settings->values.count)
        return NULL;
    if (value != NULL)
        *value = settings->values.items[index].name;
    return settings->values.items[index].dimension;
}

const char *rva__settings_dimension_name(const rva_settings *settings, int dimension)
{
    return dimension < RVA__DIM_ATTRIBUTE_1
               ? rva__dimension_name(dimension)
               : rva_settings_attribute_at(settings, (size_t)(dimension - RVA__DIM_ATTRIBUTE_1));
}

int rva__settings_dimension_find(const rva_settings *settings, const char *name, uint64_t size)
{
    for (size_t i = 0; i < settings->attribute_count; i++)
        if (strlen(settings->attributes[i]) == size &&
            memcmp(settings->attributes[i], name, size) == 0)
            return RVA__DIM_ATTRIBUTE_1 + (int)i;
    return rva__dimension_find(name, size);
}

const char *rva__settings_aliased(const rva_settings *settings, int dimension, const char *name)
{
    if (settings->aliases.count == 0)
        return name;
    const char *of = rva__settings_dimension_name(settings, rva__dimension_dictionary(dimension));
    const rva__pair *alias = of ? rva__pairs_find(&settings->aliases, of, name) : NULL;
    return alias ? alias->value : name;
}

const char *rva__settings_name(const rva_settings *settings, int dimension, const char *text,
                               char room[RVA__NAME_BYTES])
{
    const char *name = rva__name_trimmed(text, room);
    return name[0] != '\0' ? rva__settings_aliased(settings, dimension, name) : NULL;
}

bool rva__settings_is_strict(const rva_settings *settings, int dimension)
{
    const char *name = rva__settings_dimension_name(settings, dimension);
    return name != NULL && has_name(settings->strict[0], settings->strict_count, name);
}

bool rva__settings_knows(const rva_settings *settings, int dimension, const char *name)
{
    const char *of = rva__settings_dimension_name(settings, dimension);
    for (size_t i = 0; i < rva__settings_value_count(settings, dimension); i++)
        if (strcmp(rva__settings_value_at(settings, dimension, i), name) == 0)
            return true;
    return rva__pairs_find(&settings->values, of, name) != NULL ||
           rva__pairs_find(&settings->aliases, of, name) != NULL;
}

const char *rva__settings_known_at(const rva_settings *settings, int dimension, size_t index)
{
    const size_t listed = rva__settings_value_count(settings, dimension);
    const char *of = rva__settings_dimension_name(settings, dimension);
    if (index < listed)
        return rva__settings_value_at(settings, dimension, index);
    for (size_t i = 0, at = listed; i < settings->values.count; i++)
        if (strcmp(settings->values.items[i].dimension, of) == 0 && at++ == index)
            return settings->values.items[i].name;
    return NULL;
}

/** The dimensions whose names events carry, in words. */
static const char *list_named(const rva_settings *settings, char out[RVA_ERROR_MESSAGE_BYTES])
{
    out[0] = '\0';
    const char *last = NULL;
    for (int d = 0; d < RVA__DIM_COUNT; d++) {
        const char *name = rva__dimension_is_named(d) || d >= RVA__DIM_ATTRIBUTE_1
                               ? rva__settings_dimension_name(settings, d)
                               : NULL;
        if (name && last)
            rva__text_list(out, RVA_ERROR_MESSAGE_BYTES, last, false);
        last = name ? name : last;
    }
    rva__text_list(out, RVA_ERROR_MESSAGE_BYTES, last, true);
    return out;
}

/** Whether the names of a dimension are given by events, so that something can be said of them. */
static rva_status check_dimension(const rva_settings *settings, const char *setting,
                                  const char *name, rva_error *err)
{
    char names[RVA_ERROR_MESSAGE_BYTES];
    const int dim = rva__settings_dimension_find(settings, name, strlen(name));
    if (dim >= 0 && (rva__dimension_is_named(dim) || dim >= RVA__DIM_ATTRIBUTE_1))
        return RVA_OK;
    if (dim >= 0 && rva__dimension_dictionary(dim) != dim)
        return rva__fail_field(err, RVA_INVALID, setting,
                               "setting \"%s\": the names of \"%s\" are those of \"%s\": say it "
                               "of that",
                               setting, name, rva__dimension_name(rva__dimension_dictionary(dim)));
    return rva__fail_field(err, RVA_INVALID, setting,
                           "setting \"%s\": no dimension \"%.60s\" that events name: %s", setting,
                           name, list_named(settings, names));
}

static rva_status check_aliases(const rva_settings *settings, rva_error *err)
{
    for (size_t i = 0; i < settings->aliases.count; i++) {
        const rva__pair *alias = &settings->aliases.items[i];
        RVA__TRY(check_dimension(settings, "aliases", alias->dimension, err));
        const rva__pair *next = rva__pairs_find(&settings->aliases, alias->dimension, alias->value);
        if (next != NULL)
            return rva__fail_field(err, RVA_INVALID, "aliases",
                                   "setting \"aliases\": \"%s\" leads to \"%s\", which leads to "
                                   "\"%s\": lead it there at once",
                                   alias->name, alias->value, next->value);
    }
    return RVA_OK;
}

rva_status rva__settings_check_dimensions(const rva_settings *settings, rva_error *err)
{
    for (size_t i = 0; i < settings->strict_count; i++)
        RVA__TRY(check_dimension(settings, "strict", settings->strict[i], err));
    for (size_t i = 0; i < settings->values.count; i++)
        RVA__TRY(check_dimension(settings, "values", settings->values.items[i].dimension, err));
    return check_aliases(settings, err);
}
