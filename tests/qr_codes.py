"""Reads QR codes, as another program than the one that wrote them."""

import struct
import zlib

import zxingcpp


def pixels(png: bytes) -> list[list[int]]:
    """Grey values of a picture of one bit a pixel, whose lines are stored as they are or as the one above."""
    width, height, bits, colour = struct.unpack(">IIBB", png[16:26])
    assert (bits, colour) == (1, 0)
    start = png.index(b"IDAT")
    size = int.from_bytes(png[start - 4 : start], "big")
    raw = zlib.decompress(png[start + 4 : start + 4 + size])
    stride = (width + 7) // 8 + 1
    lines = [raw[row * stride : (row + 1) * stride] for row in range(height)]
    for place, line in enumerate(lines):
        assert line[0] in (0, 2)
        if line[0] == 2:
            lines[place] = bytes((a + b) % 256 for a, b in zip(line, lines[place - 1], strict=True))
    return [[255 * (line[1 + x // 8] >> (7 - x % 8) & 1) for x in range(width)] for line in lines]


def read(picture: list[list[int]]) -> zxingcpp.Barcode | None:
    flat = bytes(value for line in picture for value in line)
    return zxingcpp.read_barcode(memoryview(flat).cast("B", (len(picture), len(picture[0]))))
