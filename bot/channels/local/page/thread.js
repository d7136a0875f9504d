// The conversation on the screen: both sides, rebuilt from what the service remembers.

import { byId, el, icon } from "./dom.js";
import { dayText, hourText, lengthText, momentText } from "./times.js";

const DOUBLE_PRESS = 800; // ms: a second press within it is a slip of the finger
const LINK = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/;
const NEAR = 80; // px from the end that still count as reading the newest message

/**
 * Callbacks: `press(choice)` when a button is pressed, `quote(message)` when a message is to be replied to,
 * `retry(item)` and `rewrite(item)` for a message that was not sent.
 */
export class Thread {
  constructor({ press, quote, retry, rewrite }) {
    Object.assign(this, { press, quote, retry, rewrite });
    this.log = byId("log");
    this.unsent = byId("unsent");
    this.scroll = byId("scroll");
    this.newer = byId("newer");
    this.newer.addEventListener("click", () => this.toEnd());
    this.scroll.addEventListener("scroll", () => this.#scrolled());
    // Photos get their size late, keyboards shrink the view: who reads the end stays at the end.
    const sizes = new ResizeObserver(() => this.pinned && this.toEnd());
    for (const part of [this.scroll, this.log, this.unsent]) sizes.observe(part);
    this.clear();
  }

  clear() {
    this.entries = [];
    this.unanswered = []; // what the service took and said nothing to yet: [{said, files, at}]
    this.labels = new Map(); // a choice's value → what the person saw on the button
    this.lastId = 0;
    this.pinned = true; // the person reads the end, and wants to stay there
    this.top = 0;
    this.log.replaceChildren();
    this.unsent.replaceChildren();
    this.newer.hidden = true;
  }

  /** Shows messages that are not shown yet, in the order of their ids. Returns how many were new. */
  add(messages) {
    const fresh = messages.filter(({ id }, place) => !this.entries.some((entry) => entry.message.id === id)
      && messages.findIndex((other) => other.id === id) === place);
    for (const message of fresh) {
      for (const choice of message.choices ?? []) this.labels.set(choice.value, choice.label);
      this.#insert(message);
    }
    if (fresh.length) this.#arrange();
    if (fresh.length && this.pinned) this.toEnd();
    else if (fresh.length) this.newer.hidden = false;
    return fresh.length;
  }

  isEmpty() {
    return !this.entries.length && !this.unanswered.length;
  }

  /** Shows below the messages what was not answered yet, is on its way, or could not be sent. */
  showUnsent(items) {
    this.unsent.replaceChildren(
      ...this.unanswered.map((turn) => el("div", { class: "entry" }, this.#own(turn))),
      ...items.map((item) => this.#pending(item)),
    );
    this.#quieten(items.length > 0);
    if (this.pinned) this.toEnd();
  }

  toEnd() {
    this.pinned = true;
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.newer.hidden = true;
  }

  /** Only going up lets go of the end: growing content moves nothing. */
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    const near = scrollHeight - scrollTop - clientHeight < NEAR;
    if (near || scrollTop < this.top) this.pinned = near;
    if (near) this.newer.hidden = true;
    this.top = scrollTop;
  }

  #insert(message) {
    const parts = this.#edited(message) ? message.turns.map((turn) => this.#own(turn)) : this.#parts(message);
    const node = el("div", { class: "entry", "data-testid": "entry", "data-id": message.id }, ...parts);
    const next = this.entries.findIndex((entry) => entry.message.id > message.id);
    const place = next < 0 ? this.entries.length : next;
    this.log.insertBefore(node, this.entries[place]?.node ?? null);
    this.entries.splice(place, 0, { message, node });
    this.lastId = Math.max(this.lastId, message.id);
  }

  /** Says something else where an earlier message stands; false where that is not on the screen. */
  #edited(message) {
    const entry = message.edits && this.entries.find(({ message: { id } }) => String(id) === message.edits);
    if (!entry) return false;
    entry.node.querySelector(".service .text").replaceChildren(...linked(message.text));
    entry.node.querySelector(".choices")?.remove();
    const choices = this.#choices(message);
    if (choices) entry.node.append(choices);
    return true;
  }

  /** A line with the day stands where the day changes. */
  #arrange() {
    let before = "";
    for (const { message, node } of this.entries) {
      const day = dayText(new Date(message.at));
      node.querySelector(".day")?.remove();
      if (day !== before) node.prepend(el("p", { class: "day", "data-testid": "day" }, day));
      before = day;
    }
    this.#quieten(this.unsent.querySelector("[data-state]") !== null);
  }

  /** Buttons stay pressable for ever; only those of the newest turn stand out. */
  #quieten(waiting) {
    let old = waiting;
    for (const { message, node } of [...this.entries].reverse()) {
      node.querySelector(".choices")?.classList.toggle("old", old);
      old ||= message.turns.length > 0;
    }
  }

  #parts(message) {
    const at = new Date(message.at);
    const service = bubble("service", "message", message.text, message.files ?? [], timeNode(at));
    service.setAttribute("data-id", message.id);
    service.setAttribute("data-key", message.key ?? "");
    if (message.push) {
      service.setAttribute("data-push", "true");
      service.prepend(el("p", { class: "pushed" }, icon("bell"), "Trợ lý chủ động nhắn"));
    }
    const quote = el("button", { type: "button", class: "quote", "data-testid": "quote", click: () => this.quote(message) }, "Trả lời tin này");
    service.append(el("p", { class: "foot" }, quote, service.querySelector("time")));
    return [...message.turns.map((turn) => this.#own(turn)), service, this.#choices(message)];
  }

  #own({ said, files, at }) {
    return bubble("own", "said", this.labels.get(said) ?? said, files, timeNode(new Date(at)));
  }

  #choices({ choices }) {
    if (!choices?.length) return null;
    let pressed = -DOUBLE_PRESS;
    const press = (choice) => {
      if (performance.now() - pressed < DOUBLE_PRESS) return;
      pressed = performance.now();
      this.press(choice);
    };
    return el("div", { class: "choices", role: "group", "aria-label": "Các lựa chọn" }, ...choices.map((choice) => el(
      "button",
      {
        type: "button", "data-testid": "choice", "data-number": choice.number, "data-value": choice.value,
        click: () => press(choice),
      },
      ...(choice.number ? [el("span", { class: "number" }, `${choice.number}.`), " "] : []), choice.label,
    )));
  }

  #pending(item) {
    const failed = item.state === "failed";
    const foot = el("span", { class: "state", role: failed ? "alert" : "status" },
      failed ? (item.error || "Chưa gửi được.") : "Đang gửi…");
    const shown = item.choice ? item.choice.label : item.text;
    const node = bubble("own", "pending", shown, [], foot);
    node.setAttribute("data-state", item.state);
    const local = localFiles(item);
    if (local) node.insertBefore(local, foot);
    if (!failed) return el("div", { class: "entry" }, node);
    const again = el("button", { type: "button", "data-testid": "retry", click: () => this.retry(item) }, "Bấm để gửi lại");
    const rewrite = el("button", { type: "button", "data-testid": "rewrite", click: () => this.rewrite(item) },
      item.choice ? "Thôi" : "Sửa lại");
    return el("div", { class: "entry" }, node, el("div", { class: "unsent-buttons" }, rewrite, again));
  }
}

function timeNode(at) {
  return el("time", { datetime: at.toISOString(), title: momentText(at) }, hourText(at));
}

function bubble(side, testid, text, files, foot) {
  const who = side === "own" ? "Anh/chị nhắn:" : "Trợ lý nhắn:";
  return el("article", { class: `bubble ${side}`, "data-testid": testid },
    el("span", { class: "unseen" }, who),
    files.length ? el("div", { class: "files" }, ...files.map(fileNode)) : null,
    text ? el("p", { class: "text", "data-testid": "text" }, ...linked(text)) : null,
    foot);
}

function linked(text) {
  return text.split(LINK).map((part, place) => (
    place % 2 ? el("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part) : part
  ));
}

function fileNode({ name, kind, url }) {
  if (!url) return el("p", { class: "chip" }, icon("file"), el("span", {}, name || "Tệp")); // was not taken
  if (kind === "photo") return photoNode(name, url);
  if (kind === "voice") {
    return el("audio", { controls: true, preload: "metadata", src: url, "data-testid": "voice", "aria-label": "Ghi âm" });
  }
  return documentNode(name, url);
}

function documentNode(name, url) {
  return el("a", { class: "chip", href: url, target: "_blank", rel: "noopener", "data-testid": "document" },
    icon("file"), el("span", {}, name || "Tệp"));
}

function photoNode(name, url) {
  const open = () => {
    Object.assign(byId("viewer-photo"), { src: url, alt: name });
    byId("viewer-open").href = url;
    byId("viewer").showModal();
  };
  return el("button", { type: "button", class: "photo", "data-testid": "photo", "aria-label": `Xem ảnh ${name}`, click: open },
    // Not every browser draws every photo (HEIC): it can be saved all the same.
    el("img", { src: url, alt: name, error: ({ target }) => target.parentNode.replaceWith(documentNode(name, url)) }));
}

function localFiles({ files, voice }) {
  if (voice !== null && voice !== undefined) return el("p", { class: "chip" }, icon("record"), `Ghi âm ${lengthText(voice)}`);
  if (!files.length) return null;
  return el("div", { class: "files" }, ...files.map((file) => el("p", { class: "chip" }, icon("file"), el("span", {}, file.name))));
}
