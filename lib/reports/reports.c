/**
 * @file reports/reports.c
 * The list of reports, and what each can be asked.
 */
#include "reports/reports.h"

#include "core/error.h"
#include "core/text.h"
#include "reports/run.h"

static const rva__report_definition *const reports[] = {
#define RVA__X(name) &rva__report_##name,
    RVA__REPORT_MAP(RVA__X)
#undef RVA__X
};

enum { REPORTS = sizeof reports / sizeof *reports };

const rva_report_schema *rva_report_schema_at(size_t index)
{
    return index < REPORTS ? &reports[index]->schema : NULL;
}

const rva_table_schema *rva_report_schema_table_at(const rva_report_schema *report, size_t index)
{
    const rva__report_definition *definition = (const rva__report_definition *)report;
    return report && index < definition->table_count ? &definition->tables[index].table.schema
                                                     : NULL;
}

const char *rva_report_name_at(size_t index)
{
    return index < REPORTS ? reports[index]->schema.name : NULL;
}

const char *rva_dimension_name_at(size_t index)
{
    return index < RVA__DIM_COUNT ? rva__dimension_name((int)index) : NULL;
}

const char *rva_measure_name_at(size_t index)
{
    return index < RVA__MEASURE_COUNT ? rva__measure_name((int)index) : NULL;
}

/** The names of the reports that take some input; 0: of all. */
static const char *list_reports(int64_t input, char out[RVA_ERROR_MESSAGE_BYTES])
{
    size_t last = 0;
    out[0] = '\0';
    for (size_t i = 0; i < REPORTS; i++)
        if ((reports[i]->schema.inputs & input) == input)
            last = i;
    for (size_t i = 0; i <= last; i++)
        if ((reports[i]->schema.inputs & input) == input)
            rva__text_list(out, RVA_ERROR_MESSAGE_BYTES, reports[i]->schema.name, i == last);
    return out;
}

/** Refuses what another report would take. */
static rva_status check_inputs(const rva_report_schema *schema, const rva_query *query,
                               rva_error *err)
{
    const struct {
        const char *name;
        rva_report_input input;
        bool given;
    } inputs[] = {
        {"by", RVA_INPUT_BY, query->by != RVA_GRAIN_DEFAULT},
        {"measures", RVA_INPUT_MEASURES, query->measures != NULL},
        {"dimensions", RVA_INPUT_DIMENSIONS, query->dimensions != NULL},
        {"sort", RVA_INPUT_SORT, query->sort != NULL},
        {"limit", RVA_INPUT_LIMIT, query->limit != 0},
        {"value", RVA_INPUT_VALUE, query->value != RVA_WORTH_DEFAULT},
        {"mode", RVA_INPUT_MODE, query->mode != RVA_MODE_DEFAULT},
        {"compare", RVA_INPUT_COMPARE, query->compare != RVA_COMPARE_DEFAULT},
        {"where", RVA_INPUT_WHERE, query->where_count > 0},
        {"days", RVA_INPUT_PERIOD, query->days != 0},
        {"from", RVA_INPUT_PERIOD, query->from_at != RVA_ABSENT},
        {"to", RVA_INPUT_PERIOD, query->to_at != RVA_ABSENT},
        {"period", RVA_INPUT_PERIOD, query->period != NULL},
    };
    char names[RVA_ERROR_MESSAGE_BYTES];
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        if (inputs[i].given && !(schema->inputs & inputs[i].input))
            return rva__fail_field(err, RVA_INVALID, inputs[i].name,
                                   "%s takes no `%s`; these do: %s", schema->name, inputs[i].name,
                                   list_reports(inputs[i].input, names));
    return RVA_OK;
}

/** Reads the question of a report: that of one of today is about one day. */
static rva_status read_question(const rva__report_definition *definition, rva__cell_source *source,
                                const rva_query *query, rva__question *out, rva_error *err)
{
    rva_query asked = *query;
    RVA__TRY(check_inputs(&definition->schema, query, err));
    if (!definition->of_today)
        return rva__question_read(source, query, out, err);
    if (query->compare == RVA_COMPARE_PREVIOUS_YEAR)
        return rva__fail_field(err, RVA_INVALID, "compare",
                               "%s is compared with yesterday: same_time, full, previous_period "
                               "(the same as full) or none",
                               definition->schema.name);
    asked.days = 1;
    asked.by = RVA_GRAIN_HOUR;
    return rva__question_read(source, &asked, out, err);
}

static rva_status run(const rva__report_definition *definition, const rva__question *question,
                      rva_report **out, rva_error *err)
{
    rva_report *report;
    RVA__TRY(rva__question_report(question, definition->schema.name, !definition->compares_nothing,
                                  &report, err));
    rva_status status = definition->run ? definition->run(question, report, err)
                                        : rva__run_tables(question, definition, report, err);
    if (status == RVA_OK)
        status = rva__report_check(report, err);
    if (status == RVA_OK)
        *out = report;
    else
        rva_report_free(report);
    return status;
}

rva_status rva__report_run(rva__cell_source *source, const char *name, const rva_query *query,
                           rva_report **out, rva_error *err)
{
    char names[RVA_ERROR_MESSAGE_BYTES];
    for (size_t i = 0; i < REPORTS; i++) {
        if (strcmp(reports[i]->schema.name, name) != 0)
            continue;
        rva__question question;
        RVA__TRY(read_question(reports[i], source, query, &question, err));
        return run(reports[i], &question, out, err);
    }
    return rva__fail_field(err, RVA_NOT_FOUND, "report", "no report \"%.60s\": %s", name,
                           list_reports(0, names));
}
