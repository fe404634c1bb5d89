"""One method for each type of event.

Made by bindings/generate.py; do not edit.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from ._types import Instant, Outcome


class Recording:
    """What a store can record, an argument for each field."""

    def _record_fields(self, event: dict[str, Any]) -> Outcome:
        raise NotImplementedError

    def _minor(self, name: str, amount: Decimal | int | None, minor: int | None) -> int | None:
        raise NotImplementedError

    def record_conversation(
        self,
        *,
        id: str,
        at: Instant | None = None,
        visitor: str | None = None,
        source: str | None = None,
        medium: str | None = None,
        campaign: str | None = None,
        channel: str | None = None,
        agent: str | None = None,
        borough: str | None = None,
        zip: str | None = None,
        tags: dict[str, Any] | str | None = None,
        order: int | None = None,
        correct: bool | None = None,
        uid: str | None = None,
    ) -> Outcome:
        """A conversation began, or something was learnt about it.

        at: when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z
        id: id of this conversation, lead, offer, feedback ...
        visitor: id of a person across conversations
        source: where the visitor came from
        medium: kind of source
        campaign: marketing campaign
        channel: web, sms, phone ...
        agent: who or which version of the bot spoke
        borough: area; derived from zip when absent
        zip: postal code
        tags: a dict, or the text of a JSON object
        order: place within one instant, 0 when absent
        correct: True replaces what was recorded under this id
        uid: names the event itself, whatever its type; void: its target

        Without `at` it happened now.
        """
        return self._record_fields(
            {
                "type": "conversation",
                "at": at,
                "id": id,
                "visitor": visitor,
                "source": source,
                "medium": medium,
                "campaign": campaign,
                "channel": channel,
                "agent": agent,
                "borough": borough,
                "zip": zip,
                "tags": tags,
                "order": order,
                "correct": correct,
                "uid": uid,
            }
        )

    def record_stage(
        self,
        *,
        conversation: str,
        stage: str,
        action: Literal["enter", "complete", "skip", "disqualify", "leave"],
        at: Instant | None = None,
        agent: str | None = None,
        reason: str | None = None,
        order: int | None = None,
        response_ms: int | None = None,
        messages: int | None = None,
        correct: bool | None = None,
        quality: float | None = None,
        uid: str | None = None,
    ) -> Outcome:
        """Something happened to a stage of a conversation.

        at: when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z
        conversation: id of the conversation it belongs to
        stage: name of a stage
        action: one of enter, complete, skip, disqualify, leave
        agent: who or which version of the bot spoke
        reason: why it ended so
        order: place within one instant, 0 when absent
        response_ms: time to answer, milliseconds, >= 0
        messages: number of messages, >= 0
        correct: True replaces what was recorded under this id
        quality: quality of a stage visit, 0..1000, kept to 1e-6
        uid: names the event itself, whatever its type; void: its target

        Without `at` it happened now.
        """
        return self._record_fields(
            {
                "type": "stage",
                "at": at,
                "conversation": conversation,
                "stage": stage,
                "action": action,
                "agent": agent,
                "reason": reason,
                "order": order,
                "response_ms": response_ms,
                "messages": messages,
                "correct": correct,
                "quality": quality,
                "uid": uid,
            }
        )

    def record_lead(
        self,
        *,
        id: str,
        conversation: str,
        at: Instant | None = None,
        tier: str | None = None,
        model: str | None = None,
        tags: dict[str, Any] | str | None = None,
        currency: str | None = None,
        order: int | None = None,
        value_minor: int | None = None,
        value: Decimal | int | None = None,
        correct: bool | None = None,
        score: float | None = None,
        uid: str | None = None,
    ) -> Outcome:
        """A conversation became a lead.

        at: when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z
        id: id of this conversation, lead, offer, feedback ...
        conversation: id of the conversation it belongs to
        tier: quality tier of a lead
        model: version of the scorer
        tags: a dict, or the text of a JSON object
        currency: ISO 4217; absent: the store's
        order: place within one instant, 0 when absent
        value_minor: value of a lead, minor units, >= 0
        correct: True replaces what was recorded under this id
        score: predicted probability of acceptance, 0..1, kept to 1e-6
        uid: names the event itself, whatever its type; void: its target

        Money is given in minor units (`..._minor`), or exactly, as a Decimal.

        Without `at` it happened now.
        """
        return self._record_fields(
            {
                "type": "lead",
                "at": at,
                "id": id,
                "conversation": conversation,
                "tier": tier,
                "model": model,
                "tags": tags,
                "currency": currency,
                "order": order,
                "value_minor": self._minor("value", value, value_minor),
                "correct": correct,
                "score": score,
                "uid": uid,
            }
        )

    def record_offer(
        self,
        *,
        id: str,
        lead: str,
        platform: str,
        at: Instant | None = None,
        currency: str | None = None,
        order: int | None = None,
        price_minor: int | None = None,
        price: Decimal | int | None = None,
        delivered: bool | None = None,
        randomised: bool | None = None,
        correct: bool | None = None,
        uid: str | None = None,
    ) -> Outcome:
        """A lead was offered to a buyer.

        at: when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z
        id: id of this conversation, lead, offer, feedback ...
        lead: id of a lead
        platform: the buyer
        currency: ISO 4217; absent: the store's
        order: place within one instant, 0 when absent
        price_minor: price asked or seen, minor units, >= 0
        delivered: True when left out
        randomised: False when left out
        correct: True replaces what was recorded under this id
        uid: names the event itself, whatever its type; void: its target

        Money is given in minor units (`..._minor`), or exactly, as a Decimal.

        Without `at` it happened now.
        """
        return self._record_fields(
            {
                "type": "offer",
                "at": at,
                "id": id,
                "lead": lead,
                "platform": platform,
                "currency": currency,
                "order": order,
                "price_minor": self._minor("price", price, price_minor),
                "delivered": delivered,
                "randomised": randomised,
                "correct": correct,
                "uid": uid,
            }
        )

    def record_feedback(
        self,
        *,
        id: str,
        verdict: Literal["accepted", "rejected", "timeout", "returned"],
        at: Instant | None = None,
        lead: str | None = None,
        offer: str | None = None,
        platform: str | None = None,
        tier: str | None = None,
        reason: str | None = None,
        currency: str | None = None,
        order: int | None = None,
        value_minor: int | None = None,
        value: Decimal | int | None = None,
        correct: bool | None = None,
        rating: float | None = None,
        uid: str | None = None,
    ) -> Outcome:
        """A buyer answered an offer.

        at: when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z
        id: id of this conversation, lead, offer, feedback ...
        verdict: one of accepted, rejected, timeout, returned
        lead: id of a lead
        offer: id of an offer
        platform: the buyer
        tier: quality tier of a lead
        reason: why it ended so
        currency: ISO 4217; absent: the store's
        order: place within one instant, 0 when absent
        value_minor: value of a lead, minor units, >= 0
        correct: True replaces what was recorded under this id
        rating: the buyer's rating, 0..10, kept to 1e-6
        uid: names the event itself, whatever its type; void: its target

        Money is given in minor units (`..._minor`), or exactly, as a Decimal.

        Without `at` it happened now.
        """
        return self._record_fields(
            {
                "type": "feedback",
                "at": at,
                "id": id,
                "verdict": verdict,
                "lead": lead,
                "offer": offer,
                "platform": platform,
                "tier": tier,
                "reason": reason,
                "currency": currency,
                "order": order,
                "value_minor": self._minor("value", value, value_minor),
                "correct": correct,
                "rating": rating,
                "uid": uid,
            }
        )

    def record_transaction(
        self,
        *,
        id: str,
        kind: Literal["sale", "refund", "return", "chargeback", "adjustment"],
        at: Instant | None = None,
        amount_minor: int | None = None,
        amount: Decimal | int | None = None,
        conversation: str | None = None,
        lead: str | None = None,
        offer: str | None = None,
        of: str | None = None,
        source: str | None = None,
        borough: str | None = None,
        zip: str | None = None,
        platform: str | None = None,
        tier: str | None = None,
        currency: str | None = None,
        order: int | None = None,
        correct: bool | None = None,
        uid: str | None = None,
    ) -> Outcome:
        """Money moved.

        at: when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z
        id: id of this conversation, lead, offer, feedback ...
        kind: one of sale, refund, return, chargeback, adjustment
        amount_minor: money, minor units of the currency
        conversation: id of the conversation it belongs to
        lead: id of a lead
        offer: id of an offer
        of: id of the sale that a refund, return, chargeback concerns
        source: where the visitor came from
        borough: area; derived from zip when absent
        zip: postal code
        platform: the buyer
        tier: quality tier of a lead
        currency: ISO 4217; absent: the store's
        order: place within one instant, 0 when absent
        correct: True replaces what was recorded under this id
        uid: names the event itself, whatever its type; void: its target

        Money is given in minor units (`..._minor`), or exactly, as a Decimal.

        Without `at` it happened now.
        """
        return self._record_fields(
            {
                "type": "transaction",
                "at": at,
                "id": id,
                "kind": kind,
                "amount_minor": self._minor("amount", amount, amount_minor),
                "conversation": conversation,
                "lead": lead,
                "offer": offer,
                "of": of,
                "source": source,
                "borough": borough,
                "zip": zip,
                "platform": platform,
                "tier": tier,
                "currency": currency,
                "order": order,
                "correct": correct,
                "uid": uid,
            }
        )

    def record_end(
        self,
        *,
        conversation: str,
        outcome: Literal["completed", "abandoned", "disqualified", "error"],
        at: Instant | None = None,
        reason: str | None = None,
        order: int | None = None,
        correct: bool | None = None,
        uid: str | None = None,
    ) -> Outcome:
        """A conversation ended.

        at: when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z
        conversation: id of the conversation it belongs to
        outcome: one of completed, abandoned, disqualified, error
        reason: why it ended so
        order: place within one instant, 0 when absent
        correct: True replaces what was recorded under this id
        uid: names the event itself, whatever its type; void: its target

        Without `at` it happened now.
        """
        return self._record_fields(
            {
                "type": "end",
                "at": at,
                "conversation": conversation,
                "outcome": outcome,
                "reason": reason,
                "order": order,
                "correct": correct,
                "uid": uid,
            }
        )

    def record_cost(
        self,
        *,
        id: str,
        at: Instant | None = None,
        amount_minor: int | None = None,
        amount: Decimal | int | None = None,
        source: str | None = None,
        medium: str | None = None,
        campaign: str | None = None,
        borough: str | None = None,
        currency: str | None = None,
        correct: bool | None = None,
        uid: str | None = None,
    ) -> Outcome:
        """Money was spent.

        at: when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z
        id: id of this conversation, lead, offer, feedback ...
        amount_minor: money, minor units of the currency
        source: where the visitor came from
        medium: kind of source
        campaign: marketing campaign
        borough: area; derived from zip when absent
        currency: ISO 4217; absent: the store's
        correct: True replaces what was recorded under this id
        uid: names the event itself, whatever its type; void: its target

        Money is given in minor units (`..._minor`), or exactly, as a Decimal.

        Without `at` it happened now.
        """
        return self._record_fields(
            {
                "type": "cost",
                "at": at,
                "id": id,
                "amount_minor": self._minor("amount", amount, amount_minor),
                "source": source,
                "medium": medium,
                "campaign": campaign,
                "borough": borough,
                "currency": currency,
                "correct": correct,
                "uid": uid,
            }
        )

    def record_market(
        self,
        *,
        id: str,
        at: Instant | None = None,
        borough: str | None = None,
        zip: str | None = None,
        currency: str | None = None,
        price_minor: int | None = None,
        price: Decimal | int | None = None,
        competitors: int | None = None,
        correct: bool | None = None,
        demand: float | None = None,
        uid: str | None = None,
    ) -> Outcome:
        """What a market looked like.

        at: when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z
        id: id of this conversation, lead, offer, feedback ...
        borough: area; derived from zip when absent
        zip: postal code
        currency: ISO 4217; absent: the store's
        price_minor: price asked or seen, minor units, >= 0
        competitors: competitors seen, >= 0
        correct: True replaces what was recorded under this id
        demand: demand index of a market, 0..1e6, kept to 1e-6
        uid: names the event itself, whatever its type; void: its target

        Money is given in minor units (`..._minor`), or exactly, as a Decimal.

        Without `at` it happened now.
        """
        return self._record_fields(
            {
                "type": "market",
                "at": at,
                "id": id,
                "borough": borough,
                "zip": zip,
                "currency": currency,
                "price_minor": self._minor("price", price, price_minor),
                "competitors": competitors,
                "correct": correct,
                "demand": demand,
                "uid": uid,
            }
        )

    def record_erase(
        self,
        *,
        at: Instant | None = None,
        conversation: str | None = None,
        lead: str | None = None,
        visitor: str | None = None,
        uid: str | None = None,
        key: str | None = None,
    ) -> Outcome:
        """A person is to be forgotten.

        at: when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z
        conversation: id of the conversation it belongs to
        lead: id of a lead
        visitor: id of a person across conversations
        uid: names the event itself, whatever its type; void: its target
        key: erase, in exports: of what store its hashed id comes
        """
        return self._record_fields(
            {
                "type": "erase",
                "at": at,
                "conversation": conversation,
                "lead": lead,
                "visitor": visitor,
                "uid": uid,
                "key": key,
            }
        )

    def record_note(
        self,
        *,
        id: str,
        text: str,
        at: Instant | None = None,
        correct: bool | None = None,
        uid: str | None = None,
        until: Instant | None = None,
    ) -> Outcome:
        """A day or a range is annotated; no figure depends on it.

        at: when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z
        id: id of this conversation, lead, offer, feedback ...
        text: what a note says
        correct: True replaces what was recorded under this id
        uid: names the event itself, whatever its type; void: its target
        until: when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z

        Without `at` it happened now.
        """
        return self._record_fields(
            {
                "type": "note",
                "at": at,
                "id": id,
                "text": text,
                "correct": correct,
                "uid": uid,
                "until": until,
            }
        )

    def record_void(
        self,
        *,
        at: Instant | None = None,
        conversation: str | None = None,
        lead: str | None = None,
        offer: str | None = None,
        reason: str | None = None,
        uid: str | None = None,
        feedback: str | None = None,
        transaction: str | None = None,
        cost: str | None = None,
        market: str | None = None,
        note: str | None = None,
    ) -> Outcome:
        """Something never should have been recorded: it leaves every figure.

        at: when it happened: an aware datetime, or a text like 2026-03-01T14:03:22Z
        conversation: id of the conversation it belongs to
        lead: id of a lead
        offer: id of an offer
        reason: why it ended so
        uid: names the event itself, whatever its type; void: its target
        feedback: void: id of a feedback
        transaction: void: id of a transaction
        cost: void: id of a cost
        market: void: id of a market observation
        note: void: id of a note
        """
        return self._record_fields(
            {
                "type": "void",
                "at": at,
                "conversation": conversation,
                "lead": lead,
                "offer": offer,
                "reason": reason,
                "uid": uid,
                "feedback": feedback,
                "transaction": transaction,
                "cost": cost,
                "market": market,
                "note": note,
            }
        )
