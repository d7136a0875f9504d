"""The two clocks. Machine time is real; business time is real time plus the demo offset."""

import threading
from datetime import UTC, datetime, timedelta


def machine_now() -> datetime:
    """Real time, UTC: leases, retries, rate limits."""
    return datetime.now(UTC)


class Clock:
    """Business time: what handlers, windows and due rows see. Moved in DEMO only."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self._offset = offset
        self._lock = threading.Lock()

    @property
    def offset(self) -> timedelta:
        """How far business time is ahead of real time."""
        return self._offset

    def now(self) -> datetime:
        """Business time, UTC."""
        return datetime.now(UTC) + self._offset

    def set(self, moment: datetime) -> timedelta:
        """Makes it `moment` now; returns the new offset, to be stored."""
        with self._lock:
            self._offset = moment - datetime.now(UTC)
            return self._offset
