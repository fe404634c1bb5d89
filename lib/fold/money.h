/**
 * @file fold/money.h
 * Transactions: which lead, offer and sale each belongs to, and where it counts.
 */
#ifndef RVA_FOLD_MONEY_H
#define RVA_FOLD_MONEY_H

#include "fold/fold.h"

/** Reads transactions: which lead, offer and sale each belongs to, nets, returns. */
void rva__fold_movements(rva__fold *fold);

/** Facts of transactions, costs and markets. */
void rva__fold_state_money(rva__fold *fold);

#endif
