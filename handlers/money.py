"""Sums of money as people write them."""


def dong(amount: int) -> str:
    """1500000 → "1.500.000"."""
    return f"{amount:,}".replace(",", ".")
