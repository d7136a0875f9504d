// The page: what was chosen, how far it is, what to do when the network is gone.

import { Away, Refusal, Sending, ask, idOf, insist } from "./sending.js";

const BASE = location.pathname.replace(/\/$/, "");
const SAID = JSON.parse(document.body.dataset.said);
const LANGUAGE = document.documentElement.lang;

/** A text, with what it is about put in. The states of a file are texts, too, but for *refused*. */
const say = (key, about = {}) => SAID[key].replace(/\{(\w+)\}/g, (_, name) => about[name]);

const byId = (id) => document.getElementById(id);
const percent = (item) => `${Math.floor((100 * item.received) / item.size)}%`;
const measure = (number, unit, digits) => number.toLocaleString(LANGUAGE, { style: "unit", unit, minimumFractionDigits: digits, maximumFractionDigits: digits });
const size = (bytes) => (bytes < 1e6 ? measure(Math.max(1, bytes / 1e3), "kilobyte", 0) : measure(bytes / 1e6, "megabyte", 1));
const stateOf = (item) => (item.state === "refused" ? item.problem : say(item.state, { percent: percent(item), size: size(item.size) }));

let items = []; // {id, name, size, received, file (null: chosen before a reload), state, problem, sending}
let [most, largest, busy, closing] = [0, 0, false, false];

function notice(text = "") {
  byId("notice").textContent = text;
  byId("notice").hidden = !text;
}

/** A link that is over: the service's own page says so. */
function over(problem) {
  const gone = problem instanceof Refusal && [404, 410].includes(problem.status);
  if (gone) {
    items = [];
    location.reload();
  }
  return gone;
}

// What is shown

function row(item) {
  const node = document.createElement("li");
  const parts = Object.fromEntries(["name", "state"].map((name) => [name, document.createElement("span")]));
  for (const [name, part] of Object.entries(parts)) part.className = name;
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "drop", textContent: say("drop") });
  drop.setAttribute("aria-label", say("drop-file", item));
  drop.dataset.testid = "drop";
  drop.addEventListener("click", () => remove(item));
  const progress = Object.assign(document.createElement("progress"), { max: 1 });
  progress.setAttribute("aria-label", say("progress-file", item));
  node.dataset.testid = "file";
  node.append(parts.name, drop, parts.state, progress);
  item.row = { node, progress, ...parts };
  return node;
}

function show() {
  for (const item of items) {
    if (!item.row) byId("list").append(row(item));
    const { node, name, state, progress } = item.row;
    node.dataset.state = item.state;
    name.textContent = item.name;
    state.textContent = stateOf(item);
    progress.value = item.received / item.size;
    progress.hidden = !["sending", "pausing", "stopped", "lost"].includes(item.state);
  }
  const wanted = items.filter((item) => item.state !== "refused");
  const sum = (key) => wanted.reduce((total, item) => total + item[key], 0);
  const there = wanted.filter((item) => item.state === "there").length;
  byId("whole").hidden = !wanted.length;
  byId("whole-text").textContent = say("whole", {
    there, count: wanted.length, received: size(sum("received")), size: size(sum("size")),
  });
  byId("whole-progress").value = sum("size") ? sum("received") / sum("size") : 0;
  const room = Math.max(0, most - items.length);
  byId("room").textContent = !items.length || !room ? say("most", { count: most }) : say("room", { count: room });
  for (const id of ["camera", "files"]) {
    byId(id).disabled = !room || closing;
    byId(id).parentNode.setAttribute("aria-disabled", String(byId(id).disabled));
  }
  byId("again").hidden = !items.some((item) => item.state === "stopped");
  byId("done").disabled = closing || !items.length || there < items.length;
}

// What is chosen and sent

function choose(files) {
  const large = files.filter((file) => file.size > largest || !file.size);
  const chosen = files.filter((file) => !large.includes(file));
  notice(large.map((file) => say(file.size ? "too-large" : "empty", file)).join(" "));
  for (const file of chosen) {
    const id = idOf(file);
    let item = items.find((other) => other.id === id);
    if (!item && items.length >= most) {
      notice(say("full", { count: most }));
      break;
    }
    if (!item) items.push(item = { id, name: file.name, size: file.size, received: 0, problem: "" });
    if (item.state === "there" || item.file) continue;
    Object.assign(item, { file, state: "waiting" });
  }
  show();
  send();
}

async function send() {
  if (busy) return;
  busy = true;
  for (let item; (item = items.find((one) => one.state === "waiting")); ) await sendOne(item);
  busy = false;
}

async function sendOne(item) {
  item.sending = new Sending(BASE, item, {
    moved: (received) => { Object.assign(item, { received, state: "sending" }); notice(); show(); },
    waiting: () => { item.state = "pausing"; show(); },
  });
  item.state = "sending";
  show();
  try {
    await item.sending.run();
    if (!item.sending.dropped) item.state = "there";
  } catch (problem) {
    if (over(problem)) return;
    const away = problem instanceof Away;
    Object.assign(item, { state: away ? "stopped" : "refused", problem: problem.message || say("unread") });
    if (away) stop();
  }
  show();
}

/** The network is gone for long: nothing more is tried until somebody asks, or it is back. */
function stop() {
  for (const item of items) if (item.state === "waiting") item.state = "stopped";
  notice(say("offline"));
}

function again() {
  const stopped = items.filter((item) => item.state === "stopped");
  if (!stopped.length) return;
  notice();
  for (const item of stopped) item.state = "waiting";
  show();
  send();
}

async function remove(item) {
  item.sending?.drop();
  items = items.filter((other) => other !== item);
  item.row.node.remove();
  notice();
  show();
  try {
    await ask(`${BASE}/${item.id}`, { method: "DELETE" });
  } catch (problem) {
    over(problem);
  }
}

// The end

async function done() {
  closing = true;
  notice();
  show();
  try {
    const body = JSON.stringify({ files: items.map((item) => item.id) });
    await insist(() => ask(`${BASE}/done`, { method: "POST", body }), () => notice(say("trying")));
    byId("sending").hidden = true;
    byId("finished").hidden = false;
    byId("finished").focus();
    items = [];
  } catch (problem) {
    if (over(problem)) return;
    closing = false;
    if (problem instanceof Refusal) told(problem.answer);
    else notice(say("offline-done"));
    show();
  }
}

/** What the service says of the files: some are not taken, or another tab has sent some. */
function told(answer) {
  const known = items.length;
  take(answer);
  for (const { id, error } of answer.problems ?? []) {
    Object.assign(items.find((item) => item.id === id) ?? {}, { state: "refused", problem: error });
  }
  if (answer.problems?.length) notice(say("not-taken"));
  else if (items.some((item) => item.state === "lost")) notice(say("not-whole"));
  else if (items.length > known) notice(say("elsewhere"));
  else notice(say("not-done"));
}

function take({ files, most: atMost, largest: bytes }) {
  [most, largest] = [atMost, bytes];
  for (const { id, name, size: whole, received } of files) {
    const known = items.find((item) => item.id === id);
    if (known) Object.assign(known, { received, ...(received < whole && !known.file ? { state: "lost" } : {}) });
    else items.push({ id, name, size: whole, received, file: null, problem: "", state: received === whole ? "there" : "lost" });
  }
}

async function begin() {
  try {
    take(await insist(() => ask(`${BASE}/files`), () => notice(say("trying"))));
    notice();
  } catch (problem) {
    if (over(problem)) return;
    notice(say("offline-start"));
  }
  show();
}

for (const id of ["camera", "files"]) {
  byId(id).addEventListener("change", (event) => {
    const files = [...event.target.files];
    event.target.value = "";
    choose(files);
  });
}
byId("again").addEventListener("click", again);
byId("done").addEventListener("click", done);
addEventListener("online", again);
addEventListener("beforeunload", (event) => { if (items.some((item) => ["sending", "pausing", "waiting"].includes(item.state))) event.preventDefault(); });
begin();
