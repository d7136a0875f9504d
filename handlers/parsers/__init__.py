"""What people type, read as values: a value, or `Invalid`. Pure; today is an argument."""

from handlers.parsers.day import Day, day
from handlers.parsers.hours import hours
from handlers.parsers.invalid import Invalid
from handlers.parsers.moment import moment
from handlers.parsers.money import Money, find_money, money
from handlers.parsers.name import name
from handlers.parsers.shares import Share, shares
from handlers.parsers.yes_no import yes_no

__all__ = [
    "Day",
    "Invalid",
    "Money",
    "Share",
    "day",
    "find_money",
    "hours",
    "moment",
    "money",
    "name",
    "shares",
    "yes_no",
]
