// The page: who talks, what was said, what is stored, and a line to the service that heals itself.

import { api, Problem } from "./api.js";
import { Composer } from "./composer.js";
import { DemoBand } from "./demo.js";
import { byId, delay, icon } from "./dom.js";
import { Outgoing } from "./outgoing.js";
import { People, personInAddress } from "./people.js";
import { Rehearsal } from "./rehearsal.js";
import { Stored } from "./stored.js";
import { Thread } from "./thread.js";

const FIRST_PERSON = "an"; // where the service knows nobody yet
const WAIT = 20; // s the service may hold a question for news
const PAUSES = [500, 1000, 2000, 4000, 8000]; // ms between tries while the service is away
const TITLE = document.title;

let person = "";
let line = new AbortController(); // aborted when another person is opened
let nudge = new AbortController(); // aborted to ask for news at once
let held = []; // news that came while an own message was on its way: its answer is shown first
let unseen = 0;

const thread = new Thread({
  press: (choice) => send({ choice }),
  quote: (message) => composer.quote(message),
  retry: (item) => outgoing.retry(item),
  rewrite: (item) => {
    outgoing.drop(item);
    if (!item.choice && item.voice === null) composer.put(item.text, item.files);
  },
});
const outgoing = new Outgoing({
  changed: () => showUnsent(),
  answered: (item, { replies, asked, unanswered }) => {
    if (item.person !== person) return;
    byId("log").dataset.asked = asked ?? "";
    thread.unanswered = unanswered;
    receive(replies);
    showUnsent();
  },
  lost: async ({ tries }) => {
    offline("Mất liên lạc với dịch vụ.");
    await delay(PAUSES[Math.min(tries, PAUSES.length) - 1]);
    nudge.abort();
  },
});
const composer = new Composer((message) => send(message));
const people = new People((chosen) => { showSide(null); open(chosen); });
const band = new DemoBand(() => nudge.abort());
const stored = new Stored();
new Rehearsal();

function send(message) {
  if (message.choice && outgoing.of(person).some(({ choice, state }) => (
    state === "sending" && choice?.value === message.choice.value))) return;
  thread.toEnd();
  outgoing.add({ person, after: thread.lastId, ...message });
  composer.focus();
}

function showUnsent() {
  thread.showUnsent(outgoing.of(person));
  if (!outgoing.busy.has(person) && held.length) {
    const late = held;
    held = [];
    outgoing.settle(person, late);
    receive(late);
  }
  welcome();
}

function receive(messages) {
  const fresh = thread.add(messages);
  welcome();
  if (fresh) refreshAround();
  if (fresh && document.hidden) document.title = `(${unseen += fresh}) ${TITLE}`;
}

function welcome() {
  const loading = byId("log").getAttribute("aria-busy") === "true";
  byId("welcome").hidden = loading || !thread.isEmpty() || outgoing.of(person).length > 0;
}

function open(chosen) {
  line.abort();
  nudge.abort();
  line = new AbortController();
  held = [];
  person = chosen;
  people.select(person);
  thread.clear();
  stored.forget();
  composer.open(person);
  byId("log").setAttribute("aria-busy", "true");
  showUnsent();
  listen(person, line.signal);
}

/** Asks for news of one person until another is opened. */
async function listen(whose, signal) {
  let tries = 0;
  let seen = 0; // what is held counts as seen
  let wait = 0; // the first question of a (new) connection is answered at once
  while (!signal.aborted) {
    nudge = new AbortController();
    const stop = nudge.signal;
    try {
      const { messages, asked, unanswered } = await api.messages(whose, Math.max(seen, thread.lastId), wait, stop);
      if (signal.aborted) return;
      seen = Math.max(seen, ...messages.map(({ id }) => id));
      if (!outgoing.busy.has(whose)) thread.unanswered = unanswered; // else its own answer says it better
      news(whose, messages, asked, wait === 0);
      if (wait && !messages.length) await delay(PAUSES[0], stop);
      [tries, wait] = [0, WAIT];
    } catch (problem) {
      if (signal.aborted) return;
      wait = 0;
      if (problem.name === "AbortError") continue;
      if (!(problem instanceof Problem)) throw problem;
      offline(problem.message);
      await delay(PAUSES[Math.min(tries, PAUSES.length - 1)], stop);
      tries += 1;
    }
  }
}

function news(whose, messages, asked, connected) {
  const first = byId("log").getAttribute("aria-busy") === "true";
  byId("offline").hidden = true;
  held.push(...messages);
  byId("log").dataset.asked = asked ?? "";
  showUnsent();
  byId("log").removeAttribute("aria-busy"); // read aloud only what comes from now on
  welcome();
  if (first) thread.toEnd();
  if (connected) {
    outgoing.retryAll(whose);
    refreshAround();
  } else {
    band.refresh().catch(() => {});
  }
}

function offline(text) {
  byId("offline-text").textContent = `${text} Tin anh/chị viết vẫn được giữ; trang đang tự nối lại.`;
  byId("offline").hidden = false;
}

/** What stands beside the conversation. It may be late or missing: the next turn asks again. */
async function refreshAround() {
  const whose = person;
  const [list, kept] = await Promise.allSettled([api.people(), api.stored(whose)]);
  if (list.status === "fulfilled") showPeople(list.value);
  if (kept.status === "fulfilled" && whose === person) stored.show(kept.value);
}

function showPeople(list) {
  people.take(list.people);
  band.show(list);
  byId("reset-part").hidden = !list.demo;
}

async function reset() {
  const whose = person;
  try {
    await api.reset(whose);
    outgoing.forget(whose);
    showSide(null);
    if (whose === person) open(whose);
  } catch (problem) {
    offline(problem.message);
  }
}

/** On a narrow screen one side covers the conversation; null shows the conversation. */
function showSide(name) {
  const before = document.body.dataset.side;
  if (name) document.body.dataset.side = name;
  else delete document.body.dataset.side;
  byId("chat").inert = Boolean(name);
  if (name) byId(`${name}-title`).focus();
  else if (before) byId(`${before}-open`).focus();
}

function wire() {
  for (const [place, drawing] of [["attach", "attach"], ["record", "record"], ["send", "send"],
    ["people-close", "close"], ["stored-close", "close"], ["rehearsal-close", "close"]]) byId(place).append(icon(drawing));
  for (const crest of document.querySelectorAll(".crest")) crest.append(icon("crest"));
  for (const name of ["people", "stored"]) {
    byId(`${name}-open`).addEventListener("click", () => showSide(name));
    byId(`${name}-close`).addEventListener("click", () => showSide(null));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.dataset.side) showSide(null);
  });
  for (const width of ["720px", "1100px"]) {
    matchMedia(`(min-width: ${width})`).addEventListener("change", () => showSide(null));
  }
  byId("hello").addEventListener("click", () => send({ text: "Xin chào" }));
  byId("offline-retry").addEventListener("click", () => nudge.abort());
  byId("reset").addEventListener("click", () => { byId("reset-name").textContent = person; byId("reset-ask").showModal(); });
  byId("reset-ask").addEventListener("close", ({ target }) => {
    if (target.returnValue === "yes") reset();
    target.returnValue = ""; // Escape keeps the last value otherwise
  });
  byId("viewer").addEventListener("click", ({ target }) => target === byId("viewer") && byId("viewer").close());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { unseen = 0; document.title = TITLE; } });
  window.addEventListener("hashchange", () => {
    const named = personInAddress();
    if (named && named !== person) open(named);
  });
  window.addEventListener("beforeunload", (event) => {
    if (composer.holdsFiles() || outgoing.items.some(({ files }) => files.length)) event.preventDefault();
  });
}

/** What a start link carries. It is only made ready: who sends it is the person, not the page that led here. */
function startPayload() {
  const payload = new URLSearchParams(location.search).get("start") ?? "";
  if (location.search) history.replaceState(null, "", location.pathname + location.hash);
  return /^[\w-]{1,64}$/.test(payload) ? payload : "";
}

async function start() {
  wire();
  const payload = startPayload();
  const list = await api.people().catch(() => null);
  if (list) showPeople(list);
  open(personInAddress() || list?.people[0]?.person || FIRST_PERSON);
  if (payload) composer.put(`/start ${payload}`, []);
}

start();
