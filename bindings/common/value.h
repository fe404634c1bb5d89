/**
 * @file common/value.h
 * One value on its way out, from whichever place of the library: a language makes its own of it.
 */
#ifndef RVB_VALUE_H
#define RVB_VALUE_H

#include <math.h>
#include <revanalytics.h>
#include <string.h>

#include "structs.h"

/** What a value is. */
typedef enum rvb_form {
    RVB_NONE, /**< there is no value */
    RVB_TEXT,
    RVB_INTEGER,
    RVB_REAL, /**< finite */
    RVB_INSTANT,
    RVB_FLAG,
    RVB_NAME, /**< an integer; rvb_name() has the name */
} rvb_form;

/** A value, small enough to be passed as it is; texts belong to what it came from. */
typedef struct rvb_value {
    rvb_form form;
    union {
        const char *text;
        int64_t integer; /**< of all forms but TEXT and REAL */
        double real;
    };
} rvb_value;

/** A text, none for NULL. */
static inline rvb_value rvb_text(const char *text)
{
    return (rvb_value){.form = text != NULL ? RVB_TEXT : RVB_NONE, .text = text};
}

/** An integer of that form, none for ::RVA_ABSENT. */
static inline rvb_value rvb_integer(rvb_form form, int64_t integer)
{
    return (rvb_value){.form = integer != RVA_ABSENT ? form : RVB_NONE, .integer = integer};
}

/** A real, none for NaN and infinities. */
static inline rvb_value rvb_real(double real)
{
    return (rvb_value){.form = isfinite(real) ? RVB_REAL : RVB_NONE, .real = real};
}

/** A value of a column, as rva_table_column_read() gives it. */
static inline rvb_value rvb_cell(int64_t type, int64_t cell)
{
    switch (type) {
    case RVA_COLUMN_TEXT: {
        const char *text;
        memcpy(&text, &cell, sizeof text);
        return rvb_text(text);
    }
    case RVA_COLUMN_REAL: {
        double real;
        memcpy(&real, &cell, sizeof real);
        return rvb_real(real);
    }
    case RVA_COLUMN_INSTANT:
        return rvb_integer(RVB_INSTANT, cell);
    case RVA_COLUMN_FLAG:
        return rvb_integer(RVB_FLAG, cell);
    default:
        return rvb_integer(RVB_INTEGER, cell);
    }
}

/** A field of an event. */
rvb_value rvb_field(const rva_field *field, const rva_event *event);

/** A member of a struct of figures; of an error its message. */
rvb_value rvb_member(const rva_struct_field *member, const void *structure);

/** The name of a number of a ::RVA_FIELD_NAME field, `*size` bytes without a NUL. */
const char *rvb_name(const rva_field *field, int64_t number, size_t *size);

#endif
