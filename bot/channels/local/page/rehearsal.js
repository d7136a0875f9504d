// "Diễn tập": a programme's calendar played beforehand, read as blocks and sifted by role.

import { api } from "./api.js";
import { byId, el } from "./dom.js";
import { dateText, dayText, hourText } from "./times.js";

const ROLES = { worker: "Người lao động", adviser: "Tổ tư vấn", officer: "Cán bộ theo dõi", calendar: "Lịch chung" };

export class Rehearsal {
  constructor() {
    this.programmes = [];
    this.lines = [];
    this.from = null; // nothing was played yet
    this.dialog = byId("rehearsal");
    byId("rehearsal-open").addEventListener("click", () => this.#open());
    byId("rehearsal-close").addEventListener("click", () => this.dialog.close());
    byId("rehearsal-programme").addEventListener("change", () => this.#days());
    byId("rehearsal-role").addEventListener("change", () => this.#show());
    byId("rehearsal-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#play();
    });
    byId("rehearsal-role").append(
      el("option", { value: "" }, "Mọi người"),
      ...Object.entries(ROLES).map(([role, name]) => el("option", { value: role }, name)),
    );
  }

  async #open() {
    this.dialog.showModal();
    byId("rehearsal-title").focus();
    if (this.programmes.length) return;
    try {
      this.programmes = (await api.rehearsals()).programmes;
    } catch (problem) {
      this.#say(problem.message);
      return;
    }
    byId("rehearsal-programme").replaceChildren(...this.programmes.map(({ programme, title, body }) => (
      el("option", { value: programme }, `${title} – ${body}`))));
    this.#say(this.programmes.length ? "" : "Chưa có chương trình nào.");
    this.#days();
  }

  /** The days that are played unless others are asked for. */
  #days() {
    const chosen = this.programmes.find(({ programme }) => programme === byId("rehearsal-programme").value);
    if (!chosen) return;
    byId("rehearsal-from").value = chosen.from;
    byId("rehearsal-to").value = chosen.to;
  }

  async #play() {
    this.lines = [];
    this.from = null;
    this.#show();
    this.#busy(true);
    this.#say("Đang diễn tập…");
    try {
      const fields = ["programme", "from", "to"].map((name) => byId(`rehearsal-${name}`).value);
      ({ lines: this.lines, from: this.from, to: this.to } = await api.rehearse(...fields));
      this.#show();
    } catch (problem) {
      this.#say(problem.message);
    }
    this.#busy(false);
  }

  #show() {
    const role = byId("rehearsal-role").value;
    const shown = this.lines.filter((line) => !role || line.role === role);
    byId("rehearsal-lines").replaceChildren(...shown.map(block));
    byId("rehearsal-lines").scrollTop = 0;
    const messages = shown.filter((line) => line.role !== "calendar").length;
    if (this.from) this.#say(`${this.#span()}: ${messages} tin nhắn, ${shown.length - messages} mốc lịch.`);
  }

  /** In words: a browser may show the month before the day. */
  #span() {
    const [from, to] = [this.from, this.to].map((day) => dateText(new Date(`${day}T00:00:00+07:00`)));
    return `Từ ${from} đến ${to}`;
  }

  #busy(on) {
    for (const control of byId("rehearsal-form").elements) control.disabled = on;
    byId("rehearsal").setAttribute("aria-busy", String(on));
  }

  #say(text) {
    byId("rehearsal-status").textContent = text;
  }
}

function block({ at, to, role, unit, key, text, choices }) {
  const moment = new Date(at);
  const when = role === "calendar" ? dayText(moment) : `${dayText(moment)}, ${hourText(moment)}`;
  const whom = role === "calendar" ? ROLES[role] : `${ROLES[role]} · ${to} · ${unit}`;
  return el("li", { "data-testid": "rehearsal-line", "data-role": role, "data-key": key },
    el("p", { class: "rehearsal-when" }, el("time", { datetime: at }, when), el("span", {}, whom)),
    el("p", { class: "rehearsal-text" }, text),
    choices.length ? el("p", { class: "rehearsal-choices" }, ...choices.map((label) => el("span", {}, label))) : null);
}
