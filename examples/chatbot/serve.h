/**
 * @file chatbot/serve.h
 * The service: threads that hold conversations.
 */
#ifndef CHATBOT_SERVE_H
#define CHATBOT_SERVE_H

#include "talk.h"

enum { SERVE_THREADS_MAX = 256 };

/**
 * Holds conversations 0 to `conversations` - 1 in `threads` threads, or until asked to stop.
 *
 * @param out  receives what the store has acknowledged, also on failure
 * @return RVA_OK, or the first refusal of a thread
 */
rva_status serve(const talk_setting *setting, int64_t conversations, int64_t threads,
                 tally_counts *out, rva_error *err);

#endif
