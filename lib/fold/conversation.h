/**
 * @file fold/conversation.h
 * A conversation's attributes, state, visits and drop-off.
 */
#ifndef RVA_FOLD_CONVERSATION_H
#define RVA_FOLD_CONVERSATION_H

#include "fold/fold.h"

/** Attributes, activity, state, visits: sets the fold's fields and states nothing. */
void rva__fold_conversation(rva__fold *fold);

/** Facts of the conversation and of its stages and turns; needs leads to be known. */
void rva__fold_state_conversation(rva__fold *fold);

/** Those of these facts that depend on how the conversation ended, as if it were open. */
void rva__fold_state_open(rva__fold *fold, rva__facts *out);

#endif
