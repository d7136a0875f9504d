// The page: what was chosen, how far it is, what to do when the network is gone.

import { Away, Refusal, Sending, ask, idOf, insist } from "./sending.js";

const BASE = location.pathname.replace(/\/$/, "");
const SAID = {
  waiting: () => "Chờ gửi",
  sending: (item) => `Đang gửi ${percent(item)}`,
  pausing: (item) => `Mạng chậm hoặc mất, đang thử lại. Đã gửi ${percent(item)}`,
  stopped: (item) => `Dừng ở ${percent(item)}`,
  lost: (item) => `Còn dở ở ${percent(item)}. Chọn lại tệp này để gửi tiếp.`,
  there: (item) => `Đã tới, ${size(item.size)}`,
  refused: (item) => item.problem,
};
const LOST = "Mất mạng. Bấm Gửi tiếp, phần đã gửi không mất.";

const byId = (id) => document.getElementById(id);
const percent = (item) => `${Math.floor((100 * item.received) / item.size)}%`;
const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1).replace(".", ",")} MB`);

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
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "drop", textContent: "Bỏ" });
  drop.setAttribute("aria-label", `Bỏ tệp ${item.name}`);
  drop.dataset.testid = "drop";
  drop.addEventListener("click", () => remove(item));
  const progress = Object.assign(document.createElement("progress"), { max: 1 });
  progress.setAttribute("aria-label", `Đã gửi của ${item.name}`);
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
    state.textContent = SAID[item.state](item);
    progress.value = item.received / item.size;
    progress.hidden = !["sending", "pausing", "stopped", "lost"].includes(item.state);
  }
  const wanted = items.filter((item) => item.state !== "refused");
  const sum = (key) => wanted.reduce((total, item) => total + item[key], 0);
  const there = wanted.filter((item) => item.state === "there").length;
  byId("whole").hidden = !wanted.length;
  byId("whole-text").textContent = `Đã tới ${there}/${wanted.length} tệp, ${size(sum("received"))} trong ${size(sum("size"))}`;
  byId("whole-progress").value = sum("size") ? sum("received") / sum("size") : 0;
  const room = Math.max(0, most - items.length);
  byId("room").textContent = !items.length || !room ? `Tối đa ${most} tệp.` : `Còn gửi thêm được ${room} tệp.`;
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
  notice(large.map((file) => (file.size ? `Tệp “${file.name}” lớn hơn 20 MB, chưa gửi được.` : `Tệp “${file.name}” không có nội dung.`)).join(" "));
  for (const file of chosen) {
    const id = idOf(file);
    let item = items.find((other) => other.id === id);
    if (!item && items.length >= most) {
      notice(`Mỗi lần gửi tối đa ${most} tệp. Bấm Xong, rồi gõ “gửi tệp” trong cuộc trò chuyện để gửi thêm.`);
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
    Object.assign(item, { state: away ? "stopped" : "refused", problem: problem.message || "Chưa gửi được tệp này." });
    if (away) stop();
  }
  show();
}

/** The network is gone for long: nothing more is tried until somebody asks, or it is back. */
function stop() {
  for (const item of items) if (item.state === "waiting") item.state = "stopped";
  notice(LOST);
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
    await insist(() => ask(`${BASE}/done`, { method: "POST", body }), () => notice("Mạng chậm hoặc mất, đang thử lại."));
    byId("sending").hidden = true;
    byId("finished").hidden = false;
    byId("finished").focus();
    items = [];
  } catch (problem) {
    if (over(problem)) return;
    closing = false;
    if (problem instanceof Refusal) told(problem.answer);
    else notice("Mất mạng. Bấm Xong lần nữa, phần đã gửi không mất.");
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
  if (answer.problems?.length) notice("Có tệp chưa nhận được. Bấm Bỏ, rồi chọn tệp khác nếu cần.");
  else if (items.some((item) => item.state === "lost")) notice("Có tệp chưa gửi hết. Chọn lại tệp đó để gửi tiếp, hoặc bấm Bỏ.");
  else if (items.length > known) notice("Đường dẫn này còn nhận thêm tệp ở chỗ khác. Nhờ anh/chị xem lại rồi bấm Xong lần nữa.");
  else notice("Chưa chuyển được. Nhờ anh/chị tải lại trang rồi bấm Xong lần nữa.");
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
    take(await insist(() => ask(`${BASE}/files`), () => notice("Mạng chậm hoặc mất, đang thử lại.")));
    notice();
  } catch (problem) {
    if (over(problem)) return;
    notice("Mất mạng. Nhờ anh/chị tải lại trang này khi có mạng.");
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
