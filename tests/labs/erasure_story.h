/**
 * @file labs/erasure_story.h
 * Random histories of people, each of whom can be told by their mark.
 *
 * A chapter is one conversation of a person with all that belongs to it.  Every id, tag and
 * free text of a chapter has its mark within, and the visitor's id has that of the person, so
 * whatever is left of somebody can be found by its bytes.  What belongs to a chapter is known
 * by how the story was told, not by asking the library.
 */
#ifndef RVA_TESTS_LABS_ERASURE_STORY_H
#define RVA_TESTS_LABS_ERASURE_STORY_H

#include <stdbool.h>

#include <revanalytics.h>

enum {
    STORY_PEOPLE = 4,
    STORY_CHAPTERS_EACH = 2,
    STORY_CHAPTERS = STORY_PEOPLE * STORY_CHAPTERS_EACH,
    STORY_LEADS_MAX = 3,
    STORY_EVENTS_MAX = 2000,
    STORY_NAME_BYTES = 64,
};

/** With what every mark begins. */
#define STORY_MARK "<Mark"

/** One conversation of a person. */
typedef struct story_chapter {
    int person;
    char mark[16];
    char conversation[STORY_NAME_BYTES];
    char visitor[STORY_NAME_BYTES];
    char leads[STORY_LEADS_MAX][STORY_NAME_BYTES]; /**< announced, void or only sold */
    int lead_count;
    const char *standing_lead; /**< one that was announced and stays so, or NULL */
    int standing_leads;        /**< announced and not void, also those that came from elsewhere */
    bool names_visitor;
} story_chapter;

/** A history. */
typedef struct story {
    story_chapter chapters[STORY_CHAPTERS];
    int names_wrongly[STORY_CHAPTERS]; /**< whose visitor a void or corrected event named, or -1 */
    rva_event *events;                 /**< in the order in which they come */
    size_t count;
    int groups[STORY_EVENTS_MAX]; /**< events of one group come in their order */
    int group;
    char (*texts)[STORY_NAME_BYTES];
    size_t text_count;
    char *long_text;
} story;

/** A number from 0 to `bound` - 1, the next of those that follow from story_seed. */
uint32_t story_below(uint32_t bound);

/** True so many times in a hundred. */
bool story_chance(uint32_t percent);

/** What the numbers follow from. */
extern uint64_t story_seed;

/** Tells a history; free with story_free(). */
void story_tell(story *out);

/** Frees a history. */
void story_free(story *of);

/** A text with the mark of a chapter. */
const char *story_text(story *of, int chapter, const char *word);

#endif
