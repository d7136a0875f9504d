"""Virtual users: what they answer follows from what they read, not from a count of steps."""

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.bench.dialogue import form, mark
from tests.fakes.telegram import FakeTelegram, Shown, User

CODE = re.compile(r"[A-Z]+-\d{4}-\d{6}")
Done = Callable[["Persona"], None]

NAMES = ("Nông Thị Hoa", "Vàng A Páo", "Trần Quang Huy", "H'Hen Niê", "Hoàng Văn Dũng", "Chamaléa Âu")
UNITS = ("thcs đồng lạc", "điện lực ba bể")
STORIES = (
    "Chế cái sào kẹp thay bóng đèn đường số {n}, trước phải trèo lên cột hai người.",
    "Làm bảng tính tự cộng điểm lớp {n}. Trước đây giáo viên phải chép tay, hay nhầm.",
)
BENEFITS = ("nhanh hơn, không phải trèo cao", "Đỡ mệt hơn, mỗi tháng bớt được {n} giờ")
TEAMS = {
    "{name} 60, Triệu Văn Páo 40": (60, 40),
    "{name} 70, Lò Thị Mai 30": (70, 30),
}


@dataclass(slots=True)
class Persona:
    """One user on the way from /start to a code.

    `varied` users take different paths and type half of their choices; the others all take the same path and
    press buttons. `answers` is what should be stored for them; `failure` says why they gave up.
    """

    fake: FakeTelegram
    user: User
    dice: random.Random
    done: Done
    varied: bool = False
    answers: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    code: str = ""
    failure: str = ""
    repeats: int = 0
    waits: list[float] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    deeds: int = 0
    _since: float = 0.0
    _place: int = -1
    _seen: set[str] = field(default_factory=set)
    _heard: bool = True

    def start(self) -> None:
        """Writes the first message."""
        self.user.watch = self._read
        self._say("/start")

    @property
    def over(self) -> bool:
        """Finished or failed."""
        return bool(self.code or self.failure)

    @property
    def heard(self) -> int:
        """How many different messages came."""
        return len(self._seen)

    def waited(self) -> float:
        """Seconds since this user did something that was not answered yet."""
        return 0.0 if self._heard or self.over else time.monotonic() - self._since

    def fail(self, why: str) -> None:
        """Gives up."""
        if not self.over:
            self.failure = why
            self.done(self)

    def _read(self, shown: Shown) -> None:
        text = shown.text
        if text in self._seen:
            self.repeats += 1
            self.lines.append("< (again)")
            return
        self._seen.add(text)
        self.lines.append(f"< {text} {shown.labels}")
        if not self._heard:
            self._heard = True
            self.waits.append(time.monotonic() - self._since)
        if self.over:
            if not any(known in text for known in AFTERWARDS):
                self.failure = self.failure or "spoken to after the end"
            return
        place = next((n for n, known in enumerate(MARKS) if known in text), None)
        if place is None:
            self.fail("a text that no rule fits")
        elif place <= self._place:
            self.fail(f"the wrong question: {RULES[place][0]}")
        else:
            self._place = place
            RULES[place][1](self, shown)

    def _say(self, text: str) -> None:
        self._acts(text)
        self.user.text(text)

    def _choose(self, shown: Shown, token: str) -> None:
        for row in shown.buttons:
            for label, data in row:
                if data.rpartition(":")[2] == token:
                    if self.varied and self.dice.random() < 0.5:
                        self._say(label.partition(".")[0])
                    else:
                        self._acts(f"[{label}]")
                        self.fake.ask(self.user, shown, data)
                    return
        self.fail(f"no button for {token}")

    def _acts(self, line: str) -> None:
        self.lines.append(f"> {line}")
        self.deeds += 1
        self._heard, self._since = False, time.monotonic()

    def _pick(self, *options: Any) -> Any:
        return self.dice.choice(options) if self.varied else options[0]

    # The rules' actions

    def wait(self, _shown: Shown) -> None:
        """More is to come."""

    def yes(self, shown: Shown) -> None:
        self._choose(shown, "yes")

    def first(self, shown: Shown) -> None:
        self._choose(shown, shown.buttons[0][0][1].rpartition(":")[2])

    def say_name(self, _shown: Shown) -> None:
        self.name = self._pick(*NAMES)
        self._say(self.name)

    def say_unit(self, _shown: Shown) -> None:
        self._say(self._pick(*UNITS))

    def register(self, shown: Shown) -> None:
        self._choose(shown, "register")

    def tell(self, _shown: Shown) -> None:
        self.answers["solution"] = self._pick(*STORIES).format(n=self.user.id)
        self._say(self.answers["solution"])

    def finished_telling(self, shown: Shown) -> None:
        self._choose(shown, "done")

    def accept_title(self, shown: Shown) -> None:
        before, after = form("registration.title").split("{proposal}")
        self.answers["title"] = shown.text.partition(before)[2].removesuffix(after)
        self._choose(shown, "yes")

    def applied(self, shown: Shown) -> None:
        self.answers["applied"] = self._pick("applied", "trial", "not_yet")
        self._choose(shown, self.answers["applied"])

    def applied_on(self, _shown: Shown) -> None:
        value, said = self._pick(("2022-03", "tháng 3/2022"), ("2022-02-15", "15/2/2022"))
        self.answers["applied_on"] = value
        self._say(said)

    def send_anyway(self, shown: Shown) -> None:
        self._choose(shown, "send")

    def benefit(self, _shown: Shown) -> None:
        self.answers["benefit_how"] = self._pick(*BENEFITS).format(n=self.user.id)
        self._say(self.answers["benefit_how"])

    def authors(self, shown: Shown) -> None:
        team = self._pick(None, *TEAMS)
        if team is None:
            self.answers["authors"] = [(self.name, 100)]
            self._choose(shown, "alone")
            return
        said, shares = team.format(name=self.name), TEAMS[team]
        names = [part.rsplit(" ", 1)[0] for part in said.split(", ")]
        self.answers["authors"] = list(zip(names, shares, strict=True))
        self._say(said)

    def recognised(self, shown: Shown) -> None:
        self.answers["recognised"] = self._pick("waiting", "yes", "no", "unknown")
        self._choose(shown, "got" if self.answers["recognised"] == "yes" else self.answers["recognised"])

    def no_photo(self, shown: Shown) -> None:
        self._choose(shown, "skip")

    def sent(self, shown: Shown) -> None:
        found = CODE.search(shown.text)
        if found is None:
            self.fail("no code")
        else:
            self.code = found[0]
            self.done(self)

    def trouble(self, _shown: Shown) -> None:
        self.fail("the service apologised")


RULES: tuple[tuple[str, Callable[[Persona, Shown], None]], ...] = (
    ("welcome.greet", Persona.wait),
    ("welcome.consent", Persona.yes),
    ("welcome.name", Persona.say_name),
    ("welcome.unit", Persona.say_unit),
    ("welcome.unit-this", Persona.yes),
    ("welcome.unit-which", Persona.first),
    ("menu", Persona.register),
    ("registration.solution", Persona.tell),
    ("form.part", Persona.finished_telling),
    ("registration.title", Persona.accept_title),
    ("registration.applied", Persona.applied),
    ("registration.applied_on", Persona.applied_on),
    ("registration.applied_on-nearer", Persona.yes),
    ("bac-kan-1tr.applied", Persona.send_anyway),
    ("registration.benefit_how", Persona.benefit),
    ("registration.authors", Persona.authors),
    ("registration.recognised", Persona.recognised),
    ("registration.recognised-head", Persona.recognised),
    ("registration.recognised-photo", Persona.no_photo),
    ("registration.confirm", Persona.yes),
    ("registration.sent", Persona.sent),
    ("registration.sent-unnamed", Persona.sent),
    ("service.trouble", Persona.trouble),
)
"""What to do at which text, the first that fits. They stand in the order of the dialogue: a question that
comes after a later one is the wrong question."""

MARKS = tuple(mark(key) for key, _ in RULES)
AFTERWARDS = (mark("authors.code"), mark("authors.codes"))
"""What may still come to whoever has a code already: the codes of co-authors, to hand on."""
