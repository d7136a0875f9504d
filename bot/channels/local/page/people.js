// Who is talking: the list of people, and the name in the address of the page.

import { byId, el } from "./dom.js";

const HUES = 6;

/** The person named in the address ("#an"), or "". */
export function personInAddress() {
  try {
    return shortName(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return "";
  }
}

function shortName(text) {
  return text.normalize("NFC").trim().replace(/\s+/g, " ").slice(0, 40);
}

/** `choose(person)` is called when somebody is picked or added. */
export class People {
  constructor(choose) {
    this.choose = choose;
    this.known = [];
    this.current = "";
    const field = byId("people-new");
    byId("people-add").addEventListener("submit", (event) => {
      event.preventDefault();
      const person = shortName(field.value);
      if (!person) return field.focus();
      field.value = "";
      return choose(person);
    });
  }

  /** Takes the service's list: [{person, note}]. */
  take(people) {
    this.known = people;
    this.#show();
  }

  select(person) {
    this.current = person;
    history.replaceState(null, "", `#${encodeURIComponent(person)}`);
    byId("me").textContent = person;
    this.#show();
  }

  #show() {
    const missing = this.current && !this.known.some(({ person }) => person === this.current);
    const all = missing ? [...this.known, { person: this.current, note: "người mới" }] : this.known;
    const focused = document.activeElement?.dataset.person;
    byId("people-list").replaceChildren(...all.map((one) => this.#row(one)));
    if (focused) byId("people-list").querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
  }

  #row({ person, note }) {
    const hue = [...person].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % HUES;
    return el("li", {}, el("button",
      {
        type: "button", class: "person", "data-testid": "person", "data-person": person,
        "aria-current": person === this.current ? "true" : null, click: () => this.choose(person),
      },
      el("span", { class: `face hue-${hue}`, "aria-hidden": "true" }, [...person][0].toLocaleUpperCase("vi")),
      el("span", { class: "person-words" }, el("b", {}, person), el("small", {}, note || "")),
    ));
  }
}
