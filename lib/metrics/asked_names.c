/**
 * @file metrics/asked_names.c
 * Names in questions.
 */
#include "metrics/asked_names.h"

#include <revanalytics/schema.h>

#include "core/error.h"
#include "core/text.h"
#include "metrics/catalogue.h"
#include "model/dimensions.h"

enum { SHOWN_BYTES = 40 };

static const char *dimension_at(size_t index, void *context)
{
    return rva__settings_dimension_name(context, (int)index);
}

static rva_status refuse(const char *input, const char *what, const char *name, size_t size,
                         rva_name_at_fn at, void *context, rva_error *err)
{
    char names[RVA_ERROR_MESSAGE_BYTES] = "";
    const int shown = (int)(size < SHOWN_BYTES ? size : SHOWN_BYTES);
    const char *near = rva_name_nearest(name, size, at, context);
    if (near)
        return rva__fail_field(err, RVA_NOT_FOUND, input, "no %s \"%.*s\": did you mean \"%s\"?",
                               what, shown, name, near);
    const char *next = at(0, context);
    for (size_t i = 1; next; i++) {
        const char *listed = next;
        next = at(i, context);
        rva__text_list(names, sizeof names, listed, next == NULL);
    }
    return rva__fail_field(err, RVA_NOT_FOUND, input, "no %s \"%.*s\": %s", what, shown, name,
                           names);
}

rva_status rva__find_dimension(const rva_settings *settings, const char *input, const char *name,
                               size_t size, int *out, rva_error *err)
{
    *out = rva__settings_dimension_find(settings, name, size);
    return *out >= 0 ? RVA_OK
                     : refuse(input, "dimension", name, size, dimension_at,
                              (void *)(uintptr_t)settings, err);
}

/** Measures, then the metrics that have cells. */
static const char *figure_at(size_t index, void *context)
{
    (void)context;
    size_t left = index;
    for (int m = 0; m < RVA__MEASURE_COUNT; m++)
        if (rva__measure_name(m) && left-- == 0)
            return rva__measure_name(m);
    for (int m = 0; m < RVA__METRIC_COUNT; m++)
        if (rva__metric_at(m)->schema.in_cube && left-- == 0)
            return rva__metric_at(m)->schema.name;
    return NULL;
}

rva_status rva__refuse_measure(const char *name, size_t size, rva_error *err)
{
    return refuse("measures", "measure", name, size, figure_at, NULL, err);
}
