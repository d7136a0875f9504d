"""Kills the service again and again while people register, then counts what is left: `python -m tests.chaos`.

Virtual users register over the fake of Telegram; the service runs on SQLite (one process, polling) and on
PostgreSQL (two processes, webhooks) and is killed with SIGKILL at random points, then started again at once.
"""
