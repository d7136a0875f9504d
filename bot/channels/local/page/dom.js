// Building the page from values: nodes are made, texts are never read as markup.

/** The element with this id; the page always has it. */
export function byId(id) {
  return document.getElementById(id);
}

/** A new element. A function becomes a listener; null, undefined and false leave an attribute out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A drawing of the page's templates: attach, record, send, close, file, bell, crest. */
export function icon(name) {
  return byId(`icon-${name}`).content.cloneNode(true);
}

/** Resolves after so many milliseconds, or at once when the signal is aborted. */
export function delay(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

/** What this tab remembers over a reload. A tab has its own, so two tabs never send the same text twice. */
export const memory = {
  read(key, otherwise) {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  write(key, value) {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Storage is full or forbidden: the page still works, it only forgets on a reload.
    }
  },
};
