/**
 * @file fold/offers.h
 * Leads, the offers made of them, and what buyers said.
 */
#ifndef RVA_FOLD_OFFERS_H
#define RVA_FOLD_OFFERS_H

#include "fold/fold.h"

/** The lead of that id, made when there is none; NULL without memory. */
rva__lead *rva__fold_lead(rva__fold *fold, uint64_t id);

/** The tier of a lead: the buyer's if known, else the predicted one. */
uint32_t rva__lead_tier(const rva__lead *lead);

/** The offer of that id, or NULL. */
rva__offer *rva__fold_offer(const rva__fold *fold, uint64_t id);

/** Reads leads, offers and feedback. */
void rva__fold_offers(rva__fold *fold);

/** Facts of leads and offers. */
void rva__fold_state_leads(rva__fold *fold);

#endif
