/**
 * @file schema/schema.c
 * Prints all that the library says of itself as JSON: bindings/schema.json is its output.
 *
 * A line an object, so that a change of the library is a change of few lines.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <revanalytics.h>

/** Whether something stands before, at each depth. */
static int before[8];
static int depth;

static void open_with(char bracket)
{
    putchar(bracket);
    before[++depth] = 0;
}

static void close_with(char bracket)
{
    depth--;
    putchar(bracket);
}

static void next(void)
{
    if (before[depth])
        putchar(',');
    before[depth] = 1;
}

/** A new item on a line of its own. */
static void next_line(void)
{
    next();
    printf("\n%*s", depth, "");
}

static void put_text(const char *text)
{
    if (text == NULL) {
        printf("null");
        return;
    }
    putchar('"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
    putchar('"');
}

static void name(const char *of)
{
    next();
    put_text(of);
    putchar(':');
}

static void text(const char *of, const char *value)
{
    name(of);
    put_text(value);
}

static void number(const char *of, int64_t value)
{
    name(of);
    printf("%" PRId64, value);
}

static void flag(const char *of, int64_t value)
{
    name(of);
    printf(value ? "true" : "false");
}

/** Opens a list on a line of its own. */
static void list(const char *of)
{
    next_line();
    put_text(of);
    putchar(':');
    open_with('[');
}

static void names(const char *of, const char *(*at)(size_t index))
{
    const char *item;
    list(of);
    for (size_t i = 0; (item = at(i)) != NULL; i++) {
        next();
        put_text(item);
    }
    close_with(']');
}

static void put_column(const rva_column_schema *column)
{
    static const char *const types[] = {"text", "integer", "real", "instant", "flag", "money"};
    next_line();
    open_with('{');
    text("name", column->name);
    text("member", column->member);
    text("type", types[column->type]);
    text("unit", column->unit);
    flag("optional", column->optional);
    text("words", column->words);
    text("metric", column->metric);
    close_with('}');
}

static void put_table(const rva_table_schema *table)
{
    const rva_column_schema *column;
    next_line();
    open_with('{');
    text("name", table->name);
    text("words", table->words);
    text("row", table->row);
    list("columns");
    for (size_t i = 0; (column = rva_table_schema_column_at(table, i)) != NULL; i++)
        put_column(column);
    close_with(']');
    close_with('}');
}

static void put_inputs(int64_t inputs)
{
    static const struct {
        rva_report_input input;
        const char *name;
    } all[] = {
        {RVA_INPUT_PERIOD, "period"},     {RVA_INPUT_NOW, "now"},
        {RVA_INPUT_MODE, "mode"},         {RVA_INPUT_WHERE, "where"},
        {RVA_INPUT_COMPARE, "compare"},   {RVA_INPUT_BY, "by"},
        {RVA_INPUT_MEASURES, "measures"}, {RVA_INPUT_DIMENSIONS, "dimensions"},
        {RVA_INPUT_SORT, "sort"},         {RVA_INPUT_LIMIT, "limit"},
        {RVA_INPUT_VALUE, "value"},
    };
    name("inputs");
    open_with('[');
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (inputs & all[i].input) {
            next();
            put_text(all[i].name);
        }
    }
    close_with(']');
}

static void put_reports(void)
{
    const rva_report_schema *report;
    const rva_table_schema *table;
    list("reports");
    for (size_t i = 0; (report = rva_report_schema_at(i)) != NULL; i++) {
        next_line();
        open_with('{');
        text("name", report->name);
        text("words", report->words);
        put_inputs(report->inputs);
        list("tables");
        for (size_t t = 0; (table = rva_report_schema_table_at(report, t)) != NULL; t++)
            put_table(table);
        close_with(']');
        close_with('}');
    }
    close_with(']');
}

static void put_metric(const rva_metric_schema *metric)
{
    static const char *const directions[] = {"neither", "higher", "lower"};
    const int64_t dimensions = rva_metric_schema_dimensions(metric);
    const char *dimension;
    next_line();
    open_with('{');
    text("name", metric->name);
    text("unit", metric->unit);
    text("group", metric->group);
    text("words", metric->words);
    text("formula", metric->formula);
    text("nothing", metric->nothing);
    text("open", metric->open);
    text("excluded", metric->excluded);
    text("clock", rva_metric_schema_clock(metric));
    text("better", directions[metric->direction]);
    flag("is_kpi", metric->is_kpi);
    flag("has_interval", metric->has_interval);
    flag("in_cube", metric->in_cube);
    name("dimensions");
    open_with('[');
    for (size_t i = 0; (dimension = rva_dimension_name_at(i)) != NULL; i++) {
        if (dimensions >> i & 1) {
            next();
            put_text(dimension);
        }
    }
    close_with(']');
    close_with('}');
}

static void put_field(const rva_field *field)
{
    static const char *const forms[] = {"text", "integer", "real",  "name",
                                        "flag", "instant", "object"};
    next_line();
    open_with('{');
    text("name", field->name);
    text("form", forms[field->form]);
    text("names", field->names);
    const uint64_t sets[] = {field->types, field->required};
    for (int i = 0; i < 2; i++) {
        name(i == 0 ? "types" : "required");
        open_with('[');
        for (int64_t type = 0; rva_event_type_name(type) != NULL; type++) {
            if (sets[i] >> type & 1) {
                next();
                put_text(rva_event_type_name(type));
            }
        }
        close_with(']');
    }
    close_with('}');
}

static void put_formats(void)
{
    const rva_export_format *format;
    list("formats");
    for (size_t i = 0; (format = rva_export_format_at(i)) != NULL; i++) {
        next_line();
        open_with('{');
        text("name", format->name);
        text("extension", format->extension);
        number("format", format->format);
        close_with('}');
    }
    close_with(']');
}

static void put_statuses(void)
{
    const char *unknown = rva_status_name((rva_status)9999);
    list("statuses");
    for (int i = 0; strcmp(rva_status_name((rva_status)i), unknown) != 0; i++) {
        next_line();
        open_with('{');
        text("name", rva_status_name((rva_status)i));
        number("number", i);
        text("words", rva_status_text((rva_status)i));
        close_with('}');
    }
    close_with(']');
}

static const char *event_type_at(size_t index)
{
    return rva_event_type_name((int64_t)index);
}

int main(void)
{
    const rva_table_schema *table;
    const rva_metric_schema *metric;
    const rva_field *field;
    open_with('{');
    put_reports();
    list("records");
    for (size_t i = 0; (table = rva_records_schema_at(i)) != NULL; i++)
        put_table(table);
    close_with(']');
    list("metrics");
    for (size_t i = 0; (metric = rva_metric_schema_at(i)) != NULL; i++)
        put_metric(metric);
    close_with(']');
    names("dimensions", rva_dimension_name_at);
    names("measures", rva_measure_name_at);
    put_formats();
    names("event_types", event_type_at);
    list("fields");
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++)
        put_field(field);
    close_with(']');
    put_statuses();
    close_with('}');
    putchar('\n');
    return 0;
}
