"""A person's mistake, as opposed to a bug."""


class Invalid(Exception):
    """What was typed cannot be read; `key` names the text that asks again (`invalid-<key>`)."""

    def __init__(self, key: str, **params: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.params: dict[str, str | int] = params
