"""A form inside a conversation: what is asked next, what words, numbers, photos and commands mean there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal
from zlib import crc32

from sqlalchemy import delete

from handlers import files, other_chats, session, upload_links
from handlers.events import Choice, Event, Phrase, Reply
from handlers.forms import (
    Context,
    Form,
    Option,
    Pick,
    Question,
    Result,
    Said,
    Value,
    before,
    counted,
    path,
    pending,
    position,
)
from handlers.matching import Command
from handlers.parsers import Invalid
from handlers.phrases import of_json, to_json
from handlers.text import clean, fold
from handlers.turn import Turn
from storage.records import Draft

SILENCE = timedelta(hours=12)  # after that long, the person is greeted with the open question
ACK = timedelta(seconds=40)  # parts of a long answer that come faster are not answered one by one
DOUBLE = 12  # characters; shorter words may well be said twice
LONGEST = 20_000  # characters of one long answer


@dataclass(frozen=True, slots=True)
class Dialog:
    """A form and what belongs to it: its questions for a draft, what they may look at, and what follows.

    `context` is made afresh for every use; `finish` runs when nothing is pending; `answered` after each
    stored answer; `later`, `cancelled` and `kept` (stopped for good, but nothing thrown away) say good-bye.
    """

    form: Callable[[Turn, Draft], Form]
    context: Callable[[Turn, Draft], Context]
    finish: Callable[[Turn, Draft], list[Reply]]
    later: Callable[[Turn, Draft], list[Reply]]
    cancelled: Callable[[Turn, Draft], list[Reply]]
    kept: Callable[[Turn, Draft], list[Reply]]
    answered: Callable[[Turn, Draft, str], None] = lambda _turn, _draft, _key: None
    progress: Literal["count", "about", ""] = "count"
    """"Câu 4/8", "còn khoảng 3 ý", or nothing."""
    news: Callable[[Turn, Draft], tuple[Phrase, ...]] = lambda _turn, _draft: ()
    """What has changed for the draft since it was asked last, told before the prompt."""
    dossier: bool = True
    """Whether files that a question does not take are kept with the dossier."""


def begin(
    turn: Turn,
    dialog: Dialog,
    form: str,
    version: int | None = None,
    initiative: int | None = None,
    answers: Mapping[str, Any] | None = None,
    **notes: Any,
) -> tuple[Draft, list[Reply]]:
    """A new draft and its first open question. `answers` are known already, `notes` are kept in the draft."""
    turn.drafts_begun += 1
    draft = turn.store.new_draft(
        Draft(
            id=f"d{turn.id:x}-{turn.drafts_begun}",
            person_id=turn.person.id,
            form=form,
            created_at=turn.now,
            updated_at=turn.now,
            programme_version_id=version,
            initiative_id=initiative,
            answers=dict(answers or {}),
            notes={k: v for k, v in notes.items() if v is not None},
        )
    )
    return draft, ask(turn, dialog, draft)


def ask(
    turn: Turn, dialog: Dialog, draft: Draft, lead: Sequence[Phrase] = (), question: Question | None = None
) -> list[Reply]:
    """The open question (or the one given), or what follows when nothing is pending."""
    if turn.conversation.session.get("draft") != draft.id and draft.created_at != turn.now:
        other_chats.let_go(turn, draft)  # one that is new is open nowhere
    form, context = dialog.form(turn, draft), dialog.context(turn, draft)
    question = question or pending(form, context)
    if question is None:
        finished = dialog.finish(turn, draft)
        return [replace(finished[0], lead=(*lead, *finished[0].lead)), *finished[1:]] if finished else []
    lead = (*lead, *dialog.news(turn, draft))
    if (question.long or question.files) and not _is_open(turn, draft, question):
        lead = (*lead, *upload_links.hint(turn))
    lead = (*session.unsent(turn.conversation), *lead)
    session.open_question(turn.conversation, draft.id, question.key, f"{form.key}.{question.key}")
    choices = _choices(draft, question, question.options(form.key, context))
    if told := parts_of(draft, question):
        lead = (*lead, Phrase("form.so-far", {"value": short("\n".join(told))}))
        choices = (*choices, _done(draft, question))
    session.offer(turn.conversation, choices)
    prompt = question.prompt(context) or Phrase(f"{form.key}.{question.key}")
    if question.review:
        lines_ = (*read_back(form, context), *files.counted(turn, draft))
        prompt = replace(prompt, params={**prompt.params, "lines": lines_})
    lines = list(lead)
    if dialog.progress == "count" and (question.review or not question.hidden):
        number, total = position(form, context, question.key)
        lines.append(Phrase("form.progress", {"number": number, "total": total}))
    if dialog.progress == "about":
        left = sum(1 for q in path(form, context) if q.key not in draft.answers)
        lines.append(Phrase("form.remaining", {"count": left}))
    return [Reply(prompt.key, prompt.params, choices, lead=tuple(lines))]


def _is_open(turn: Turn, draft: Draft, question: Question) -> bool:
    """Whether it is asked again, not anew."""
    here = turn.conversation.session
    return (here.get("draft"), here.get("question")) == (draft.id, question.key)


def handle(turn: Turn, dialog: Dialog, draft: Draft) -> list[Reply]:
    """What the person said belongs to the open question of this draft."""
    opened = _opened(turn, dialog, draft)
    return opened.handle() if opened else ask(turn, dialog, draft)


def repeat(turn: Turn, dialog: Dialog, draft: Draft, *lead: Phrase) -> list[Reply]:
    """The open question, or the follow-up to it, once more, with a word before it."""
    opened = _opened(turn, dialog, draft)
    return opened.again(*lead) if opened else ask(turn, dialog, draft, lead)


def _opened(turn: Turn, dialog: Dialog, draft: Draft) -> "Open | None":
    """None when the question that was open is not asked any more: the form has changed under the draft."""
    form, context = dialog.form(turn, draft), dialog.context(turn, draft)
    key = turn.conversation.session.get("question")
    question = form.question(str(key)) if key else pending(form, context)
    if question is None or question.key not in {q.key for q in path(form, context)}:
        return None
    return Open(turn, dialog, draft, form, question)


@dataclass(frozen=True, slots=True)
class Open:
    """One message at one open question."""

    turn: Turn
    dialog: Dialog
    draft: Draft
    form: Form
    question: Question

    @property
    def context(self) -> Context:
        """Afresh: an answer may have been stored meanwhile."""
        return self.dialog.context(self.turn, self.draft)

    @property
    def scope(self) -> str:
        """What this question's buttons begin with."""
        return f"q:{self.draft.id}:{self.question.key}"

    @property
    def pick_scope(self) -> str:
        """What the buttons of the open follow-up begin with: an older one of this question is another."""
        return f"{self.scope}~{self.picking.get('mark', '')}"

    def handle(self) -> list[Reply]:
        """By kind of event, then by what the words may mean, the surest reading first."""
        event = self.turn.event
        if event.kind == "choice":
            return self.pressed(event.value)
        if event.kind == "edited":
            return self.edited(event)
        if event.kind == "unsupported":
            return self.again(*upload_links.unread(self.turn))
        if event.attachments:
            return self.files(event)
        return self.words(clean(event.text))

    def words(self, text: str) -> list[Reply]:
        """Typed text: a choice, a command, a greeting, or the answer itself."""
        turn, words = self.turn, self.turn.words
        if not text:
            return self.again()
        if turn.early and "met" not in turn.conversation.session:
            late = self.belated(text)
            if late is not None:
                return late
        session.put(turn.conversation, met=True)
        offered = session.offered(turn.conversation)
        chosen = words.choose(text, offered, turn.person.language, loose=False)
        if chosen is not None:
            return self.pressed(chosen.value)
        command = words.command(text)
        if command is not None and (done := self.command(command, text)) is not None:
            return done
        if not fold(text):  # a thumb, three dots: a yes where one stands open, else nothing
            return self.again()
        if words.greets(text):
            return self.greeting()
        if offered and not (self.question.free and not self.picking):
            chosen = words.choose(text, offered, turn.person.language, loose=True)
            if chosen is not None:
                return self.pressed(chosen.value)
        near = words.near_command(text)
        free = self.question.free and not self.picking and not self.question.choices
        if self.returning() and free and near is None:
            return self.pick(
                Pick(
                    Phrase("form.returning", {"prompt": self.label()}),
                    (
                        Option("yes", Phrase("form.returning#yes"), text),
                        Option("again", Phrase("form.returning#no")),
                    ),
                ),
                raw=True,
            )
        figure = offered and text.isdigit() and len(text) <= 2 and not self.question.figures
        if self.picking.get("key") in FIRM or figure:
            return self.again(Phrase("invalid.choose"))
        if self.question.long and text.isdigit() and len(text) <= 2:  # a choice of what was open before
            return self.again(Phrase("invalid.number-alone"))
        if near is not None:
            return self.ask_which(text, near)
        return self.part(text) if self.question.long else self.take(Said(text))

    # Answers

    @property
    def picking(self) -> dict[str, Any]:
        """The open follow-up, empty when there is none."""
        pick: dict[str, Any] = self.turn.conversation.session.get("pick", {})
        return pick

    def pressed(self, value: str) -> list[Reply]:
        """A choice of this question, pressed or typed; anything else is an old button."""
        scope, _, token = value.rpartition(":")
        options = self.picking.get("options", {})
        if token in options and scope in ("", self.pick_scope):
            return self.settled(token, options[token])
        if scope not in ("", self.scope):  # a bare token may come from a program
            return self.again(Phrase("form.old-button"))
        if token == "done" and self.question.long:
            return self.done()
        if any(option.token == token for option in self.question.options(self.form.key, self.context)):
            return self.take(Said(token=token))
        return self.again(Phrase("form.old-button"))

    def settled(self, token: str, option: Any) -> list[Reply]:
        """A follow-up was answered by one of its options."""
        if token == "again":
            session.put(self.turn.conversation, pick=None)
            return ask(self.turn, self.dialog, self.draft, (), self.question)
        if "do-" in token:  # "do-edit title", "yes-do-discard"
            session.put(self.turn.conversation, pick=None)
            name, _, argument = token.partition("do-")[2].partition(" ")
            return self.command(Command(name, argument), "") or self.again()
        if self.picking.get("raw"):
            asked = str(self.picking["key"])
            session.put(self.turn.conversation, pick=None)
            return self.part(option[0]) if self.question.long else self.take(Said(option[0]), asked)
        return self.store(Value(option[0], option[1]))

    def take(self, said: Said, asked: str = "") -> list[Reply]:
        """Parses an answer; a mistake gets its kind word and the question again. `asked`: the follow-up it
        answers, where that is not the one still open."""
        context = replace(
            self.context,
            picked=asked or str(self.picking.get("key", "")),
            about=str(self.picking.get("about", "")),
        )
        try:
            result = self.question.parse(said, context)
        except Invalid as mistake:
            return self.again(Phrase(f"invalid.{mistake.key}", mistake.params))
        return self.result(result)

    def result(self, result: Result) -> list[Reply]:
        """Stores a value, asks a follow-up or obeys."""
        if isinstance(result, Value):
            return self.store(result)
        if isinstance(result, Pick):
            return self.pick(result)
        return self.command(Command(result.command), "") or self.again()

    def keep(self, question: Question, value: Value) -> None:
        """An answer with everything that belongs to it."""
        self.draft.put(question.key, value.value)
        for name, note in value.notes.items():
            self.draft.note(name, note)
        self.draft.updated_at = self.turn.now
        self.dialog.answered(self.turn, self.draft, question.key)

    def store(self, value: Value) -> list[Reply]:
        """One answer is in; on to the next question."""
        turn, draft, key = self.turn, self.draft, self.question.key
        if turn.event.seq is not None and turn.event.kind == "text" and not self.question.long:
            draft.note("seq", {**draft.notes.get("seq", {}), key: turn.event.seq})
        self.keep(self.question, value)
        keep_parts(draft, self.question, ())
        session.put(turn.conversation, previous=key, pick=None, acked=None)
        return ask(turn, self.dialog, draft, (value.say,) if value.say else ())

    def pick(self, pick: Pick, raw: bool = False) -> list[Reply]:
        """Asks a follow-up. `raw`: its options hold what was typed, to be taken as an answer; the follow-up
        it came in between counts as asked, so that a man called Huy is not asked for ever."""
        key = self.picking.get("key", "") if raw else pick.phrase.key
        mark = f"{crc32(repr(pick).encode()) & 0xFFFFF:x}"
        choices = tuple(Choice(f"{self.scope}~{mark}:{o.token}", o.label) for o in pick.options)
        options = {o.token: [o.value, dict(o.notes)] for o in pick.options}
        session.put(
            self.turn.conversation,
            pick={
                "key": key,
                "options": options,
                "raw": raw,
                "mark": mark,
                "about": pick.about,
                "phrase": to_json(pick.phrase),
            },
        )
        session.offer(self.turn.conversation, choices)
        return [Reply(pick.phrase.key, pick.phrase.params, choices)]

    def again(self, *lead: Phrase) -> list[Reply]:
        """The question that is open (or its follow-up), with a word before it."""
        turn = self.turn
        if self.picking:
            phrase = of_json(self.picking["phrase"])
            assert isinstance(phrase, Phrase)  # a follow-up is always a phrase  # noqa: S101
            return [Reply(phrase.key, phrase.params, tuple(session.offered(turn.conversation)), lead=lead)]
        return ask(turn, self.dialog, self.draft, lead, self.question)

    # Long answers

    def part(self, text: str) -> list[Reply]:
        """One of several messages of a long answer. Only a pause is answered: three in a row get one word."""
        turn = self.turn
        parts = [*parts_of(self.draft, self.question), *self.unsettled(), text]
        if sum(map(len, parts)) > LONGEST:
            return self.again(Phrase("form.too-long", {"limit": LONGEST}))
        if parts[-1] in parts[:-1] and len(text) >= DOUBLE:
            return []  # the same message twice: a bad line, or an impatient finger
        quiet = self.just_acknowledged()
        keep_parts(self.draft, self.question, parts)
        session.put(turn.conversation, pick=None, acked=turn.at.isoformat())
        return [] if quiet else self.more(Phrase("form.part"))

    def unsettled(self) -> list[str]:
        """What the person was asked about ("is this the answer?") and left open: they went on telling."""
        options = self.picking.get("options", {}) if self.picking.get("raw") else {}
        return [options["yes"][0]] if "yes" in options else []

    def more(self, phrase: Phrase) -> list[Reply]:
        """Asks whether that was all."""
        done = _done(self.draft, self.question)
        session.offer(self.turn.conversation, (done,))
        return [Reply(phrase.key, phrase.params, (done,))]

    def just_acknowledged(self) -> bool:
        """Whether the last part was answered moments ago."""
        return "acked" in self.turn.conversation.session and not silent(self.turn, "acked", ACK)

    def done(self) -> list[Reply]:
        """The long answer is complete. With nothing new, what was told before stays."""
        parts = parts_of(self.draft, self.question)
        if not parts and isinstance(self.draft.answers.get(self.question.key), str):
            return ask(self.turn, self.dialog, self.draft)
        kept = files.of_question(self.turn, self.draft, self.question.key)
        return self.take(Said("\n".join(parts), kept))

    def belated(self, text: str) -> list[Reply] | None:
        """A message written before this question was delivered belongs to the one before it."""
        key = self.turn.conversation.session.get("previous")
        question = self.form.question(str(key)) if key else None
        if question is None or key not in self.draft.answers or self.turn.words.command(text):
            return None
        old = self.draft.answers[key]
        options = question.options(self.form.key, self.context)
        choices = _choices(self.draft, question, options)
        chosen = self.turn.words.choose(text, choices, self.turn.person.language, loose=False)
        if chosen is not None:  # said twice, or another choice: never a choice of what was not seen yet
            said = Said(token=chosen.value.rpartition(":")[2])
            twice = question.parse(said, self.context) == Value(old)
            return [] if twice else replace(self, question=question).pressed(chosen.value)
        longer = f"{old}\n{text}"
        if not isinstance(old, str) or len(longer) > LONGEST or not self.grows(question, longer):
            return None
        if fold(text) in fold(old):
            return []
        self.draft.put(question.key, longer)
        return [Reply("form.appended", {"label": Phrase(f"{self.form.key}.{question.key}#label")})]

    def grows(self, question: Question, longer: str) -> bool:
        """Whether a question takes any text as it is; a date or a name does not grow by another line."""
        try:
            result = question.parse(Said(longer), self.context)
        except Invalid:
            return False
        return isinstance(result, Value) and bool(result.value == longer)

    # Files

    def files(self, event: Event) -> list[Reply]:
        """Photos, documents and voice: kept with this question if it takes them, with the dossier if not."""
        turn = self.turn
        problems = [Phrase(a.problem, {"name": a.name}) for a in event.attachments if a.problem]
        good = [a for a in event.attachments if not a.problem]
        voice = any(a.kind == "voice" for a in good)
        spoken = voice and self.question.free and not self.question.choices
        takes = self.question.long or spoken or self.question.files
        if not takes and not self.dialog.dossier:
            return self.again(Phrase("form.no-files"))
        place = self.question.key if takes else "attachments"
        key, same_album = session.album(turn.conversation, event.group, place)
        try:
            new = files.attach(turn, self.draft, key, good)
        except Invalid as mistake:
            return self.again(Phrase(f"invalid.{mistake.key}", mistake.params))
        text = clean(event.text)
        if not good:
            return self.again(*problems)
        if self.question.long and key == self.question.key:
            return self.long_files(good, text, problems, same_album)
        if same_album:
            return self.again(*problems) if problems else []
        if takes:
            return self.take(Said(files.spoken(turn, good) if spoken else text, tuple(good)))
        return self.again(Phrase("form.file-kept" if new else "form.file-again"), *problems)

    def long_files(
        self, good: Sequence[Any], text: str, problems: list[Phrase], same_album: bool
    ) -> list[Reply]:
        """Files inside a long answer; a caption is a part of it."""
        turn = self.turn
        told = [*parts_of(self.draft, self.question), *self.unsettled(), text, files.spoken(turn, good)]
        if sum(map(len, told)) > LONGEST:
            return self.again(Phrase("form.too-long", {"limit": LONGEST}))
        keep_parts(self.draft, self.question, [part for part in told if part])
        session.put(turn.conversation, pick=None, acked=turn.at.isoformat())
        if same_album and not problems:
            return []
        replies = self.more(Phrase(f"form.part-{good[0].kind}"))
        return [replace(replies[0], lead=tuple(problems))]

    # Commands

    def command(self, command: Command, text: str) -> list[Reply] | None:
        """Obeys; None when the open question takes the words as an answer."""
        if (
            text
            and self.question.name
            and command.name in ("cancel", "view", "edit")
            and not command.argument
        ):
            return self.ask_which(text, command)
        match command.name:
            case "back":
                return self.back()
            case "skip":
                return self.skip()
            case "view":
                return self.view(command.argument)
            case "edit":
                return self.edit(command.argument, text)
            case "later":
                return self.leave()
            case "cancel":
                return self.cancel()
            case "discard":
                return self.discard()
            case "keep":
                session.close(self.turn.conversation)
                return self.dialog.kept(self.turn, self.draft)
            case "help":
                return self.help()
            case "done":
                return self.done_word()
        return None

    def ask_which(self, text: str, command: Command) -> list[Reply]:
        """A word that is both an answer and a command: the person says which (a man may be called Huy)."""
        meant = Phrase(f"form.which#{command.name}")
        return self.pick(
            Pick(
                Phrase("form.which", {"said": text, "command": meant}),
                (
                    Option("yes", Phrase("form.which#answer", {"said": text}), text),
                    Option(f"do-{command.name}", meant),
                ),
            ),
            raw=True,
        )

    def done_word(self) -> list[Reply] | None:
        """ "Xong" ends a long answer; elsewhere it is gently ignored."""
        if self.question.long and not self.picking:
            return self.done()
        return self.again(Phrase("form.done-here"))

    def back(self) -> list[Reply]:
        """One question back; its answer stays until another comes."""
        if self.picking:
            session.put(self.turn.conversation, pick=None)
            return ask(self.turn, self.dialog, self.draft, (), self.question)
        earlier = before(self.form, self.context, self.question.key)
        if earlier is None:
            return self.again(Phrase("form.first"))
        return ask(self.turn, self.dialog, self.draft, self.so_far(earlier), earlier)

    def so_far(self, question: Question) -> tuple[Phrase, ...]:
        """What was answered to a question before."""
        if question.key not in self.draft.answers:
            return ()
        shown = shown_value(self.form, question, self.draft.answers[question.key], self.context)
        return (Phrase("form.so-far", {"value": shown}),)

    def skip(self) -> list[Reply]:
        """Optional questions are skipped; the others say how to leave."""
        options = self.picking.get("options", {})
        if "skip" in options:
            return self.settled("skip", options["skip"])
        if not self.question.optional:
            return self.again(Phrase("form.needed"))
        if parts_of(
            self.draft, self.question
        ):  # what was told already is not thrown away, unless it is a word
            done = self.done()
            if not done or Phrase("invalid.text-short") not in done[0].lead:
                return done
        return self.store(Value(None))

    def view(self, argument: str) -> list[Reply] | None:
        """Everything so far, or one answer in full; the open question stays open."""
        if self.question.review and not argument and not self.picking:
            return self.again()
        full = self.find(argument)
        if argument and full is None:
            return None  # "xem xét lại máy bơm" is a story, not a command
        lines = list(read_back(self.form, self.context, full))
        parts = parts_of(self.draft, self.question)
        if parts and not argument:
            lines.append(Phrase("form.line-open", {"value": short("\n".join(parts))}))
        if not lines:
            return self.again(Phrase("form.nothing-yet"))
        return [Reply("form.so-far-all", {"lines": tuple(lines)}), *self.again()]

    def edit(self, argument: str, text: str) -> list[Reply] | None:
        """One answer again, by its number or its name; then back to where the person was."""
        if not argument:
            steps = [q for q in path(self.form, self.context) if q.key in self.draft.answers and not q.hidden]
            if not steps:
                return self.again(Phrase("form.nothing-yet"))
            options = tuple(
                Option(f"do-edit {q.key}", Phrase(f"{self.form.key}.{q.key}#label")) for q in steps
            )
            return self.pick(Pick(Phrase("form.edit-which"), options))
        question = self.find(argument)
        if question is None:
            if self.question.free and not argument.isdigit():
                return None  # "sửa máy may" is a title, not a command
            return self.again(Phrase("form.edit-unknown", {"said": argument}))
        if question.key not in self.draft.answers:
            return self.again(Phrase("form.edit-later"))
        return ask(self.turn, self.dialog, self.draft, self.so_far(question), question)

    def find(self, said: str) -> Question | None:
        """A question on the path, as the person names it."""
        return find(self.turn, self.form, self.context, said)

    def leave(self) -> list[Reply]:
        """Saved as it is; the person goes on whenever they like."""
        session.close(self.turn.conversation)
        return self.dialog.later(self.turn, self.draft)

    def cancel(self) -> list[Reply]:
        """Asks once."""
        return self.pick(
            Pick(
                Phrase("form.cancel"),
                (
                    Option("yes-do-discard", Phrase("form.cancel#discard")),
                    Option("again", Phrase("form.cancel#keep")),
                ),
            )
        )

    def discard(self) -> list[Reply]:
        """Thrown away, after having been asked."""
        throw(self.turn, self.draft)
        session.close(self.turn.conversation)
        return self.dialog.cancelled(self.turn, self.draft)

    def help(self) -> list[Reply]:
        """What is meant, with a real example, and the question again."""
        key = f"{self.form.key}.{self.question.key}#help"
        text = Phrase(key) if self.turn.words.has(key, self.turn.person.language) else Phrase("form.help")
        return self.again(text, Phrase("form.commands"))

    # People who come back, and people who correct themselves

    def returning(self) -> bool:
        """Whether the person was silent for long."""
        return silent(self.turn, "at", SILENCE)

    def greeting(self) -> list[Reply]:
        """Hello, and the question where the person stopped."""
        return self.again(hello(self.turn))

    def label(self) -> Phrase:
        """The name of the open question."""
        return Phrase(f"{self.form.key}.{self.question.key}#label")

    def edited(self, event: Event) -> list[Reply]:
        """A message was changed where it stands: the answer it gave changes with it."""
        places: dict[str, int] = self.draft.notes.get("seq", {})
        key = next((k for k, seq in places.items() if seq == event.seq), None)
        question = self.form.question(key) if key else None
        if question is None or key not in self.draft.answers:
            return self.again(Phrase("form.edited-unknown"))
        try:
            result = question.parse(Said(clean(event.text)), self.context)
        except Invalid:
            return self.again(Phrase("form.edited-unknown"))
        if not isinstance(result, Value):
            return self.again(Phrase("form.edited-unknown"))
        self.keep(question, result)
        return self.again(Phrase("form.edited", {"label": Phrase(f"{self.form.key}.{key}#label")}))


FIRM = frozenset({"form.cancel", "form.edit-which"})
"""Follow-ups that only their own choices answer: "uh" must not become part of a story."""


def find(turn: Turn, form: Form, context: Context, said: str) -> Question | None:
    """A question on the path by its number, key or the beginning of its name."""
    if not said:
        return None
    steps = counted(form, context)
    if said.isdigit():
        return steps[int(said) - 1] if 1 <= int(said) <= len(steps) else None
    language = turn.person.language
    names = [fold(turn.words.text(Phrase(f"{form.key}.{q.key}#label"), language)) for q in steps]
    wanted = fold(said)
    for fits in (
        lambda n: n == wanted,
        lambda n: n.startswith(wanted + " "),
        lambda n: f" {wanted} " in f" {n} ",
    ):
        found = [q for q, name in zip(steps, names, strict=True) if fits(name) or q.key == said]
        if found:
            return found[0]
    return None


def correct(turn: Turn, dialog: Dialog, draft: Draft, question: Question, value: Value) -> None:
    """Another answer to a question, whichever is open; what was being told to it gives way."""
    Open(turn, dialog, draft, dialog.form(turn, draft), question).keep(question, value)
    keep_parts(draft, question, ())


def parts_of(draft: Draft, question: Question) -> list[str]:
    """What has come so far of a long answer that is being told. It stands in the draft: whatever comes in
    between, a menu, another draft, three weeks, nothing that was told is lost."""
    return list(draft.notes.get("parts", {}).get(question.key, ()))


def keep_parts(draft: Draft, question: Question, parts: Sequence[str]) -> None:
    """Keeps them; none removes them."""
    others = {key: told for key, told in draft.notes.get("parts", {}).items() if key != question.key}
    draft.note("parts", {**others, **({question.key: list(parts)} if parts else {})} or None)


def throw(turn: Turn, draft: Draft) -> None:
    """Thrown away means gone: the answers and the files too."""
    turn.store.execute(delete(files.uses).where(files.uses.c.draft_id == draft.id))
    draft.state, draft.answers, draft.notes = "thrown", {}, {}


def _done(draft: Draft, question: Question) -> Choice:
    return Choice(f"q:{draft.id}:{question.key}:done", Phrase("form.part#done"))


def _choices(draft: Draft, question: Question, options: Sequence[Option]) -> tuple[Choice, ...]:
    return tuple(Choice(f"q:{draft.id}:{question.key}:{o.token}", o.label) for o in options)


def hello(turn: Turn) -> Phrase:
    """A greeting before the question where somebody stopped."""
    name = turn.person.name
    return Phrase("form.welcome-back", {"name": name}) if name else Phrase("form.welcome-back-unnamed")


def silent(turn: Turn, since: str, longer: timedelta) -> bool:
    """Whether more than `longer` has passed since a moment kept in the session under that name."""
    moment = turn.conversation.session.get(since)
    return moment is not None and turn.at - datetime.fromisoformat(moment) > longer


def short(text: str, limit: int = 300) -> str:
    """The beginning of a long text."""
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"


def shown_value(form: Form, question: Question, value: Any, context: Context) -> Phrase | str:
    """An answer as a person reads it."""
    if value is None:
        return Phrase("form.skipped")
    if value == "":
        return Phrase("form.in-files")
    if question.show is not None:
        return question.show(value, context)
    if isinstance(value, bool):
        return Phrase("form.yes" if value else "form.no")
    if isinstance(question.choices, tuple) and value in question.choices:
        return Phrase(f"{form.key}.{question.key}#{value}")
    return str(value)


def read_back(form: Form, context: Context, full: Question | None = None) -> list[Phrase]:
    """One line an answer, numbered as on the path; only `full`, in its whole length, where it is given."""
    lines = []
    for number, question in enumerate(counted(form, context), start=1):
        if question.hidden or question.key not in context.answers or (full and full.key != question.key):
            continue
        value = shown_value(form, question, context.answers[question.key], context)
        if isinstance(value, str) and not full:
            value = short(value)
        label = Phrase(f"{form.key}.{question.key}#label")
        lines.append(Phrase("form.line", {"number": number, "label": label, "value": value}))
    return lines
