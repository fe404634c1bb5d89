/**
 * @file metrics/list.h
 * Every figure, once.
 *
 * A line here is a row of the tables `kpis` (when it has a group), may be a column of any table,
 * a measure of the cube, a target; and is in docs/kpis.md and in the types of the bindings.
 * To be included with RVA__X defined; metrics/catalogue.c has the words that lines are made of.
 *
 *     RVA__X(name, unit, groups, better, words, formula, how it is computed ...)
 *
 * KPIs come first, in the order in which tables show them.
 */
// clang-format off

RVA__X(revenue_gross, MINOR, REVENUE, HIGHER, "sales, before anything came back",
       "sum of sales", SUM(M(revenue_gross_minor)))
RVA__X(revenue_net, MINOR, REVENUE, HIGHER, "what sales brought and was kept",
       "sales + adjustments + returns, refunds and chargebacks, which are negative", SUM(&net))
RVA__X(revenue_mature, MINOR, REVENUE, HIGHER, "net revenue that can no longer be returned",
       "net of the local days that are more than `return_window_days` before today; always restated",
       AGED(true))
RVA__X(revenue_provisional, MINOR, REVENUE, HIGHER, "net revenue that may still be returned",
       "net of the other days; always restated", AGED(false))
RVA__X(revenue_per_lead, MINOR, REVENUE, HIGHER, "net revenue of a payable lead",
       "`revenue_net` / `leads_payable`", RATIO(&net, &payable), NOTHING("no payable lead"))
RVA__X(revenue_per_conversation, MINOR, REVENUE | CONVERSATIONS, HIGHER,
       "net revenue of a conversation", "`revenue_net` / `conversations`",
       RATIO(&net, M(conversations)), NOTHING("no conversation"), OPEN_CONVERSATIONS)

RVA__X(leads_qualified, COUNT, LEADS, HIGHER, "leads", "leads", SUM(M(leads)))
RVA__X(leads_sold, COUNT, LEADS, HIGHER, "leads with a sale", "leads by their first sale",
       SUM(M(leads_sold)))
RVA__X(leads_payable, COUNT, LEADS, HIGHER, "payable leads: sold and not fully returned",
       "sold leads that are not fully returned; booked, a lead counts -1 when it is returned in full, so it can be below 0",
       SUM(&payable))

RVA__X(conversations, COUNT, CONVERSATIONS, HIGHER, "conversations that started",
       "conversations that started", SUM(M(conversations)), OPEN_CONVERSATIONS)
RVA__X(completed, COUNT, CONVERSATIONS, HIGHER, "conversations that ended as completed",
       "ended as completed", SUM(M(conversations_completed)))
RVA__X(lost, COUNT, CONVERSATIONS, LOWER, "conversations abandoned, or ended in an error",
       "abandoned, by an event or by the idle timeout, or ended in an error", SUM(&lost_ones))
RVA__X(disqualified, COUNT, CONVERSATIONS, LOWER, "conversations that ended as disqualified",
       "ended as disqualified", SUM(M(conversations_disqualified)))
RVA__X(open, COUNT, CONVERSATIONS, HIGHER, "conversations still open",
       "without an end, and active within `idle_timeout_hours` before `now`",
       SUM(M(conversations_open)))
RVA__X(qualified_rate, RATE, CONVERSATIONS, HIGHER, "share of conversations with a lead",
       "conversations with a lead / `conversations`",
       RATIO(M(conversations_qualified), M(conversations)), NOTHING("no conversation"),
       OPEN_CONVERSATIONS, INTERVAL)
RVA__X(sold_rate, RATE, CONVERSATIONS, HIGHER, "share of conversations with a payable lead",
       "conversations with a payable lead / `conversations`",
       RATIO(M(conversations_sold), M(conversations)), NOTHING("no conversation"),
       OPEN_CONVERSATIONS, INTERVAL)
RVA__X(completion_rate, RATE, CONVERSATIONS, HIGHER, "share of conversations completed",
       "`completed` / `conversations`", RATIO(M(conversations_completed), M(conversations)),
       NOTHING("no conversation"), OPEN_CONVERSATIONS, INTERVAL)
RVA__X(duration_mean, MINUTES, CONVERSATIONS, LOWER, "mean duration of completed conversations",
       "last activity - start, summed over completed conversations / `completed`",
       RATIO(M(duration_ms), M(conversations_completed)), PER(60000), NOTHING("none completed"))

RVA__X(delivery_rate, RATE, BUYERS, HIGHER, "share of offers that were delivered",
       "delivered offers / offers", RATIO(M(offers_delivered), M(offers)), NOTHING("no offer"),
       INTERVAL)
RVA__X(acceptance_rate, RATE, BUYERS, HIGHER, "share of offers with a verdict that were accepted",
       "accepted / (accepted + rejected + timed out); a returned offer was accepted",
       RATIO(M(offers_accepted), &judged), NOTHING("no verdict"), OPEN_OFFERS, INTERVAL)
RVA__X(return_rate, RATE, BUYERS, LOWER, "share of accepted offers that were returned",
       "returned offers / accepted offers", RATIO(M(offers_returned), M(offers_accepted)),
       NOTHING("none accepted"), INTERVAL)
RVA__X(response_hours_mean, HOURS, BUYERS, LOWER, "mean time to a buyer's first verdict",
       "first verdict - offer, over offers answered", RATIO(M(offer_response_ms), M(offers_answered)),
       PER(3600000), NOTHING("none answered"), OPEN_OFFERS)
RVA__X(rating_mean, RATIO, BUYERS, HIGHER, "mean rating by buyers", "mean of the ratings, 0 to 10",
       RATIO(M(rating_micro), M(rating_count)), PER(1e6), NOTHING("no rating"))

RVA__X(prediction_accuracy, RATE, QUALITY, HIGHER, "share of predictions that were right",
       "predictions that were right / all judged", RATIO(&right, &predicted),
       NOTHING("nothing judged"), OPEN_OFFERS, UNPREDICTED, INTERVAL)
RVA__X(false_positive_share, RATE, QUALITY, LOWER,
       "share of offers predicted accepted that were not",
       "predicted accepted and was not / all predicted accepted",
       RATIO(M(false_positive), &said_positive), NOTHING("none predicted accepted"), OPEN_OFFERS,
       UNPREDICTED, INTERVAL)
RVA__X(false_negative_share, RATE, QUALITY, LOWER,
       "share of accepted offers that were predicted otherwise",
       "predicted not accepted and was / all that were accepted",
       RATIO(M(false_negative), &are_positive), NOTHING("none accepted"), OPEN_OFFERS, UNPREDICTED,
       INTERVAL)
RVA__X(brier, RATIO, QUALITY, LOWER, "Brier score of the predictions",
       "mean of (score - outcome)², outcome 1 or 0; 0 is perfect, 0.25 is a coin",
       RATIO(M(brier_nano), &predicted), PER(1e9), NOTHING("nothing judged"), OPEN_OFFERS,
       UNPREDICTED)
RVA__X(tier_accuracy, RATE, QUALITY, HIGHER, "share of leads whose tier was predicted right",
       "offers whose buyer's tier is the predicted one / offers with a buyer's tier",
       RATIO(M(tier_matched), M(tier_judged)), NOTHING("no buyer named a tier"), INTERVAL)
RVA__X(value_accuracy, RATE, QUALITY, HIGHER, "how near predicted values came to actual ones",
       "1 - sum of abs(predicted - actual value) / sum of actual values, not below 0",
       RATIO(&value_right, M(value_actual_minor)), NOTHING("actual values sum to 0"))

RVA__X(cost, MINOR, COSTS, LOWER, "what was spent", "sum of costs", SUM(M(cost_minor)))
RVA__X(cost_per_lead, MINOR, COSTS, LOWER, "what a lead cost", "`cost` / `leads_qualified`",
       RATIO(M(cost_minor), M(leads)), NOTHING("no lead"))
RVA__X(roas, RATIO, COSTS, HIGHER, "return on advertising spend", "`revenue_net` / `cost`",
       RATIO(&net, M(cost_minor)), NOTHING("no cost"))

RVA__X(duration_p50, MINUTES, CONVERSATIONS, LOWER, "median duration of completed conversations",
       "median duration of completed conversations", QUANTILE(duration, 0.5), PER(60000),
       NOTHING("none completed"))
RVA__X(duration_p90, MINUTES, CONVERSATIONS, LOWER,
       "the duration that 90 % of completed conversations kept within", "90 % of them lasted no longer",
       QUANTILE(duration, 0.9), PER(60000), NOTHING("none completed"))
RVA__X(response_hours_p50, HOURS, BUYERS, LOWER, "median time to a buyer's first verdict",
       "median of first verdict - offer", QUANTILE(offer_response, 0.5), PER(3600000),
       NOTHING("none answered"), OPEN_OFFERS)

RVA__X(ece, RATIO, QUALITY, LOWER, "expected calibration error of the score",
       "over ten bins of equal width, the distance of the mean score (to a thousandth) from the share accepted and not returned, weighted by count; denominator: offers counted (Naeini, Cooper, Hauskrecht, 2015)",
       SCORE(rva__calibration_error, false), NOTHING("nothing judged"), OPEN_OFFERS, UNPREDICTED)
RVA__X(auc, RATIO, QUALITY, HIGHER, "how well the score tells accepted offers from others",
       "the chance that an offer accepted and not returned has a higher score than one that was not, ties as half; denominator: such pairs (Hanley and McNeil, 1982)",
       SCORE(rva__score_auc, true), NOTHING("no pair"), OPEN_OFFERS, UNPREDICTED)

RVA__X(growth, RATE, PACE, HIGHER, "net revenue against the period compared with",
       "`revenue_net` / that of the period compared with - 1; numerator and denominator are the two",
       KIND(GROWTH), NOTHING("the period before had 0 or less"))
RVA__X(run_rate_daily, MINOR, PACE, HIGHER, "net revenue of a day, at the period's pace",
       "`revenue_net` / elapsed days", RUN_RATE(1), NOTHING("the period has not begun"))
RVA__X(run_rate_weekly, MINOR, PACE, HIGHER, "net revenue of 7 days, at the period's pace",
       "the same x 7", RUN_RATE(7), NOTHING("the period has not begun"))
RVA__X(run_rate_monthly, MINOR, PACE, HIGHER, "net revenue of 30 days, at the period's pace",
       "the same x 30", RUN_RATE(30), NOTHING("the period has not begun"))
RVA__X(mrr, MINOR, PACE, HIGHER, "net revenue of the 30 days that end with today",
       "`revenue_net` of the 30 local days that end with today, whatever the period asked",
       KIND(TRAILING))

/* Columns alone. */

RVA__X(returns, MINOR, COLUMNS, HIGHER, "returns, refunds and chargebacks, 0 or less",
       "sum of returns, refunds and chargebacks", SUM(&came_back))
RVA__X(sales, COUNT, COLUMNS, HIGHER, "sale transactions", "sale transactions", SUM(M(sales)))
RVA__X(value_per_sale, MINOR, COLUMNS, HIGHER, "net revenue of a sale", "`revenue_net` / `sales`",
       RATIO(&net, M(sales)), NOTHING("no sale"))
RVA__X(qualified, COUNT, COLUMNS, HIGHER, "conversations with a lead",
       "conversations with a lead", SUM(M(conversations_qualified)))
RVA__X(response_ms_p50, MS, COLUMNS, LOWER, "median time to the agent's answer",
       "median of the response times", QUANTILE(response, 0.5), NOTHING("no response time"))
RVA__X(response_ms_p90, MS, COLUMNS, LOWER, "the time within which 90 % of answers came",
       "90 % of the response times were no longer", QUANTILE(response, 0.9),
       NOTHING("no response time"))
RVA__X(quality_mean, RATIO, COLUMNS, HIGHER, "mean quality of answers", "mean of the qualities",
       RATIO(M(quality_micro), M(quality_count)), PER(1e6), NOTHING("no quality"))

RVA__X(offers, COUNT, COLUMNS, HIGHER, "offers made", "offers", SUM(M(offers)))
RVA__X(delivered, COUNT, COLUMNS, HIGHER, "offers that were delivered", "delivered offers",
       SUM(M(offers_delivered)))
RVA__X(accepted, COUNT, COLUMNS, HIGHER, "offers accepted, returned ones among them",
       "verdicts accepted and returned", SUM(M(offers_accepted)))
RVA__X(rejected, COUNT, COLUMNS, LOWER, "offers rejected", "verdicts rejected",
       SUM(M(offers_rejected)))
RVA__X(timeout, COUNT, COLUMNS, LOWER, "offers that timed out", "verdicts timeout",
       SUM(M(offers_timeout)))
RVA__X(returned, COUNT, COLUMNS, LOWER, "offers returned", "verdicts returned",
       SUM(M(offers_returned)))
RVA__X(pending, COUNT, COLUMNS, NEITHER, "offers without a verdict", "offers without a verdict",
       SUM(M(offers_pending)))
RVA__X(tier_judged, COUNT, COLUMNS, NEITHER, "offers whose buyer named a tier",
       "offers of which a feedback names a tier", SUM(M(tier_judged)))

RVA__X(stage_entered, COUNT, COLUMNS, HIGHER, "conversations that entered the stage",
       "conversations with a visit of the stage", SUM(M(stage_entered)))
RVA__X(stage_completed, COUNT, COLUMNS, HIGHER, "of those, with a completed visit",
       "conversations with a completed visit of the stage", SUM(M(stage_completed)))
RVA__X(stage_skipped, COUNT, COLUMNS, NEITHER, "whose last visit was skipped",
       "not completed, the last visit closed by `skip`", SUM(M(stage_skipped)))
RVA__X(stage_disqualified, COUNT, COLUMNS, LOWER, "who were disqualified in the stage",
       "not completed, the last visit closed by `disqualify`, or the conversation disqualified in it",
       SUM(M(stage_disqualified)))
RVA__X(stage_dropped, COUNT, COLUMNS, LOWER, "who left, or were lost in the stage",
       "not completed, the last visit closed by `leave`, or the conversation lost in it",
       SUM(M(stage_dropped)))
RVA__X(stage_open, COUNT, COLUMNS, NEITHER, "who are still in the stage",
       "not completed, the last visit and the conversation open", SUM(M(stage_open)))
RVA__X(stage_passed, COUNT, COLUMNS, NEITHER, "who completed the conversation from the stage",
       "not completed, the last visit open, the conversation completed", SUM(M(stage_passed)))
RVA__X(stage_visits, COUNT, COLUMNS, NEITHER, "all visits", "visits of the stage",
       SUM(M(stage_visits)))
RVA__X(stage_completion_of_entered, RATE, COLUMNS, HIGHER, "completed, of those who entered",
       "`stage_completed` / `stage_entered`", RATIO(M(stage_completed), M(stage_entered)),
       NOTHING("nobody entered"), INTERVAL)
RVA__X(stage_completion_of_total, RATE, COLUMNS, HIGHER, "completed, of all conversations",
       "`stage_completed` / `conversations` of the period",
       RATIO_OF_PERIOD(M(stage_completed), M(conversations)), NOTHING("no conversation"), INTERVAL)
RVA__X(stage_drop_of_entered, RATE, COLUMNS, LOWER, "dropped, of those who entered",
       "`stage_dropped` / `stage_entered`", RATIO(M(stage_dropped), M(stage_entered)),
       NOTHING("nobody entered"), INTERVAL)
RVA__X(stage_drop_of_total, RATE, COLUMNS, LOWER, "dropped, of all conversations",
       "`stage_dropped` / `conversations` of the period",
       RATIO_OF_PERIOD(M(stage_dropped), M(conversations)), NOTHING("no conversation"), INTERVAL)
RVA__X(stage_minutes_mean, MINUTES, COLUMNS, LOWER, "mean time of a closed visit",
       "end - start, over closed visits with a known start", RATIO(M(stage_ms), M(stage_closed_visits)),
       PER(60000), NOTHING("no closed visit"))
RVA__X(stage_minutes_p50, MINUTES, COLUMNS, LOWER, "median time of a closed visit",
       "median of end - start", QUANTILE(stage, 0.5), PER(60000), NOTHING("no closed visit"))
RVA__X(stage_minutes_p90, MINUTES, COLUMNS, LOWER, "the time that 90 % of closed visits kept within",
       "90 % of closed visits lasted no longer", QUANTILE(stage, 0.9), PER(60000),
       NOTHING("no closed visit"))
RVA__X(stage_minutes_p95, MINUTES, COLUMNS, LOWER, "the time that 95 % of closed visits kept within",
       "95 % of closed visits lasted no longer", QUANTILE(stage, 0.95), PER(60000),
       NOTHING("no closed visit"))

// clang-format on
