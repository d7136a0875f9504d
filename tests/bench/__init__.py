"""How many turns a second the service takes, what one costs, and how that compares: `python -m tests.bench`.

Virtual users register over a fake of Telegram that runs in a process of its own, the service in another;
beside it, the same dialogue written with two well-known libraries as their documentation shows.
"""
