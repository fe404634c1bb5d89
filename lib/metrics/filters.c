/**
 * @file metrics/filters.c
 * Conditions read and told.
 */
#include "metrics/filters.h"

#include "core/buffer.h"
#include "core/error.h"
#include "core/nearest.h"
#include "core/text.h"
#include "metrics/asked_names.h"
#include "model/dimensions.h"

/** A value that no record has: no dictionary gets there. */
#define VALUE_OF_NOBODY (RVA__VALUE_NONE - 1)

/** Takes the next value of a list, ended by a NUL; false at the list's end. */
static bool next_value(const char **list, rva__buffer *out)
{
    const char *at = *list;
    if (!at)
        return false;
    out->size = 0;
    for (; *at != '\0' && *at != ','; at++) {
        if (*at == '\\' && at[1] != '\0')
            at++;
        rva__buffer_put_byte(out, (uint8_t)*at);
    }
    rva__buffer_put_byte(out, 0);
    *list = *at == ',' ? at + 1 : NULL;
    return true;
}

/** Whether an earlier condition has the same dimension and sign. */
static bool is_twice(const rva__conditions *conditions, int dimension, bool excludes)
{
    for (size_t i = 0; i < conditions->count; i++)
        if (conditions->items[i].dimension == dimension &&
            conditions->items[i].excludes == excludes)
            return true;
    return false;
}

static rva_status begin_condition(const rva_filter *filter, const rva_settings *settings,
                                  rva__conditions *out, rva_error *err)
{
    if (!filter->dimension || !filter->value)
        return rva__fail_field(err, RVA_INVALID, "where", "a condition names both sides");
    int dim;
    RVA__TRY(rva__find_dimension(settings, "where", filter->dimension, strlen(filter->dimension),
                                 &dim, err));
    const char *sign = filter->exclude ? "!=" : "=";
    if (is_twice(out, dim, filter->exclude != 0))
        return rva__fail_field(err, RVA_INVALID, "where",
                               "%s%s is there twice: put the values into one list, %s%sA,B",
                               filter->dimension, sign, filter->dimension, sign);
    rva__conditions_begin(out, dim, filter->exclude != 0);
    return RVA_OK;
}

static rva_status read_values(const rva_filter *filter, rva__cell_source *source,
                              rva__conditions *out, rva__buffer *text, rva_error *err)
{
    const int dim = out->items[out->count - 1].dimension;
    const char *list = filter->value;
    while (next_value(&list, text)) {
        if (text->failed)
            return rva__fail_memory(err);
        if (!rva__text_is_clean((const char *)text->data, text->size - 1))
            return rva__fail_field(err, RVA_INVALID, "where",
                                   "a value of %s is no UTF-8, or has control characters",
                                   filter->dimension);
        if (text->size == 1)
            return rva__fail_field(err, RVA_INVALID, "where",
                                   "a value of %s is empty; records without one are (unknown)",
                                   filter->dimension);
        uint32_t value = source->value(source, dim, (const char *)text->data);
        if (value == RVA__VALUE_NONE)
            value = VALUE_OF_NOBODY;
        if (!rva__conditions_value(out, value))
            return rva__fail_field(err, RVA_INVALID, "where", "at most %d values",
                                   (int)RVA_FILTER_VALUES_MAX);
    }
    rva__conditions_end(out);
    return RVA_OK;
}

rva_status rva__filters_read(const rva_query *query, rva__cell_source *source, rva__conditions *out,
                             rva_error *err)
{
    if (query->where_count > RVA_FILTERS_MAX || (query->where_count > 0 && !query->where))
        return rva__fail_field(err, RVA_INVALID, "where", "at most %d conditions",
                               (int)RVA_FILTERS_MAX);
    rva__buffer text = {0};
    rva_status status = RVA_OK;
    out->count = 0;
    out->value_count = 0;
    for (size_t i = 0; i < query->where_count && status == RVA_OK; i++) {
        status = begin_condition(&query->where[i], source->settings, out, err);
        if (status == RVA_OK)
            status = read_values(&query->where[i], source, out, &text, err);
    }
    rva__buffer_free(&text);
    return status;
}

/** The values of a dimension that records have. */
typedef struct known {
    rva__cell_source *source;
    int dimension;
    uint32_t count;
} known;

static const char *known_at(size_t index, void *context)
{
    const known *of = context;
    return index < of->count
               ? of->source->text(of->source, of->dimension, RVA__VALUE_FIRST + (uint32_t)index)
               : NULL;
}

static void put(rva__buffer *to, const char *text)
{
    rva__buffer_put(to, text, strlen(text));
}

/** Warns of a value that no record has. */
static rva_status warn_of(rva_report *report, rva__cell_source *source, int dimension,
                          const char *text, rva_error *err)
{
    rva__buffer warning = {0};
    known values = {source, dimension, source->value_count(source, dimension)};
    const char *near = rva__nearest(text, strlen(text), known_at, &values, RVA__EDITS_ANY);
    put(&warning, "no record has ");
    put(&warning, rva__settings_dimension_name(source->settings, dimension));
    put(&warning, " \"");
    put(&warning, text);
    put(&warning, near ? "\"; the nearest is \"" : "\", nor any other");
    put(&warning, near ? near : "");
    put(&warning, near ? "\"" : "");
    if (values.count >= source->settings->max_values)
        put(&warning, "; or it is one of (other), beyond `max_values`");
    rva__buffer_put_byte(&warning, 0);
    const bool failed = warning.failed;
    if (!failed)
        rva__report_warn(report, (const char *)warning.data);
    rva__buffer_free(&warning);
    return failed ? rva__fail_memory(err) : RVA_OK;
}

static rva_status tell(const rva_filter *filter, rva__cell_source *source, rva_report *report,
                       rva__buffer *text, rva_error *err)
{
    const int dim = rva__settings_dimension_find(source->settings, filter->dimension,
                                                 strlen(filter->dimension));
    const char *list = filter->value;
    rva__report_add_condition(report, filter->dimension, filter->exclude != 0);
    while (next_value(&list, text)) {
        if (text->failed)
            return rva__fail_memory(err);
        const char *value = (const char *)text->data;
        rva__report_add_value(report, value);
        if (source->value(source, dim, value) == RVA__VALUE_NONE)
            RVA__TRY(warn_of(report, source, dim, value, err));
    }
    return RVA_OK;
}

rva_status rva__filters_tell(const rva_query *query, rva__cell_source *source, rva_report *report,
                             rva_error *err)
{
    rva__buffer text = {0};
    rva_status status = RVA_OK;
    for (size_t i = 0; i < query->where_count && status == RVA_OK; i++)
        status = tell(&query->where[i], source, report, &text, err);
    rva__buffer_free(&text);
    return status == RVA_OK ? rva__report_check(report, err) : status;
}
