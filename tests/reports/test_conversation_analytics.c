/**
 * @file reports/test_conversation_analytics.c
 * Stages, drop-offs, paths, agents and sources of three days, worked out by hand.
 */
#include "source.h"

#include <math.h>

static void begin(void)
{
    const rva_query query = source_query();
    source_begin();
    source_three_days();
    source_report("conversation_analytics", &query);
}

TestSuite(conversation_analytics, .init = begin, .fini = source_end);

Test(conversation_analytics, stages_of_the_settings_are_all_there_then_others)
{
    cr_assert_eq(source_rows("stages"), 3);
    const rva_stage_row *welcome = source_row("stages", 0);
    const rva_stage_row *interest = source_row("stages", 1);
    const rva_stage_row *upsell = source_row("stages", 2);
    cr_expect_str_eq(welcome->stage, "welcome");
    cr_expect_eq(welcome->ordinal, 1);
    cr_expect_str_eq(interest->stage, "interest");
    cr_expect_eq(interest->entered, 0);
    cr_expect(isnan(interest->completion_of_entered));
    cr_expect_eq(interest->completion_of_total, 0);
    cr_expect_str_eq(upsell->stage, "upsell");
    cr_expect_eq(upsell->ordinal, RVA_ABSENT);
    cr_expect_eq(upsell->passed, 1);
}

Test(conversation_analytics, rates_are_of_those_who_entered_and_of_all)
{
    const rva_stage_row *welcome = source_row("stages", 0);
    cr_expect_eq(welcome->entered, 2);
    cr_expect_eq(welcome->visits, 3);
    cr_expect_eq(welcome->completion_of_entered, 0.5);
    cr_expect_float_eq(welcome->completion_of_total, 0.3333333, 1e-7);
    cr_expect_eq(welcome->drop_of_entered, 0.5);
    cr_expect_float_eq(welcome->drop_of_total, 0.3333333, 1e-7);
    cr_expect_eq(welcome->minutes_mean, 1);
    cr_expect_float_eq(welcome->minutes_p50, 1, 0.01);
}

Test(conversation_analytics, a_lost_conversation_stopped_somewhere)
{
    cr_assert_eq(source_rows("drop_offs"), 1);
    const rva_drop_off_row *drop = source_row("drop_offs", 0);
    cr_expect_str_eq(drop->stage, "welcome");
    cr_expect_str_eq(drop->position, "in_stage");
    cr_expect_eq(drop->conversations, 1);
    cr_expect_float_eq(drop->of_total, 0.3333333, 1e-7);
    cr_expect_eq(drop->of_lost, 1);
}

Test(conversation_analytics, paths_by_their_conversations)
{
    const rva_path_row *path = source_row("paths", 0);
    cr_expect_str_eq(path->path, "welcome > interest");
    cr_expect_eq(path->conversations, 2);
    cr_expect_eq(path->qualified, 2);
    cr_expect_eq(path->revenue_net_minor, 27500);
    cr_expect_eq(path->revenue_per_conversation_minor, 13750);
    cr_expect_str_eq(((const rva_path_row *)source_row("paths", 1))->path, "welcome");
}

Test(conversation_analytics, agents_with_the_times_of_their_answers)
{
    const rva_agent_row *ann = source_row("agents", 0);
    cr_expect_str_eq(ann->agent, "ann");
    cr_expect_eq(ann->conversations, 2);
    cr_expect_eq(ann->completion_rate, 1);
    cr_expect_eq(ann->response_ms_p50, 20);
    cr_expect_eq(ann->response_ms_p90, 28);
    cr_expect_eq(ann->quality_mean, 0.8);
    const rva_agent_row *bob = source_row("agents", 1);
    cr_expect(isnan(bob->response_ms_p50));
    cr_expect_eq(bob->completion_rate, 0);
}

Test(conversation_analytics, sources_with_what_they_cost)
{
    const rva_source_row *google = source_row("sources", 0);
    cr_expect_str_eq(google->source, "google");
    cr_expect_eq(google->qualified_rate, 1);
    cr_expect_eq(google->upper, 1);
    cr_expect_float_eq(google->lower, 0.3423802, 1e-6);
    cr_expect_eq(google->cost_minor, 5000);
    const rva_source_row *bing = source_row("sources", 1);
    cr_expect_eq(bing->cost_minor, 0);
    cr_expect_eq(bing->revenue_net_minor, 0);
}

Test(conversation_analytics, its_kpis_are_those_of_conversations)
{
    const rva_kpi_row *first = source_row("kpis", 0);
    cr_expect_str_eq(first->kpi, "revenue_per_conversation");
    cr_expect_float_eq(first->value, 9166.6666667, 1e-6);
    cr_expect_eq(source_rows("kpis"), 12);
}

Test(conversation_analytics, conversations_have_no_platform)
{
    static const rva_filter where = {"platform", "Solar", 0};
    rva_query query = source_query();
    query.where = &where;
    query.where_count = 1;
    source_report("conversation_analytics", &query);
    const rva_stage_row *welcome = source_row("stages", 0);
    cr_expect_eq(welcome->entered, RVA_ABSENT);
    cr_expect(isnan(welcome->drop_of_total));
    cr_expect_eq(source_rows("drop_offs"), 0);
    const rva_path_row *path = source_row("paths", 0);
    cr_expect_eq(path->conversations, RVA_ABSENT);
    cr_expect_eq(path->revenue_net_minor, 27500);
}
