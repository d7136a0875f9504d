"""What can be counted while the service runs; /metrics shows it."""

from dataclasses import dataclass, field

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram


@dataclass(frozen=True)
class Metrics:
    """One per process."""

    registry: CollectorRegistry = REGISTRY
    received: Counter = field(
        default_factory=lambda: Counter("sangkien_received", "Updates stored", ["channel"])
    )
    duplicates: Counter = field(
        default_factory=lambda: Counter("sangkien_duplicates", "Updates that were stored before", ["channel"])
    )
    refused: Counter = field(
        default_factory=lambda: Counter("sangkien_refused", "Updates the database can't take", ["channel"])
    )
    turns: Counter = field(default_factory=lambda: Counter("sangkien_turns", "Turns committed"))
    failures: Counter = field(default_factory=lambda: Counter("sangkien_turn_failures", "Turns that raised"))
    parked: Counter = field(default_factory=lambda: Counter("sangkien_parked", "Updates given up"))
    batch: Histogram = field(
        default_factory=lambda: Histogram(
            "sangkien_batch_turns", "Turns that shared a commit", buckets=(1, 2, 4, 8, 16, 32, 64)
        )
    )
    sends: Counter = field(
        default_factory=lambda: Counter("sangkien_sends", "Calls by outcome", ["channel", "state"])
    )
    elsewhere: Counter = field(
        default_factory=lambda: Counter("sangkien_elsewhere", "Pushes said in another chat instead")
    )
    price: Counter = field(
        default_factory=lambda: Counter("sangkien_push_price", "What pushes have cost, in đồng", ["channel"])
    )
    noted: Counter = field(
        default_factory=lambda: Counter(
            "sangkien_noted", "What a platform said besides updates, and how it signed", ["channel", "what"]
        )
    )
    alarms: Counter = field(
        default_factory=lambda: Counter("sangkien_alarms", "What a person must see to", ["channel", "what"])
    )
    month: Gauge = field(
        default_factory=lambda: Gauge(
            "sangkien_channel_month", "Messages of this month in both directions", ["channel"]
        )
    )
    people: Gauge = field(
        default_factory=lambda: Gauge("sangkien_channel_people", "People who have ever written", ["channel"])
    )
    price_today: Gauge = field(
        default_factory=lambda: Gauge(
            "sangkien_channel_price_today", "What pushes have cost today, in đồng", ["channel"]
        )
    )
    heard: Gauge = field(
        default_factory=lambda: Gauge(
            "sangkien_channel_heard_seconds", "When something came last, in seconds since 1970", ["channel"]
        )
    )
    sending: Gauge = field(default_factory=lambda: Gauge("sangkien_sending", "Calls on their way"))


METRICS = Metrics()
