/**
 * @file reports/test_quality_analytics.c
 * Predictions against verdicts of three days, worked out by hand.
 *
 * Scores .9 accepted, .9 returned, .2 rejected, none accepted; besides, one offer a day later
 * that nobody answered.
 */
#include "source.h"

#include <math.h>

static void ask(const rva_filter *where)
{
    rva_query query = source_query();
    query.where = where;
    query.where_count = where ? 1 : 0;
    source_report("quality_analytics", &query);
}

static void begin(void)
{
    source_begin();
    source_fact("2026-03-01T15:00:00Z",
                "platform=Solar;predicted_tier=premium;actual_tier=premium;tier=premium",
                "offers=1;offers_accepted=1;true_positive=1;brier_nano=10000000;tier_judged=1;"
                "tier_matched=1",
                "score_positive=900");
    source_fact("2026-03-01T16:00:00Z",
                "platform=Solar;predicted_tier=premium;actual_tier=standard;tier=standard",
                "offers=1;offers_accepted=1;offers_returned=1;false_positive=1;"
                "brier_nano=810000000;tier_judged=1",
                "score_negative=900");
    source_fact("2026-03-02T15:00:00Z", "platform=Modern;predicted_tier=premium;tier=premium",
                "offers=1;offers_rejected=1;true_negative=1;brier_nano=40000000",
                "score_negative=200");
    source_fact("2026-03-02T16:00:00Z", "platform=Modern;actual_tier=standard;tier=standard",
                "offers=1;offers_accepted=1;unpredicted_positive=1;tier_judged=1", NULL);
    source_fact("2026-03-03T15:00:00Z", "platform=Modern;predicted_tier=premium;tier=premium",
                "offers=1;offers_pending=1", NULL);
    source_refusal("2026-03-01T16:00:00Z", "Solar", RVA_VERDICT_RETURNED, "roof too small");
    source_refusal("2026-03-02T15:00:00Z", "Modern", RVA_VERDICT_REJECTED, NULL);
}

TestSuite(quality_analytics, .init = begin, .fini = source_end);

static void expect_confusion(size_t index, const char *predicted, const char *actual,
                             int64_t offers)
{
    const rva_confusion_row *row = source_row("confusion", index);
    cr_expect_str_eq(row->predicted, predicted);
    cr_expect_str_eq(row->actual, actual);
    cr_expect_eq(row->offers, offers, "%s %s: %lld", predicted, actual, (long long)row->offers);
}

Test(quality_analytics, kpis_are_of_predictions_and_then_of_verdicts)
{
    static const char *const names[] = {"prediction_accuracy",
                                        "false_positive_share",
                                        "false_negative_share",
                                        "brier",
                                        "ece",
                                        "auc",
                                        "tier_accuracy",
                                        "value_accuracy",
                                        "acceptance_rate",
                                        "return_rate",
                                        "rating_mean"};
    ask(NULL);
    cr_assert_eq(source_rows("kpis"), sizeof names / sizeof *names);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        cr_expect_str_eq(((const rva_kpi_row *)source_row("kpis", i))->kpi, names[i]);
    const rva_kpi_row *accuracy = source_row("kpis", 0);
    cr_expect_eq(accuracy->numerator, 2);
    cr_expect_eq(accuracy->denominator, 3);
    cr_expect_eq(accuracy->excluded, 1);
}

Test(quality_analytics, the_confusion_has_four_rows_and_the_unknown_where_there_are_any)
{
    ask(NULL);
    cr_assert_eq(source_rows("confusion"), 5);
    expect_confusion(0, "accept", "accepted", 1);
    expect_confusion(1, "accept", "not_accepted", 1);
    expect_confusion(2, "reject", "accepted", 0);
    expect_confusion(3, "reject", "not_accepted", 1);
    expect_confusion(4, "(unknown)", "accepted", 1);
}

Test(quality_analytics, tiers_are_in_the_order_of_the_settings_and_only_where_judged)
{
    ask(NULL);
    cr_assert_eq(source_rows("tiers"), 3);
    static const char *const expected[][2] = {
        {"premium", "premium"}, {"premium", "standard"}, {"(unknown)", "standard"}};
    for (size_t i = 0; i < 3; i++) {
        const rva_tier_judgement_row *row = source_row("tiers", i);
        cr_expect_str_eq(row->predicted, expected[i][0]);
        cr_expect_str_eq(row->actual, expected[i][1]);
        cr_expect_eq(row->offers, 1);
    }
}

Test(quality_analytics, a_score_is_in_the_bin_that_it_begins)
{
    ask(NULL);
    cr_assert_eq(source_rows("calibration"), 10);
    const rva_calibration_row *low = source_row("calibration", 2);
    cr_expect_eq(low->score_low, 0.2);
    cr_expect_eq(low->score_high, 0.3);
    cr_expect_eq(low->offers, 1);
    cr_expect_eq(low->predicted_mean, 0.2);
    cr_expect_eq(low->observed_rate, 0);
    const rva_calibration_row *high = source_row("calibration", 9);
    cr_expect_eq(high->score_low, 0.9);
    cr_expect_eq(high->score_high, 1);
    cr_expect_eq(high->offers, 2);
    cr_expect_eq(high->predicted_mean, 0.9);
    cr_expect_eq(high->observed_rate, 0.5);
    cr_expect_float_eq(high->lower, 0.0945312, 1e-7);
    cr_expect_float_eq(high->upper, 0.9054688, 1e-7);
}

Test(quality_analytics, an_empty_bin_has_no_rates)
{
    ask(NULL);
    const rva_calibration_row *empty = source_row("calibration", 0);
    cr_expect_eq(empty->offers, 0);
    cr_expect(isnan(empty->predicted_mean) && isnan(empty->observed_rate));
    cr_expect(isnan(empty->lower) && isnan(empty->upper));
}

Test(quality_analytics, the_score_1_is_in_the_last_bin)
{
    source_fact("2026-03-02T15:00:00Z", "platform=Solar",
                "offers=1;offers_accepted=1;true_positive=1", "score_positive=1000");
    ask(NULL);
    cr_expect_eq(((const rva_calibration_row *)source_row("calibration", 9))->offers, 3);
}

static void expect_reason(size_t index, const char *verdict, const char *reason,
                          const char *platform, int64_t offers)
{
    const rva_reason_row *row = source_row("reasons", index);
    cr_expect_str_eq(row->verdict, verdict);
    cr_expect_str_eq(row->reason, reason);
    cr_expect_str_eq(row->platform, platform);
    cr_expect_eq(row->offers, offers, "row %zu: %lld", index, (long long)row->offers);
}

Test(quality_analytics, reasons_come_by_offers_then_verdict_reason_and_buyer)
{
    const char *at = "2026-03-02T17:00:00Z";
    source_refusal(at, "Solar", RVA_VERDICT_REJECTED, "too far");
    source_refusal(at, "Modern", RVA_VERDICT_REJECTED, "too far");
    source_refusal(at, "Solar", RVA_VERDICT_TIMEOUT, NULL);
    source_refusal(at, "Modern", RVA_VERDICT_REJECTED, "no roof");
    source_refusal(at, "Modern", RVA_VERDICT_REJECTED, "no roof");
    source_refusal(at, "Solar", RVA_VERDICT_TIMEOUT, NULL);
    ask(NULL);
    cr_assert_eq(source_rows("reasons"), 6);
    expect_reason(0, "rejected", "no roof", "Modern", 2);
    expect_reason(1, "rejected", "too far", "Modern", 1);
    expect_reason(2, "rejected", "too far", "Solar", 1);
    expect_reason(3, "returned", "roof too small", "Solar", 1);
    expect_reason(4, "timeout", "(unknown)", "Solar", 2);
    expect_reason(5, "rejected", "(unknown)", "Modern", 1);
}

Test(quality_analytics, a_condition_on_a_buyer_narrows_every_table)
{
    static const rva_filter where = {"platform", "Modern", 0};
    ask(&where);
    expect_confusion(0, "accept", "accepted", 0);
    expect_confusion(3, "reject", "not_accepted", 1);
    expect_confusion(4, "(unknown)", "accepted", 1);
    cr_assert_eq(source_rows("tiers"), 1);
    cr_assert_eq(source_rows("reasons"), 1);
    expect_reason(0, "rejected", "(unknown)", "Modern", 1);
}

Test(quality_analytics, a_condition_that_offers_lack_leaves_no_figures)
{
    static const rva_filter where = {"stage", "welcome", 0};
    ask(&where);
    cr_assert_eq(source_rows("confusion"), 4);
    expect_confusion(0, "accept", "accepted", RVA_ABSENT);
    cr_assert_eq(source_rows("calibration"), 10);
    cr_expect_eq(((const rva_calibration_row *)source_row("calibration", 9))->offers, RVA_ABSENT);
    cr_expect_eq(source_rows("tiers"), 0);
    cr_expect_eq(source_rows("reasons"), 0);
}
