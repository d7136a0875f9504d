"""QR codes for print."""

import io

import segno


def png(text: str) -> bytes:
    """A QR code with its quiet zone. Up to 200 bytes it can be read when printed 22 mm wide.

    Some of it may be soiled (level M). Raises ValueError where the text is too long for any code.
    """
    data = io.BytesIO()
    segno.make(text, error="m", micro=False, encoding="utf-8").save(data, kind="png", scale=10, border=4)
    return data.getvalue()
