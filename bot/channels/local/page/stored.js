// "Đã lưu những gì": what the service remembers of a person, as a tree of names and values.

import { byId, el } from "./dom.js";
import { dateText, momentText } from "./times.js";

const LABELS = {
  name: "Tên", unit: "Nơi làm việc", language: "Ngôn ngữ", consent: "Đồng ý lưu thông tin", worker: "Người có sáng kiến",
  solution: "Đã làm gì", title: "Tên sáng kiến", applied: "Đang ở bước nào", applied_on: "Bắt đầu dùng",
  fit: "Chưa hợp chương trình", benefit_how: "Việc gì tốt hơn", authors: "Tác giả", percent: "Đóng góp (%)",
  representative: "Đại diện", recognised: "Đã công nhận", confirm: "Đã xác nhận", object: "Là", kind: "Loại giải pháp",
  attachments: "Giấy tờ kèm theo", files: "Số tệp", form: "Biểu mẫu", answers: "Các câu trả lời", code: "Mã",
  status: "Tình trạng",
};
// Names of ours that nobody outside knows; answers are shown as they are stored.
const WORDS = {
  language: { vi: "Tiếng Việt", en: "English" },
  status: { sent: "đã gửi", withdrawn: "đã rút" },
  form: {
    welcome: "làm quen", registration: "ghi sáng kiến", supplement: "bổ sung", amend: "sửa nội dung đã gửi",
    change: "sửa thông tin của tôi",
  },
};
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

export class Stored {
  constructor() {
    this.tree = byId("stored-tree");
    this.forget();
  }

  /** Another person: nothing of the one before may be seen, and nothing counts as changed. */
  forget() {
    this.before = null;
    this.tree.replaceChildren(el("p", { class: "hint" }, "Đang đọc…"));
  }

  /** Shows {person, drafts, initiatives}; values that changed since the last time are marked. */
  show({ person, drafts, initiatives }) {
    const now = new Map();
    const mark = (path, text) => {
      now.set(path, text);
      return this.before !== null && this.before.get(path) !== text;
    };
    this.tree.replaceChildren(
      section("Người này", person, "person", mark),
      section("Bản đang làm dở", drafts, "drafts", mark),
      section("Sáng kiến đã gửi", initiatives, "initiatives", mark),
    );
    this.before = now;
  }
}

function section(title, value, path, mark) {
  return el("section", { "data-testid": `stored-${path}` },
    el("h3", {}, title),
    isEmpty(value) ? el("p", { class: "hint" }, "Chưa có.") : branch(value, path, mark));
}

function isEmpty(value) {
  return value === null || value === undefined || Object.keys(value).length === 0;
}

function branch(value, path, mark) {
  const list = Array.isArray(value);
  return el("dl", { class: list ? "list" : null }, ...Object.entries(value).map(([key, inner]) => (
    row(list ? String(Number(key) + 1) : key, inner, `${path}.${key}`, mark)
  )));
}

function row(key, value, path, mark) {
  const name = el("dt", { title: key }, LABELS[key] ?? key);
  if (value !== null && typeof value === "object" && !isEmpty(value)) {
    return el("div", { class: "branch" }, name, el("dd", {}, branch(value, path, mark)));
  }
  const text = WORDS[key]?.[value] ?? valueText(value);
  return el("div", { class: mark(path, text) ? "leaf changed" : "leaf", "data-key": path }, name, el("dd", {}, text));
}

function valueText(value) {
  if (value === null || value === undefined || value === "" || typeof value === "object") return "—";
  if (typeof value === "boolean") return value ? "có" : "không";
  if (typeof value === "number") return value.toLocaleString("vi-VN");
  if (DAY.test(value)) return dateText(new Date(`${value}T00:00:00+07:00`));
  if (MOMENT.test(value) && !Number.isNaN(Date.parse(value))) return momentText(new Date(value));
  return String(value);
}
