/**
 * @file nyc_solar/sell.c
 * What becomes of a lead: who is offered it, who takes it, who sends it back.
 */
#include "dialogue.h"

/** How a buyer behaves. */
typedef struct buyer_habit {
    int16_t deliver; /**< permille of the offers that its system takes */
    int16_t accept;  /**< permille of the usual leads that it accepts */
    int16_t rating;  /**< usual rating, tenths */
    int16_t price;   /**< percent of the predicted value that it pays */
    int64_t answer;  /**< median time to answer */
} buyer_habit;

static const buyer_habit buyers[SOLAR_PLATFORMS] = {
    {920, 880, 87, 104, 252 * SOLAR_MINUTE},
    {850, 820, 82, 100, 408 * SOLAR_MINUTE},
    {780, 750, 76, 96, 570 * SOLAR_MINUTE},
};

/** Predicted value of each tier, lowest and highest, in minor units. */
static const int32_t values[SOLAR_TIERS][2] = {{26000, 36000}, {13500, 18500}, {7500, 11500}};

enum {
    OFFERS_MAX = 3,
    VALUE_STEP = 250, /**< prices are multiples of $2.50 */
    SCORER_DAYS = 75, /**< between two versions of the scorer */
    RETURN_DAYS_MAX = 13,
};

/** A lead on its way. */
typedef struct sale_state {
    int64_t value_minor;
    int32_t chance; /**< of acceptance by a buyer like SolarReviews, permille */
    uint8_t tier;
    uint8_t offers;
    uint8_t verdicts;
    uint8_t transactions;
} sale_state;

static int32_t clamp(int32_t value, int32_t low, int32_t high)
{
    return value < low ? low : value > high ? high : value;
}

static void push_lead(solar_dialogue *dialogue, sale_state *sale)
{
    solar_random *random = &dialogue->random;
    const int32_t worth = dialogue->quality + solar_random_normal(random) * 110 / SOLAR_ONE;
    sale->tier = worth > 640 ? SOLAR_PREMIUM : worth > 480 ? SOLAR_STANDARD : SOLAR_BASIC;
    sale->value_minor = solar_random_between(random, values[sale->tier][0] / VALUE_STEP,
                                             values[sale->tier][1] / VALUE_STEP) *
                        VALUE_STEP;
    sale->chance = clamp(880 + (worth - 580) / 2, 150, 985);

    solar_item item = solar_item_new(RVA_EVENT_LEAD, dialogue->number, dialogue->at);
    item.tier = sale->tier;
    item.amount_minor = sale->value_minor;
    const int32_t guess = sale->chance - 60 + solar_random_normal(random) * 90 / SOLAR_ONE;
    item.score_milli = (int16_t)clamp(guess, 20, 990);
    const int32_t model = dialogue->day / SCORER_DAYS;
    item.model = (uint8_t)(model < SOLAR_MODELS ? model : SOLAR_MODELS - 1);
    solar_dialogue_push(dialogue, &item);
}

static solar_item push_offer(solar_dialogue *dialogue, sale_state *sale, uint8_t platform,
                             uint8_t marks)
{
    solar_item item = solar_item_new(RVA_EVENT_OFFER, dialogue->number, dialogue->at);
    item.sub = ++sale->offers;
    item.platform = platform;
    item.marks = marks;
    item.amount_minor = sale->value_minor * buyers[platform].price / 100;
    solar_dialogue_push(dialogue, &item);
    return item;
}

static solar_item push_feedback(solar_dialogue *dialogue, sale_state *sale, const solar_item *offer,
                                rva_verdict verdict)
{
    solar_random *random = &dialogue->random;
    solar_item item = solar_item_new(RVA_EVENT_FEEDBACK, dialogue->number, dialogue->at);
    item.sub = ++sale->verdicts;
    item.of = offer->sub;
    item.verb = (uint8_t)verdict;
    item.platform = offer->platform;
    if (verdict == RVA_VERDICT_REJECTED || verdict == RVA_VERDICT_RETURNED)
        item.reason = (uint8_t)(SOLAR_REASON_CONTACT + solar_random_below(random, 6));
    if (verdict == RVA_VERDICT_ACCEPTED) {
        const int32_t rating = buyers[offer->platform].rating + (sale->chance - 880) / 20 +
                               solar_random_normal(random) * 7 / SOLAR_ONE;
        item.rating_deci = (int16_t)clamp(rating, 10, 100);
        if (solar_random_chance(random, 700)) {
            const int32_t shift = solar_random_chance(random, 90) ? 1 : 0;
            item.tier = (uint8_t)clamp(sale->tier + shift, 0, SOLAR_BASIC);
            item.amount_minor = offer->amount_minor;
        }
        if (solar_random_chance(random, 40))
            item.marks = SOLAR_WITHOUT_OFFER;
    }
    solar_dialogue_push(dialogue, &item);
    return item;
}

static solar_item push_transaction(solar_dialogue *dialogue, sale_state *sale,
                                   rva_transaction_kind kind, int64_t amount_minor)
{
    solar_item item = solar_item_new(RVA_EVENT_TRANSACTION, dialogue->number, dialogue->at);
    item.sub = ++sale->transactions;
    item.verb = (uint8_t)kind;
    item.of = 1;
    item.amount_minor = amount_minor;
    return item;
}

/** The buyer regrets: a return, part of the money back, a chargeback. */
static void regret(solar_dialogue *dialogue, sale_state *sale, const solar_item *offer)
{
    solar_random *random = &dialogue->random;
    const uint32_t drawn = solar_random_below(random, 1000);
    if (drawn >= 90)
        return;
    dialogue->at += solar_random_between(random, 12, RETURN_DAYS_MAX * 24) * SOLAR_HOUR +
                    solar_random_between(random, 0, 3599) * SOLAR_SECOND;
    solar_item item;
    if (drawn < 60) {
        push_feedback(dialogue, sale, offer, RVA_VERDICT_RETURNED);
        item = push_transaction(dialogue, sale, RVA_KIND_RETURN, -offer->amount_minor);
    } else if (drawn < 78) {
        item = push_transaction(dialogue, sale, RVA_KIND_REFUND, -offer->amount_minor / 4);
    } else if (drawn < 82) {
        item = push_transaction(dialogue, sale, RVA_KIND_CHARGEBACK, -offer->amount_minor);
    } else {
        item = push_transaction(dialogue, sale, RVA_KIND_ADJUSTMENT, 500);
    }
    solar_dialogue_push(dialogue, &item);
}

static void settle(solar_dialogue *dialogue, sale_state *sale, const solar_item *offer)
{
    solar_random *random = &dialogue->random;
    solar_item item = push_transaction(dialogue, sale, RVA_KIND_SALE, offer->amount_minor);
    item.of = offer->sub;
    item.platform = offer->platform;
    const bool wrong = solar_random_chance(random, 8);
    if (wrong)
        item.amount_minor += VALUE_STEP * 4;
    solar_dialogue_push(dialogue, &item);
    if (wrong) {
        item.amount_minor = offer->amount_minor;
        item.marks = SOLAR_CORRECT;
        item.due_at += solar_random_between(random, 1, 30) * SOLAR_HOUR;
        solar_queue_push(dialogue->city->queue, &item);
    }
    regret(dialogue, sale, offer);
}

/** The buyer answers; false when the lead may be offered again. */
static bool answer(solar_dialogue *dialogue, sale_state *sale, const solar_item *offer)
{
    solar_random *random = &dialogue->random;
    const buyer_habit *buyer = &buyers[offer->platform];
    if (solar_random_chance(random, 25))
        return true;
    const int32_t chance = sale->chance - 880 + buyer->accept;
    if (solar_random_chance(random, chance)) {
        dialogue->at += solar_random_lognormal(random, buyer->answer, 650);
        push_feedback(dialogue, sale, offer, RVA_VERDICT_ACCEPTED);
        settle(dialogue, sale, offer);
        return true;
    }
    if (solar_random_chance(random, 250)) {
        dialogue->at += 48 * SOLAR_HOUR;
        push_feedback(dialogue, sale, offer, RVA_VERDICT_TIMEOUT);
    } else {
        dialogue->at += solar_random_lognormal(random, buyer->answer, 650);
        push_feedback(dialogue, sale, offer, RVA_VERDICT_REJECTED);
    }
    return solar_random_chance(random, 450);
}

void solar_sell(solar_dialogue *dialogue)
{
    solar_random *random = &dialogue->random;
    sale_state sale = {0};
    push_lead(dialogue, &sale);
    if (solar_random_chance(random, 25))
        return;
    uint8_t platform = sale.tier;
    while (sale.offers < OFFERS_MAX) {
        uint8_t marks = 0;
        if (solar_random_chance(random, 100)) {
            platform = (uint8_t)solar_random_below(random, SOLAR_PLATFORMS);
            marks = SOLAR_RANDOMISED;
        }
        dialogue->at += solar_random_between(random, 1, 40) * SOLAR_SECOND;
        const bool delivered = solar_random_chance(random, buyers[platform].deliver);
        if (!delivered)
            marks |= SOLAR_UNDELIVERED;
        const solar_item offer = push_offer(dialogue, &sale, platform, marks);
        if (delivered && answer(dialogue, &sale, &offer))
            return;
        if (!delivered)
            dialogue->at += solar_random_between(random, 5, 30) * SOLAR_MINUTE;
        platform = (uint8_t)((platform + 1) % SOLAR_PLATFORMS);
    }
}
