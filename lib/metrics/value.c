/**
 * @file metrics/value.c
 * From sums to values: every division of the library, once.
 */
#include "metrics/value.h"

#include <math.h>

#include "metrics/calibration.h"
#include "metrics/catalogue.h"

bool rva__metric_of_sums(const rva__metric *metric)
{
    return metric->kind <= RVA__KIND_SCORE;
}

static uint32_t families_of(const rva__part *part)
{
    uint32_t families = 0;
    for (const rva__term *term = part ? part->terms : NULL; term && term->times != 0; term++)
        families |= 1U << rva__measure_family(term->measure);
    return families;
}

uint32_t rva__metric_histograms(const rva__metric *metric)
{
    if (metric->kind == RVA__KIND_SCORE)
        return 1U << RVA__H_score_positive | 1U << RVA__H_score_negative;
    return metric->kind == RVA__KIND_QUANTILE ? 1U << metric->histogram : 0;
}

uint32_t rva__metric_families(const rva__metric *metric)
{
    uint32_t families = families_of(metric->numerator);
    if (!metric->of_period)
        families |= families_of(metric->denominator);
    if (metric->kind == RVA__KIND_QUANTILE || metric->kind == RVA__KIND_SCORE)
        families |= 1U << rva__histogram_family(metric->histogram);
    if (metric->kind >= RVA__KIND_AGED)
        families |= RVA__FAMILY_BIT(MONEY);
    return families;
}

uint32_t rva__metric_period_families(const rva__metric *metric)
{
    return metric->of_period ? families_of(metric->denominator) : 0;
}

static bool has_modes(const rva__part *part)
{
    for (const rva__term *term = part ? part->terms : NULL; term && term->times != 0; term++)
        if (term->mode != RVA_MODE_DEFAULT)
            return true;
    return false;
}

bool rva__metric_has_modes(const rva__metric *metric)
{
    return has_modes(metric->numerator) || has_modes(metric->denominator) ||
           metric->kind >= RVA__KIND_GROWTH;
}

int64_t rva__part_value(const rva__part *part, const int64_t *values, bool restated)
{
    const int8_t mode = restated ? RVA_MODE_RESTATED : RVA_MODE_BOOKED;
    int64_t sum = 0;
    for (const rva__term *term = part->terms; term->times != 0; term++)
        if (term->mode == RVA_MODE_DEFAULT || term->mode == mode)
            sum += term->times * values[term->measure];
    return part->floored && sum < 0 ? 0 : sum;
}

int64_t rva__metric_numerator(const rva__metric *metric, const rva__sums *sums)
{
    return metric->numerator ? rva__part_value(metric->numerator, sums->values, sums->restated)
                             : RVA_ABSENT;
}

/** The two histograms of scores, bucket by bucket. */
typedef struct scores {
    const int64_t *positive;
    const int64_t *negative;
    int64_t room[2][RVA__SCORE_BUCKETS]; /**< for those of one key */
} scores;

static void list_scores(const rva__sums *sums, scores *out)
{
    if (sums->merged) {
        out->positive = sums->merged + (size_t)RVA__H_score_positive * RVA__HISTOGRAM_BUCKETS;
        out->negative = sums->merged + (size_t)RVA__H_score_negative * RVA__HISTOGRAM_BUCKETS;
        return;
    }
    memset(out->room, 0, sizeof out->room);
    out->positive = out->room[1];
    out->negative = out->room[0];
    for (size_t i = 0; i < sums->entry_count; i++) {
        const rva__histogram_entry *entry = &sums->entries[i];
        const bool is_positive = entry->kind == RVA__H_score_positive;
        if (entry->bucket < RVA__SCORE_BUCKETS &&
            (is_positive || entry->kind == RVA__H_score_negative))
            out->room[is_positive][entry->bucket] = entry->count;
    }
}

static double score_of(const rva__metric *metric, const rva__sums *sums)
{
    scores of;
    list_scores(sums, &of);
    return metric->score(of.positive, of.negative);
}

static int64_t pairs_of(const rva__sums *sums)
{
    scores of;
    list_scores(sums, &of);
    return rva__score_pairs(of.positive, of.negative);
}

int64_t rva__metric_denominator(const rva__metric *metric, const rva__sums *sums)
{
    if (metric->by_pairs)
        return pairs_of(sums);
    if (!metric->denominator)
        return RVA_ABSENT;
    return rva__part_value(metric->denominator, metric->of_period ? sums->period : sums->values,
                           sums->restated);
}

double rva__ratio(int64_t numerator, int64_t denominator)
{
    return denominator <= 0 ? (double)NAN : (double)numerator / (double)denominator;
}

double rva__growth(double value, double previous)
{
    return previous > 0 ? value / previous - 1 : (double)NAN;
}

double rva__metric_change(const rva__metric *metric, double value, double previous)
{
    return metric->unit == RVA__UNIT_RATE ? value - previous : rva__growth(value, previous);
}

/** Half of the last digit that is shown of figures of a unit. */
static double half_digit(rva__unit unit)
{
    if (unit == RVA__UNIT_RATE)
        return .0005;
    return unit == RVA__UNIT_MINOR || unit == RVA__UNIT_COUNT ? .5 : .005;
}

int rva__metric_side(const rva__metric *metric, double value, double goal)
{
    if (fabs(value - goal) < half_digit(metric->unit))
        return 0;
    return value > goal ? 1 : -1;
}

bool rva__is_new(double value, double previous)
{
    return previous == 0 && value != 0 && !isnan(value);
}

double rva__pace(int64_t sum, double elapsed_days, double days)
{
    return (double)sum / elapsed_days * days;
}

void rva__wilson(int64_t numerator, int64_t denominator, double *lower, double *upper)
{
    *lower = (double)NAN;
    *upper = (double)NAN;
    if (denominator <= 0 || numerator < 0 || numerator > denominator)
        return;
    const double z = 1.959963984540054;
    const double n = (double)denominator;
    const double p = (double)numerator / n;
    const double middle = p + z * z / (2 * n);
    const double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    *lower = numerator == 0 ? 0 : (middle - half) / scale;
    *upper = numerator == denominator ? 1 : (middle + half) / scale;
}

void rva__metric_interval(const rva__metric *metric, const rva__sums *sums, double *lower,
                          double *upper)
{
    *lower = (double)NAN;
    *upper = (double)NAN;
    if (metric->schema.has_interval)
        rva__wilson(rva__metric_numerator(metric, sums), rva__metric_denominator(metric, sums),
                    lower, upper);
}

/** The counts of one histogram, sorted by bucket; returns how many. */
static size_t list_counts(const rva__sums *sums, int histogram,
                          rva__histogram_count counts[RVA__HISTOGRAM_BUCKETS])
{
    size_t found = 0;
    if (sums->merged) {
        const int64_t *from = sums->merged + (size_t)histogram * RVA__HISTOGRAM_BUCKETS;
        for (uint32_t bucket = 0; bucket < RVA__HISTOGRAM_BUCKETS; bucket++)
            if (from[bucket] != 0)
                counts[found++] = (rva__histogram_count){bucket, from[bucket]};
        return found;
    }
    for (size_t i = 0; i < sums->entry_count && found < RVA__HISTOGRAM_BUCKETS; i++)
        if (sums->entries[i].kind == (uint32_t)histogram)
            counts[found++] =
                (rva__histogram_count){sums->entries[i].bucket, sums->entries[i].count};
    return found;
}

static double quantile_of(const rva__metric *metric, const rva__sums *sums)
{
    rva__histogram_count counts[RVA__HISTOGRAM_BUCKETS];
    const size_t count = list_counts(sums, metric->histogram, counts);
    return rva__histogram_quantile(counts, count, metric->quantile);
}

double rva__metric_value(const rva__metric *metric, const rva__sums *sums)
{
    double value;
    switch (metric->kind) {
    case RVA__KIND_SUM:
        return (double)rva__metric_numerator(metric, sums);
    case RVA__KIND_RATIO:
        value =
            rva__ratio(rva__metric_numerator(metric, sums), rva__metric_denominator(metric, sums));
        break;
    case RVA__KIND_QUANTILE:
        value = quantile_of(metric, sums);
        break;
    case RVA__KIND_SCORE:
        return score_of(metric, sums);
    default: /* of a whole period: metrics/kpis.c */
        return (double)NAN;
    }
    return metric->per != 0 ? value / metric->per : value;
}

int64_t rva__total_net(const rva__total *total, bool restated)
{
    return rva__part_value(rva__metric_at(RVA__METRIC_revenue_net)->numerator, total->values,
                           restated);
}

/** The clock of each family; see docs/kpis.md. */
static const char *clock_of(int family)
{
    switch (family) {
    case RVA__FAMILY_CONVERSATION:
    case RVA__FAMILY_STAGE:
    case RVA__FAMILY_TURN:
        return "start of the conversation";
    case RVA__FAMILY_LEAD:
        return "instant of the lead";
    case RVA__FAMILY_LEAD_SALE:
        return "first sale of the lead";
    case RVA__FAMILY_OFFER:
        return "instant of the offer";
    case RVA__FAMILY_MONEY:
        return "instant of the transaction";
    case RVA__FAMILY_COST:
        return "instant of the cost";
    default:
        return "instant of the observation";
    }
}

const char *rva_metric_schema_clock(const rva_metric_schema *schema)
{
    const rva__metric *metric = (const rva__metric *)schema;
    if (!metric)
        return NULL;
    if (metric->kind == RVA__KIND_QUANTILE || metric->kind == RVA__KIND_SCORE)
        return clock_of((int)rva__histogram_family(metric->histogram));
    return clock_of(metric->numerator
                        ? (int)rva__measure_family(metric->numerator->terms[0].measure)
                        : RVA__FAMILY_MONEY);
}

int64_t rva_metric_schema_dimensions(const rva_metric_schema *schema)
{
    if (!schema)
        return 0;
    const uint32_t families = rva__metric_families((const rva__metric *)schema);
    uint32_t dims = UINT32_MAX;
    for (int f = 0; f < RVA__FAMILY_COUNT; f++)
        if (families >> f & 1)
            dims &= rva__family_dimensions(f);
    return dims;
}
