"""A made-up month of a solar chatbot in New York, the same for the same seed.

    events = month(seed=2026)

Conversations come from several sources, go through the stages, and where they qualify become
leads, which are offered to buyers until one accepts; some sales are returned.
"""

from datetime import datetime, timedelta, timezone
from random import Random

START = datetime(2026, 3, 1, 5, tzinfo=timezone.utc)  # midnight in New York
STAGES = [("welcome", 0.97), ("interest_assessment", 0.93), ("location_qualification", 0.90),
          ("bill_discovery", 0.78), ("homeowner_verification", 0.88)]
# source: weight, how willing its people are, cost of a conversation in cents
SOURCES = {"google": (5, 1.00, 310), "facebook": (3, 0.94, 180), "referral": (1, 1.05, 0),
           "organic": (2, 1.03, 0)}
ZIPS = {"11215": 4, "11201": 3, "10011": 2, "11375": 3, "10314": 2, "10463": 1}  # five boroughs
# buyer: tier by tier, the price in dollars and the chance that it accepts
BUYERS = {"SolarReviews": {"premium": (310, 0.80), "standard": (150, 0.60)},
          "Modernize": {"premium": (260, 0.70), "standard": (170, 0.75), "basic": (80, 0.50)},
          "Regional NYC": {"standard": (140, 0.80), "basic": (95, 0.85)}}


def choose(chance, weights):
    """A key, by the weights of all."""
    return chance.choices(list(weights), weights=list(weights.values()))[0]


class Conversation:
    """One conversation, told as events in the order in which they happen."""

    def __init__(self, chance, number):
        self.chance, self.number = chance, number
        self.at = START + timedelta(days=chance.random() * 29, seconds=number % 60)
        self.source = choose(chance, {name: row[0] for name, row in SOURCES.items()})
        self.events = []

    def say(self, event_type, minutes=0.0, /, **fields):
        """Adds an event some minutes after the one before."""
        self.at += timedelta(minutes=minutes * (0.5 + self.chance.random()))
        self.events.append({"type": event_type, "at": self.at, **fields})

    def tell(self):
        """All events of it."""
        name = f"c-{self.number}"
        self.say("conversation", id=name, source=self.source, channel="web", agent="bot-4",
                 zip=choose(self.chance, ZIPS))
        cost = SOURCES[self.source][2]
        if cost:
            self.say("cost", id=f"k-{self.number}", source=self.source, amount_minor=cost)
        for stage, likely in STAGES:
            self.say("stage", 0.2, conversation=name, stage=stage, action="enter")
            if self.chance.random() > likely * SOURCES[self.source][1]:
                self.say("end", 6, conversation=name, outcome="abandoned")
                return self.events
            self.say("stage", 3, conversation=name, stage=stage, action="complete")
        self.say("end", 1, conversation=name, outcome="completed")
        self.sell(name)
        return self.events

    def sell(self, name):
        """The lead, and offers until a buyer accepts."""
        score = round(self.chance.random(), 2)
        tier = "premium" if score > 0.65 else "standard" if score > 0.25 else "basic"
        lead = f"l-{self.number}"
        self.say("lead", 1, id=lead, conversation=name, tier=tier, score=score)
        buyers = [buyer for buyer, tiers in BUYERS.items() if tier in tiers]
        self.chance.shuffle(buyers)
        for buyer in buyers:
            price, likely = BUYERS[buyer][tier]
            offer = f"o-{self.number}-{buyer.split()[0]}"
            self.say("offer", 5, id=offer, lead=lead, platform=buyer, price_minor=price * 100)
            accepted = self.chance.random() < likely
            self.say("feedback", 240, id=f"f-{offer}", offer=offer, rating=round(4 + 6 * score, 1),
                     verdict="accepted" if accepted else "rejected")
            if accepted:
                self.say("transaction", id=f"t-{offer}", kind="sale", offer=offer,
                         amount_minor=price * 100)
                if self.chance.random() < 0.06:
                    self.say("transaction", 1440, id=f"r-{offer}", kind="return", of=f"t-{offer}",
                             amount_minor=-price * 100)
                return


def month(seed=2026, conversations=1500):
    """The events of March 2026, by the time they happened."""
    chance = Random(seed)
    events = [event for number in range(conversations)
              for event in Conversation(chance, number).tell()]
    return sorted(events, key=lambda event: event["at"])
