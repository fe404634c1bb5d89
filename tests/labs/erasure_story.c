/**
 * @file labs/erasure_story.c
 * Telling histories.
 *
 * Events of a group come in their order, groups are mixed.  Who owns what is known by
 * construction: of several versions of an event the last one decides, and there is one
 * correction at most.
 */
#include "erasure_story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "given.h"

enum { LONG_TEXT_BYTES = 3500 };

uint64_t story_seed = 1;

uint32_t story_below(uint32_t bound)
{
    story_seed = story_seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(story_seed >> 33) % bound;
}

bool story_chance(uint32_t percent)
{
    return story_below(100) < percent;
}

const char *story_text(story *of, int chapter, const char *word)
{
    char *text = of->texts[of->text_count++];
    snprintf(text, STORY_NAME_BYTES, "%s%s%zu", of->chapters[chapter].mark, word, of->text_count);
    return text;
}

/** A JSON object with the chapter's mark. */
static const char *tags(story *of, int chapter)
{
    char *text = of->texts[of->text_count++];
    if (!of->long_text && story_chance(10)) { /* an event that has a block of its own */
        of->long_text = malloc(LONG_TEXT_BYTES);
        snprintf(of->long_text, LONG_TEXT_BYTES, "{\"said\":\"%s%0*d\"}",
                 of->chapters[chapter].mark, LONG_TEXT_BYTES - 64, 0);
        return of->long_text;
    }
    snprintf(text, STORY_NAME_BYTES, "{\"name\":\"%s\"}", of->chapters[chapter].mark);
    return text;
}

/** The same with that of the visitor. */
static const char *visitor_tags(story *of, int chapter)
{
    char *text = of->texts[of->text_count++];
    snprintf(text, STORY_NAME_BYTES, "{\"name\":\"%s\"}", of->chapters[chapter].visitor);
    return text;
}

static rva_event blank(rva_event_type type)
{
    rva_event event;
    rva_event_init(&event, type, GIVEN_AT + (int64_t)story_below(20 * 86400) * GIVEN_SECOND);
    return event;
}

static void add(story *to, rva_event event)
{
    to->groups[to->count] = to->group;
    to->events[to->count++] = event;
}

static void new_group(story *of)
{
    of->group++;
}

/** The same event, corrected: its instant is another. */
static rva_event corrected(rva_event event)
{
    event.correct = 1;
    event.at += 1 + story_below(1000);
    return event;
}

/** Adds a void, mostly with a reason. */
static void add_void(story *to, int chapter, rva_event event)
{
    if (story_chance(70))
        event.reason = story_text(to, chapter, "void");
    add(to, event);
}

/** An event may be void, and may come back; whether it stands in the end. */
static bool add_fate(story *to, int chapter, rva_event event, rva_event void_of)
{
    if (!story_chance(15))
        return true;
    add_void(to, chapter, void_of);
    if (!story_chance(50))
        return false;
    add(to, corrected(event));
    return true;
}

static void tell_conversation(story *of, int chapter)
{
    story_chapter *self = &of->chapters[chapter];
    static const char *const sources[] = {"google", "facebook", "referral"};
    rva_event event = blank(RVA_EVENT_CONVERSATION);
    new_group(of);
    event.id = self->conversation;
    event.source = sources[story_below(3)];
    event.zip = story_chance(50) ? "11215" : "10001";
    event.tags = story_chance(80) ? tags(of, chapter) : NULL;
    event.visitor = self->names_visitor ? self->visitor : NULL;
    event.uid = story_chance(40) ? story_text(of, chapter, "uid") : NULL;
    add(of, event);
    if (event.uid && story_chance(50)) {
        event.tags = tags(of, chapter);
        event.campaign = "spring";
        add(of, corrected(event));
    }
    if (story_chance(50)) {
        rva_event more = blank(RVA_EVENT_CONVERSATION);
        more.id = self->conversation;
        more.tags = tags(of, chapter);
        more.agent = "bot-2";
        add(of, more);
    }
    if (story_chance(10)) {
        rva_event void_of = blank(RVA_EVENT_VOID);
        void_of.conversation = self->conversation;
        add_void(of, chapter, void_of);
        if (story_chance(60))
            add(of, corrected(event));
    }
}

static void tell_stages(story *of, int chapter)
{
    static const char *const stages[] = {"welcome", "interest_assessment", "bill_discovery"};
    for (uint32_t i = story_below(5); i > 0; i--) {
        rva_event event = blank(RVA_EVENT_STAGE);
        rva_event void_of = blank(RVA_EVENT_VOID);
        new_group(of);
        event.conversation = of->chapters[chapter].conversation;
        event.stage = stages[story_below(3)];
        event.action = (int64_t)story_below(RVA_ACTION_LEAVE + 1);
        event.reason = story_chance(60) ? story_text(of, chapter, "said") : NULL;
        event.uid = story_chance(50) ? story_text(of, chapter, "uid") : NULL;
        add(of, event);
        if (!event.uid)
            continue;
        if (story_chance(40)) {
            event.reason = story_text(of, chapter, "rather");
            event = corrected(event);
            add(of, event);
        }
        void_of.uid = event.uid;
        add_fate(of, chapter, event, void_of);
    }
    new_group(of);
    if (story_chance(60)) {
        rva_event end = blank(RVA_EVENT_END);
        end.conversation = of->chapters[chapter].conversation;
        end.outcome = (int64_t)story_below(RVA_END_ERROR + 1);
        end.reason = story_text(of, chapter, "farewell");
        end.uid = story_chance(30) ? story_text(of, chapter, "uid") : NULL;
        add(of, end);
    }
}

/** A lead of a chapter, unless it is one that only sales name. */
static void tell_lead(story *of, int chapter, const char *id)
{
    rva_event event = blank(RVA_EVENT_LEAD);
    rva_event void_of = blank(RVA_EVENT_VOID);
    new_group(of);
    event.id = id;
    event.conversation = of->chapters[chapter].conversation;
    event.tier = story_chance(50) ? "premium" : "standard";
    event.value_minor = 100 + story_below(10000);
    event.tags = story_chance(70) ? tags(of, chapter) : NULL;
    event.uid = story_chance(30) ? story_text(of, chapter, "uid") : NULL;
    const rva_event correction = corrected(event);
    const bool early = story_chance(50); /* a correction may come before the original */
    if (story_chance(30))
        add(of, early ? correction : event);
    add(of, event);
    if (!early && story_chance(30))
        add(of, correction);
    void_of.uid = event.uid && story_chance(50) ? event.uid : NULL;
    void_of.lead = void_of.uid ? NULL : id;
    event.score = 0.25; /* other than all corrections before */
    of->chapters[chapter].standing_leads += add_fate(of, chapter, event, void_of);
}

static void tell_feedback(story *of, int chapter, const char *lead, const char *offer)
{
    rva_event event = blank(RVA_EVENT_FEEDBACK);
    rva_event void_of = blank(RVA_EVENT_VOID);
    new_group(of);
    event.id = story_text(of, chapter, "f");
    event.offer = story_chance(70) ? offer : NULL;
    event.lead = event.offer ? NULL : lead;
    event.platform = event.offer ? NULL : "EnergySage";
    event.verdict = (int64_t)story_below(RVA_VERDICT_RETURNED + 1);
    event.reason = story_chance(70) ? story_text(of, chapter, "verdict") : NULL;
    add(of, event);
    if (story_chance(30)) {
        event.reason = story_text(of, chapter, "verdict");
        event = corrected(event);
        add(of, event);
    }
    void_of.feedback = event.id;
    add_fate(of, chapter, event, void_of);
}

static rva_event offer_of(story *of, int chapter, const char *lead)
{
    rva_event event = blank(RVA_EVENT_OFFER);
    new_group(of);
    event.id = story_text(of, chapter, "o");
    event.lead = lead;
    event.platform = story_chance(50) ? "SolarReviews" : "EnergySage";
    event.uid = story_chance(20) ? story_text(of, chapter, "uid") : NULL;
    event.price_minor = 100 + story_below(1000);
    add(of, event);
    return event;
}

static const char *tell_offer(story *of, int chapter, const char *lead)
{
    rva_event event = offer_of(of, chapter, lead);
    rva_event void_of = blank(RVA_EVENT_VOID);
    if (story_chance(20)) {
        event = corrected(event);
        event.platform = "Modernize";
        add(of, event);
    }
    void_of.offer = event.id;
    add_fate(of, chapter, event, void_of);
    return event.id;
}

static rva_event money(story *of, int chapter, const char *word, int64_t kind, int64_t amount)
{
    rva_event event = blank(RVA_EVENT_TRANSACTION);
    event.id = story_text(of, chapter, word);
    event.kind = kind;
    event.amount_minor = amount;
    event.uid = story_chance(20) ? story_text(of, chapter, "uid") : NULL;
    return event;
}

/** A sale and its refunds; one of a lead that nobody announced names its conversation. */
static const char *tell_sale(story *of, int chapter, const char *lead, const char *offer,
                             bool announced)
{
    rva_event event = money(of, chapter, "t", RVA_KIND_SALE, 100 + story_below(30000));
    rva_event void_of = blank(RVA_EVENT_VOID);
    new_group(of);
    event.lead = lead;
    event.offer = announced && story_chance(50) ? offer : NULL;
    event.conversation = !announced || story_chance(50) ? of->chapters[chapter].conversation : NULL;
    add(of, event);
    if (story_chance(30)) {
        event = corrected(event);
        event.amount_minor++;
        add(of, event);
    }
    void_of.transaction = event.id;
    add_fate(of, chapter, event, void_of);
    for (uint32_t i = story_below(3); i > 0; i--) {
        rva_event back = money(of, chapter, "r", RVA_KIND_REFUND, -1 - (int64_t)story_below(90));
        new_group(of);
        back.of = event.id;
        back.lead = story_chance(30) ? lead : NULL;
        back.conversation = of->chapters[chapter].conversation;
        add(of, back);
    }
    return event.id;
}

static void tell_trade(story *of, int chapter)
{
    story_chapter *self = &of->chapters[chapter];
    self->lead_count = (int)story_below(STORY_LEADS_MAX + 1);
    for (int i = 0; i < self->lead_count; i++) {
        const bool announced = story_chance(80);
        const char *lead = self->leads[i];
        const char *offer = NULL;
        snprintf(self->leads[i], STORY_NAME_BYTES, "%slead-%d", self->mark, i);
        if (announced)
            tell_lead(of, chapter, lead);
        for (uint32_t n = story_below(3); n > 0; n--)
            offer = tell_offer(of, chapter, lead);
        if (story_chance(70))
            tell_feedback(of, chapter, lead, offer);
        if (!announced || story_chance(60))
            tell_sale(of, chapter, lead, offer, announced);
    }
}

/** What a chapter has that stands, for others to name. */
static rva_event tell_standing(story *of, int chapter, const char **sale)
{
    rva_event lead = blank(RVA_EVENT_LEAD);
    rva_event sold = money(of, chapter, "t", RVA_KIND_SALE, 5000);
    new_group(of);
    lead.id = story_text(of, chapter, "l");
    lead.conversation = of->chapters[chapter].conversation;
    lead.tags = tags(of, chapter);
    sold.lead = lead.id;
    add(of, lead);
    new_group(of);
    add(of, sold);
    of->chapters[chapter].standing_leads++;
    of->chapters[chapter].standing_lead = lead.id;
    *sale = sold.id;
    return lead;
}

/** A lead that was said to be another conversation's first. */
static void move_lead(story *of, int from, int to)
{
    rva_event event = blank(RVA_EVENT_LEAD);
    new_group(of);
    event.id = story_text(of, to, "l");
    event.conversation = of->chapters[from].conversation;
    event.tags = tags(of, from);
    add(of, event);
    event.conversation = of->chapters[to].conversation;
    event.tags = tags(of, to);
    add(of, corrected(event));
    of->chapters[to].standing_leads++;
    tell_offer(of, to, event.id);
    tell_sale(of, to, event.id, NULL, true);
}

/** The same of an offer, its feedback, and a sale. */
static void move_trade(story *of, const rva_event *from, const rva_event *to, int chapter_from,
                       int chapter_to)
{
    rva_event offer = blank(RVA_EVENT_OFFER);
    rva_event feedback = blank(RVA_EVENT_FEEDBACK);
    rva_event sale = money(of, chapter_to, "t", RVA_KIND_SALE, 700);
    const char *offers[] = {tell_offer(of, chapter_from, from->id),
                            tell_offer(of, chapter_to, to->id)};
    new_group(of);
    offer.id = story_text(of, chapter_to, "o");
    offer.lead = from->id;
    offer.platform = "SolarReviews";
    add(of, offer);
    offer.lead = to->id;
    add(of, corrected(offer));
    new_group(of);
    feedback.id = story_text(of, chapter_to, "f");
    feedback.verdict = RVA_VERDICT_REJECTED;
    feedback.offer = offers[0];
    feedback.reason = story_text(of, chapter_from, "verdict");
    add(of, feedback);
    feedback.offer = offers[1];
    feedback.reason = story_text(of, chapter_to, "verdict");
    add(of, corrected(feedback));
    new_group(of);
    sale.lead = from->id;
    add(of, sale);
    sale.lead = to->id;
    add(of, corrected(sale));
}

/** A stage that was said of another conversation first. */
static void move_stage(story *of, int from, int to)
{
    rva_event event = blank(RVA_EVENT_STAGE);
    new_group(of);
    event.conversation = of->chapters[from].conversation;
    event.stage = "welcome";
    event.action = RVA_ACTION_ENTER;
    event.uid = story_text(of, to, "uid");
    event.reason = story_text(of, from, "said");
    add(of, event);
    event.conversation = of->chapters[to].conversation;
    event.reason = story_text(of, to, "said");
    add(of, corrected(event));
}

/** A conversation that was said to be another visitor's. */
static void move_visitor(story *of, int from, int to)
{
    rva_event event = blank(RVA_EVENT_CONVERSATION);
    rva_event void_of = blank(RVA_EVENT_VOID);
    new_group(of);
    of->names_wrongly[to] = from;
    event.id = of->chapters[to].conversation;
    event.uid = story_text(of, to, "uid");
    event.visitor = of->chapters[from].visitor;
    event.tags = visitor_tags(of, from);
    add(of, event);
    if (story_chance(50)) {
        void_of.uid = event.uid;
        add_void(of, to, void_of);
        return;
    }
    event.visitor = of->chapters[to].names_visitor ? of->chapters[to].visitor : NULL;
    event.tags = NULL;
    add(of, corrected(event));
}

/** Money of one chapter that names another one's conversation, or its lead after its own offer. */
static void cross_money(story *of, const rva_event *lead, const char *sale, int owner, int other)
{
    const char *const conversation = of->chapters[other].conversation;
    rva_event crossed = money(of, owner, "t", RVA_KIND_SALE, 900);
    rva_event back = money(of, owner, "r", RVA_KIND_RETURN, -20);
    rva_event adjustment = money(of, owner, "a", RVA_KIND_ADJUSTMENT, 3);
    new_group(of);
    crossed.lead = lead->id;
    crossed.conversation = conversation;
    add(of, crossed);
    new_group(of);
    back.of = sale;
    back.conversation = conversation;
    add(of, back);
    new_group(of);
    adjustment.offer = offer_of(of, owner, lead->id).id; /* a void one would be no link */
    adjustment.conversation = conversation;
    new_group(of);
    add(of, adjustment);
}

/** What ties two chapters together. */
static void tell_ties(story *of, int one, int other)
{
    const char *sale, *other_sale;
    const rva_event lead = tell_standing(of, one, &sale);
    const rva_event other_lead = tell_standing(of, other, &other_sale);
    if (story_chance(50))
        cross_money(of, &lead, sale, one, other);
    if (story_chance(50))
        move_lead(of, one, other);
    if (story_chance(50))
        move_trade(of, &lead, &other_lead, one, other);
    if (story_chance(50))
        move_stage(of, one, other);
    if (story_chance(30) && of->names_wrongly[other] < 0 &&
        of->chapters[one].person != of->chapters[other].person)
        move_visitor(of, one, other);
}

static void name_chapters(story *of)
{
    for (int i = 0; i < STORY_CHAPTERS; i++) {
        story_chapter *self = &of->chapters[i];
        self->person = i / STORY_CHAPTERS_EACH;
        snprintf(self->mark, sizeof self->mark, STORY_MARK "%d.%d>", self->person,
                 i % STORY_CHAPTERS_EACH);
        snprintf(self->conversation, sizeof self->conversation, "%sconversation", self->mark);
        snprintf(self->visitor, sizeof self->visitor, STORY_MARK "%d.v>visitor", self->person);
        self->names_visitor = story_chance(75);
        of->names_wrongly[i] = -1;
    }
}

/** Mixes the groups; half of the histories stay nearly in their order. */
static void mix(story *of)
{
    rva_event *mixed = malloc(of->count * sizeof *mixed);
    const uint32_t reach = story_chance(50) ? 8 : (uint32_t)of->count;
    size_t left = of->count;
    for (size_t taken = 0; taken < of->count; taken++, left--) {
        size_t at = story_below(reach < left ? reach : (uint32_t)left);
        for (size_t i = 0; i < at; i++)
            if (of->groups[i] == of->groups[at])
                at = i; /* an earlier one of the same group goes first */
        mixed[taken] = of->events[at];
        memmove(&of->events[at], &of->events[at + 1], (left - at - 1) * sizeof *of->events);
        memmove(&of->groups[at], &of->groups[at + 1], (left - at - 1) * sizeof *of->groups);
    }
    free(of->events);
    of->events = mixed;
}

void story_tell(story *out)
{
    memset(out, 0, sizeof *out);
    out->events = calloc(STORY_EVENTS_MAX, sizeof *out->events);
    out->texts = calloc((size_t)STORY_EVENTS_MAX * 3, sizeof *out->texts);
    name_chapters(out);
    for (int i = 0; i < STORY_CHAPTERS; i++) {
        tell_conversation(out, i);
        tell_stages(out, i);
        tell_trade(out, i);
    }
    for (uint32_t i = story_below(6); i > 0; i--) {
        const int one = (int)story_below(STORY_CHAPTERS);
        const int other = (int)story_below(STORY_CHAPTERS);
        if (one != other)
            tell_ties(out, one, other);
    }
    mix(out);
}

void story_free(story *of)
{
    free(of->events);
    free(of->texts);
    free(of->long_text);
}
