"""`python -m tests.bench.knowledge`: how long knowledge takes to be read and searched at size.

10,000 made-up entries whose words are those of questions and answers, asked for as people type.
"""

import random
import sys
import time
from datetime import date
from statistics import median, quantiles

from handlers.knowledge_search import KnowledgeIndex, Known

ENTRIES, ROUNDS = 10_000, 1_000
TODAY = date(2022, 5, 16)
WHO = ("công nhân", "tôi", "tổ trưởng", "giáo viên", "người đại diện", "đồng tác giả", "thợ điện", "kế toán")
DOES = ("nộp", "ghi", "sửa", "rút", "đăng ký", "nhận", "tính", "chứng minh", "báo cáo", "chia", "xem", "ký")
WHAT = (
    "sáng kiến", "số tiền làm lợi", "hồ sơ", "tỷ lệ đóng góp", "giấy khen", "ý tưởng", "đề tài", "quyết định",
    "phiếu đăng ký", "chỉ tiêu", "giải pháp kỹ thuật", "ảnh minh chứng", "tiền thưởng", "danh sách tổng hợp",
)  # fmt: skip
WHERE = ("phân xưởng", "trường", "bệnh viện", "công ty", "ngân hàng", "điện lực", "huyện", "tỉnh", "tổ", "xã")
WHEN = ("tháng này", "năm ngoái", "sau ngày 31/5", "giai đoạn 2", "cuối năm", "trước khi nghỉ", "lần thứ hai")
HOW = ("thế nào", "được không", "khi nào", "ở đâu", "cho ai", "bao nhiêu", "cần gì", "mấy lần", "vì sao")
ASKED = (
    "em k bit tinh tien lam loi ntn", "sk cua e nop o dau vay", "hết hạn chưa ạ", "ai duoc thuong bn tien",
    "sangs kieens nooj owr ddaau", "lam chung thi chia ty le the nao", "tính tiền làm lợi cho công nhân",
    "em làm ở phân xưởng 3, năm ngoái có chế cái kẹp. Giờ nộp sáng kiến thì cần giấy tờ gì ạ? Em sợ trễ hạn",
    "thời tiết hôm nay thế nào", "khi nào", "sáng kiến", "chuwng minh so tien bang anh dc ko",
)  # fmt: skip


def entries(most: int) -> list[Known]:
    """Made-up questions with two other ways to ask and an answer of forty words."""
    rule = random.Random(7)

    def asked() -> str:
        return " ".join(map(rule.choice, (WHO, DOES, WHAT, WHERE, WHEN, HOW)))

    def answer() -> str:
        return ". ".join(asked() for _ in range(4))

    return [
        Known(f"k{number}", asked(), answer(), also=(asked(), asked()), programme=f"p{number % 5}")
        for number in range(most)
    ]


def measure(most: int = ENTRIES, rounds: int = ROUNDS) -> None:
    """Prints the build, and the median and slowest of many finds."""
    made = entries(most)
    begun = time.perf_counter()
    index = KnowledgeIndex(made)
    say(f"index of {most} entries: {time.perf_counter() - begun:.2f} s")
    times = [_milliseconds(index, ASKED[number % len(ASKED)]) for number in range(rounds)]
    say(f"find: median {median(times):.1f} ms, p99 {quantiles(times, n=100)[-1]:.1f} ms")


def _milliseconds(index: KnowledgeIndex, text: str) -> float:
    begun = time.perf_counter()
    index.find(text, today=TODAY, programmes={"p1"})
    return 1000 * (time.perf_counter() - begun)


def say(line: str) -> None:
    """At once, also into a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    measure(200)
    measure()
