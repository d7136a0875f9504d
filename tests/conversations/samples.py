"""Small real files: what they are is checked by their bytes."""

import hashlib
import io
import zipfile


def jpeg(what: str = "") -> bytes:
    """A picture; another `what` is another picture."""
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + what.encode() + b"\xff\xd9"
    )


def ogg(what: str = "") -> bytes:
    """A voice recording."""
    return b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00" + what.encode()


def aac(what: str = "") -> bytes:
    """A voice recording as bare frames, without a box around them."""
    frame = b"\xff\xf1\x60\x40\x08\xbf\xfc" + bytes(60)
    return 2 * frame + what.encode()


def docx(what: str = "") -> bytes:
    """A Word file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<document>{what}</document>")
    return data.getvalue()


def program() -> bytes:
    """A Windows program."""
    return b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 4


def checksum(data: bytes) -> str:
    """The name a file is stored under."""
    return hashlib.sha256(data).hexdigest()
