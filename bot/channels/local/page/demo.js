// The band that says this is a trial with a clock of its own, and moves that clock.

import { api } from "./api.js";
import { byId } from "./dom.js";
import { dateText, fieldValue, fromField, isoText, momentText, nextEvening } from "./times.js";

const HOUR = 3600_000;
const STEPS = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR };

/** `moved()` is called when the clock stands at a new moment and everything due was fired. */
export class DemoBand {
  constructor(moved) {
    this.moved = moved;
    this.now = null;
    this.form = byId("clock-form");
    const toggle = byId("clock-toggle");
    toggle.addEventListener("click", () => {
      const open = toggle.getAttribute("aria-expanded") !== "true";
      toggle.setAttribute("aria-expanded", String(open));
      this.form.classList.toggle("open", open);
      this.#say("");
    });
    for (const button of this.form.querySelectorAll("[data-move]")) {
      button.addEventListener("click", () => this.#move(this.#target(button.dataset.move)));
    }
    const when = byId("clock-when");
    // A browser may show month before day: the reading in words leaves no doubt.
    when.addEventListener("input", () => this.#say(when.value ? `Sẽ chuyển đến ${momentText(fromField(when.value))}.` : ""));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (when.value) this.#move(fromField(when.value));
    });
  }

  /** What the list of people says about the trial: {demo, now, programmes}. */
  show({ demo, now, programmes }) {
    byId("band").hidden = !demo;
    if (!demo) return;
    showProgrammes(programmes);
    const first = this.now === null;
    this.#set(now);
    if (first) byId("clock-when").value = fieldValue(this.now);
  }

  async refresh() {
    if (!byId("band").hidden) this.#set((await api.clock()).now);
  }

  #set(iso) {
    this.now = new Date(iso);
    byId("clock").textContent = momentText(this.now);
    byId("clock").dateTime = iso;
    const evening = this.form.querySelector("[data-move=evening]");
    evening.textContent = nextEvening(this.now).today ? "19:00 tối nay" : "19:00 tối mai";
  }

  #target(step) {
    return step === "evening" ? nextEvening(this.now).evening : new Date(this.now.getTime() + STEPS[step]);
  }

  async #move(target) {
    this.#busy(true);
    this.#say(`Đang chuyển đến ${momentText(target)} và nhắn những gì đến hạn…`);
    try {
      this.#set((await api.moveClock(isoText(target))).now);
      byId("clock-when").value = fieldValue(this.now);
      this.#say(`Đã chuyển đến ${momentText(this.now)}.`);
      this.moved();
    } catch (problem) {
      this.#say(problem.message);
    }
    this.#busy(false);
  }

  #busy(on) {
    const focused = document.activeElement;
    byId("clock-progress").hidden = !on;
    byId("band").setAttribute("aria-busy", String(on));
    for (const control of this.form.elements) control.disabled = on;
    if (on) this.focused = this.form.contains(focused) ? focused : null;
    else this.focused?.focus();
  }

  #say(text) {
    byId("clock-status").textContent = text;
  }
}

function showProgrammes(programmes) {
  const open = programmes.filter((programme) => programme.open);
  byId("programmes-count").textContent = open.length
    ? `${open.length} chương trình đang nhận`
    : "Hiện chưa có chương trình nào đang nhận";
  byId("programmes").replaceChildren(...open.map((programme) => {
    const item = document.createElement("li");
    item.textContent = programmeText(programme);
    return item;
  }));
}

function programmeText({ title, body, to }) {
  return `${title} – ${body}${to ? ` (đến hết ${dateText(new Date(to))})` : ""}`;
}
