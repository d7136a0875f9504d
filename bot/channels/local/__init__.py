"""The local web chat: the channel that needs no token."""
