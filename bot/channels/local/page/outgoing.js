// What was written and is not answered yet: sent in order, one at a time, and never lost by a failure.

import { api } from "./api.js";
import { memory } from "./dom.js";

const KEY = "unsent";
const AUTOMATIC_TRIES = 4; // a request that keeps breaking the connection must not be repeated for ever

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Items are {id, person, text, choice, files, voice, reply, after, state, error, away, tries}; state is
 * "sending" or "failed". `after` is the last message seen when it was written, `reply` the message it answers.
 *
 * `changed()` is called when an item appears, goes or changes state; `answered(item, answer)` when the
 * service took it; `lost(item)` when the service was not reached.
 */
export class Outgoing {
  constructor({ changed, answered, lost }) {
    Object.assign(this, { changed, answered, lost });
    this.busy = new Set();
    this.items = memory.read(KEY, []).map((item) => ({
      ...item, files: [], state: "failed", away: !item.error, tries: 0,
    }));
  }

  of(person) {
    return this.items.filter((item) => item.person === person);
  }

  /** Sends something new, after what waits already. */
  add({ person, text = "", choice = null, files = [], voice = null, reply = "", after = 0 }) {
    this.retryAll(person);
    this.items.push({
      id: newId(), person, text, choice, files, voice, reply, after, state: "sending", error: "", away: false, tries: 0,
    });
    this.#keep();
    this.#run(person);
  }

  /** The person asks to send one item again. */
  retry(item) {
    Object.assign(item, { state: "sending", error: "", tries: 0 });
    this.#keep();
    this.#run(item.person);
  }

  /** The service is back: send again what never reached it. */
  retryAll(person) {
    const waiting = this.of(person).filter(
      (item) => item.state === "failed" && item.away && item.tries < AUTOMATIC_TRIES,
    );
    for (const item of waiting) item.state = "sending";
    if (waiting.length) this.#run(person);
  }

  drop(item) {
    this.items = this.items.filter((other) => other !== item);
    this.#keep();
  }

  forget(person) {
    this.items = this.items.filter((item) => item.person !== person);
    this.#keep();
  }

  /** Drops failed items that the service did take, though its answer was lost on the way. */
  settle(person, messages) {
    for (const message of messages) {
      const taken = this.of(person).find((item) => item.state === "failed" && item.away
        && message.id > item.after && message.turns.some((turn) => wroteThis(item, turn)));
      if (taken) this.drop(taken);
    }
  }

  async #run(person) {
    if (this.busy.has(person)) return;
    this.busy.add(person);
    this.changed();
    for (let item; (item = this.of(person).find((one) => one.state === "sending")); ) {
      const answer = await api.send(item).catch((problem) => this.#fail(item, problem));
      if (!answer) continue;
      this.drop(item);
      this.answered(item, answer);
    }
    this.busy.delete(person);
    this.changed();
  }

  #fail(item, problem) {
    item.tries += 1;
    const stuck = problem.away ? this.of(item.person).filter((one) => one.state === "sending") : [item];
    for (const one of stuck) {
      Object.assign(one, { state: "failed", away: Boolean(problem.away), error: problem.away ? "" : problem.message });
    }
    this.#keep();
    if (problem.away) this.lost(item);
  }

  #keep() {
    const lasting = this.items.filter((item) => !item.files.length); // a file can't outlive the page
    memory.write(KEY, lasting.map(({ id, person, text, choice, voice, reply, after, error }) => ({
      id, person, text, choice, voice, reply, after, error,
    })));
    this.changed();
  }
}

function wroteThis(item, { said, files }) {
  if (files.length !== item.files.length) return false;
  return item.choice ? [item.choice.value, item.choice.label].includes(said) : said === item.text;
}
