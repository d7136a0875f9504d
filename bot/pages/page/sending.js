// One file on its way: piece by piece, asking after every break how far the service got.

const PAUSES = [1, 2, 4, 8, 15, 30]; // s between tries; after the last one the person is asked
const WAKES = ["online", "dropped"];
const PATIENCE = 45_000; // ms for one piece
const [SMALLEST, LARGEST] = [32 * 1024, 512 * 1024]; // bytes of a piece: less on a slow line
const [QUICK, SLOW] = [1_500, 6_000]; // ms a piece takes

/** The service was not reached: the same request may work later. */
export class Away extends Error {}

/** The service does not take it; the message says why, `status` is that of the answer. */
export class Refusal extends Error {
  constructor(status, answer) {
    super(answer?.error ?? "");
    this.status = status;
    this.answer = answer;
  }
}

/** A request to the service as JSON; `breaker` can break it off. Throws `Away` and `Refusal`. */
export async function ask(path, options = {}, breaker = new AbortController()) {
  const timer = setTimeout(() => breaker.abort(), PATIENCE);
  let response, answer;
  try {
    response = await fetch(path, { cache: "no-store", signal: breaker.signal, ...options });
    answer = await response.json();
  } catch {
    throw new Away();
  } finally {
    clearTimeout(timer);
  }
  if (response.ok) return answer;
  if (response.status >= 500) throw new Away();
  throw new Refusal(response.status, answer);
}

/** Resolves after some seconds, as soon as the network is back, or when something is not wanted any more. */
function pause(seconds) {
  return new Promise((resolve) => {
    const over = () => { clearTimeout(timer); WAKES.forEach((name) => removeEventListener(name, over)); resolve(); };
    const timer = setTimeout(over, seconds * 1000);
    WAKES.forEach((name) => addEventListener(name, over));
  });
}

/** Tries until it works; `waiting()` is called before each pause. Throws what is no matter of the network. */
export async function insist(deed, waiting = () => {}) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await deed(tries);
    } catch (problem) {
      if (!(problem instanceof Away) || tries === PAUSES.length) throw problem;
      waiting();
      await pause(PAUSES[tries]);
    }
  }
}

/** The same file chosen again, in another tab or after a reload, has the same id and goes on where it was. */
export function idOf(file) {
  const told = `${file.name}\n${file.size}\n${file.lastModified}`;
  let [one, two] = [0x811c9dc5, 0x1b873593];
  for (const letter of told) {
    one = Math.imul(one ^ letter.codePointAt(0), 0x01000193);
    two = Math.imul(two + letter.codePointAt(0), 0x85ebca6b) ^ (two >>> 13);
  }
  return [one, two].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
}

/** Sends what is missing of a file; `moved(received)` after every piece. Throws `Away` when it gives up. */
export class Sending {
  constructor(base, item, { moved, waiting }) {
    Object.assign(this, { base, item, moved, waiting });
    this.piece = LARGEST / 4;
    this.dropped = false;
  }

  async run() {
    while (this.item.received < this.item.file.size && !this.dropped) {
      await insist((tries) => this.#next(tries), this.waiting);
    }
  }

  /** It is not wanted any more. */
  drop() {
    this.dropped = true;
    this.breaker?.abort();
    dispatchEvent(new Event("dropped"));
  }

  async #next(tries) {
    if (this.dropped) return;
    if (tries) await this.#look();
    const { file, id, received } = this.item;
    if (received === file.size) return;
    this.breaker = new AbortController();
    const query = new URLSearchParams({ offset: received, size: file.size, name: file.name });
    const begun = performance.now();
    try {
      const answer = await ask(`${this.base}/${id}?${query}`, {
        method: "PUT", body: file.slice(received, received + this.piece),
      }, this.breaker);
      this.#fit(performance.now() - begun);
      this.moved(answer.received);
    } catch (problem) {
      if (this.dropped) return;
      this.#fit(SLOW);
      throw problem;
    }
  }

  async #look() {
    const { files } = await ask(`${this.base}/files`);
    this.moved(files.find((file) => file.id === this.item.id)?.received ?? 0);
  }

  #fit(took) {
    if (took < QUICK) this.piece = Math.min(LARGEST, this.piece * 2);
    if (took >= SLOW) this.piece = Math.max(SMALLEST, this.piece / 2);
  }
}
