"""What every answer behind a link has in common, and the plain page for a link that leads nowhere."""

from html import escape
from pathlib import Path
from string import Template
from typing import Any

import orjson
from aiohttp import web

HERE = Path(__file__).parent / "page"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",  # the address is the key
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
AGAIN = "gõ “gửi tệp” trong cuộc trò chuyện để lấy đường dẫn mới."
LOOK = "Nhờ anh/chị xem lại mục ấy trong cuộc trò chuyện để lấy đường dẫn mới."
CLOSED = {
    "unknown": (404, "Đường dẫn này không mở được",
        f"Nhờ anh/chị mở lại đúng đường dẫn đã nhận, hoặc {AGAIN}"),
    "used": (410, "Đường dẫn này đã dùng xong",
        f"Ảnh, tệp đã tới. Mời anh/chị quay lại cuộc trò chuyện. Cần gửi thêm, anh/chị {AGAIN}"),
    "over": (410, "Đường dẫn này đã hết hạn",
        f"Những gì anh/chị đã nhắn vẫn được giữ. Nhờ anh/chị {AGAIN}"),
    "no-file": (404, "Không có tệp ở đường dẫn này", LOOK),
    "file-over": (410, "Đường dẫn tải tệp đã hết hạn", LOOK),
}  # fmt: skip
"""Status, heading and what to do, by why a link leads nowhere."""


def page(name: str, status: int = 200, **words: str) -> web.Response:
    """One of our pages; `words` are put into it as they are, never as markup."""
    text = Template((HERE / name).read_text("utf-8")).substitute({k: escape(v) for k, v in words.items()})
    return web.Response(text=text, content_type="text/html", status=status, headers=HEADERS)


def closed(why: str) -> web.Response:
    """A link that leads nowhere (any more)."""
    status, title, text = CLOSED[why]
    return page("closed.html", status, title=title, text=text)


def answer(value: Any, status: int = 200) -> web.Response:
    """JSON, for the page's script."""
    body = orjson.dumps(value)
    return web.Response(body=body, content_type="application/json", status=status, headers=HEADERS)


async def static(request: web.Request) -> web.StreamResponse:
    """What the pages load."""
    file = HERE / request.match_info["name"]
    if not file.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(file, headers={**HEADERS, "Cache-Control": "no-cache"})
