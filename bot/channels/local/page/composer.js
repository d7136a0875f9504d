// Where a person writes: text, files and voice. Nothing leaves it before it is handed to `send`.

import { byId, el, icon, memory } from "./dom.js";
import { lengthText } from "./times.js";
import { Recorder } from "./voice.js";

const LARGEST = 20 * 1024 * 1024; // the service takes no larger file
const THUMBNAIL = 112; // px, twice the size shown
const touch = matchMedia("(pointer: coarse)");

/** `send({text, files, voice, reply})` is called once per message; voice is in seconds or null. */
export class Composer {
  constructor(send) {
    this.send = send;
    this.text = byId("message");
    this.tray = byId("tray");
    this.files = [];
    this.person = "";
    this.reply = "";
    byId("quoting-drop").addEventListener("click", () => { this.quote(null); this.focus(); });
    this.#listenToText();
    this.#listenToFiles();
    this.#listenToVoice();
  }

  /** Shows what this person was writing. Files chosen for another person are let go. */
  open(person) {
    if (!byId("recording").hidden) byId("record-cancel").click();
    this.person = person;
    this.files = [];
    this.text.value = memory.read(`text:${person}`, "");
    this.quote(null);
    this.#notice("");
    this.#refresh();
    this.focus();
  }

  /** Puts something back to be changed, before what is being written. */
  put(text, files) {
    this.text.value = [text, this.text.value].filter(Boolean).join("\n");
    this.files = [...files, ...this.files];
    this.#refresh();
    this.text.focus();
  }

  /** On a touch screen the keyboard would jump up, so only a press on the field itself opens it. */
  focus() {
    if (!touch.matches) this.text.focus();
  }

  /** What is written next answers this message; null: none. */
  quote(message) {
    this.reply = message ? String(message.id) : "";
    byId("quoting").hidden = !message;
    byId("quoting-text").textContent = message ? message.text : "";
    if (message) this.text.focus();
  }

  holdsFiles() {
    return this.files.length > 0;
  }

  #submit() {
    const text = this.text.value.normalize("NFC").trim();
    if (!text && !this.files.length) return;
    const files = this.files;
    this.text.value = "";
    this.files = [];
    this.#notice("");
    this.#refresh();
    this.send({ text, files, voice: null, reply: this.reply });
    this.quote(null);
    this.text.focus();
  }

  #listenToText() {
    byId("composer").addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    this.text.addEventListener("input", () => this.#refresh());
    this.text.addEventListener("keydown", (event) => {
      // Enter inside a composed letter (Telex, VNI) ends the letter, not the message.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || touch.matches) return;
      event.preventDefault();
      if (!event.repeat) this.#submit();
    });
  }

  #listenToFiles() {
    const input = byId("files");
    const chat = byId("chat");
    byId("attach").addEventListener("click", () => input.click());
    input.addEventListener("change", () => { this.#take(input.files); input.value = ""; });
    this.text.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      this.#take(event.clipboardData.files);
    });
    const dropping = (event, on) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      chat.classList.toggle("dropping", on);
    };
    chat.addEventListener("dragover", (event) => dropping(event, true));
    chat.addEventListener("dragleave", (event) => !chat.contains(event.relatedTarget) && dropping(event, false));
    chat.addEventListener("drop", (event) => { dropping(event, false); this.#take(event.dataTransfer.files); });
  }

  #take(files) {
    const large = [...files].filter((file) => file.size > LARGEST);
    this.files = [...this.files, ...[...files].filter((file) => file.size <= LARGEST)];
    this.#notice(large.length ? `Tệp lớn hơn 20 MB chưa gửi được: ${large.map((file) => file.name).join(", ")}.` : "");
    this.#refresh();
    this.focus();
  }

  #listenToVoice() {
    const button = byId("record");
    if (!Recorder.available()) return;
    button.hidden = false;
    byId("composer").dataset.voice = "true";
    const recorder = new Recorder();
    button.addEventListener("click", async () => {
      button.disabled = true; // the browser may ask for the microphone: a second press must wait
      try {
        await recorder.start((seconds) => { byId("seconds").textContent = lengthText(seconds); });
        this.#recording(true);
      } catch {
        this.#notice("Chưa dùng được micro. Nhờ anh/chị cho phép trong trình duyệt, hoặc nhắn chữ.");
      }
      button.disabled = false;
    });
    const cancel = () => { recorder.cancel(); this.#recording(false); };
    byId("record-cancel").addEventListener("click", cancel);
    byId("recording").addEventListener("keydown", (event) => event.key === "Escape" && cancel());
    byId("record-stop").addEventListener("click", async () => {
      const person = this.person;
      this.#recording(false);
      const { file, seconds } = await recorder.stop();
      if (person !== this.person) return;
      this.send({ text: "", files: [file], voice: seconds, reply: this.reply });
      this.quote(null);
    });
  }

  #recording(on) {
    byId("compose").hidden = on;
    byId("recording").hidden = !on;
    this.#notice("");
    (on ? byId("record-stop") : byId("record")).focus();
  }

  #notice(text) {
    byId("notice").textContent = text;
    byId("notice").hidden = !text;
  }

  #refresh() {
    const empty = !this.text.value.trim() && !this.files.length;
    byId("send").disabled = empty;
    byId("composer").dataset.empty = String(empty);
    memory.write(`text:${this.person}`, this.text.value);
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight + 2}px`; // its border counts too
    this.tray.hidden = !this.files.length;
    this.tray.replaceChildren(...this.files.map((file) => this.#tile(file)));
  }

  #tile(file) {
    const remove = () => { this.files = this.files.filter((other) => other !== file); this.#refresh(); this.text.focus(); };
    const tile = el("li", { "data-testid": "tray-file" },
      el("span", { class: "tile" }, icon("file")),
      el("span", { class: "tile-name" }, file.name),
      el("button", { type: "button", class: "icon", "aria-label": `Bỏ tệp ${file.name}`, click: remove }, icon("close")));
    if (file.type.startsWith("image/")) drawThumbnail(file, tile.firstChild);
    return tile;
  }
}

/** Drawn on a canvas: the page's policy lets images come from the service only. */
async function drawThumbnail(file, place) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.max(THUMBNAIL / picture.width, THUMBNAIL / picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    const canvas = el("canvas", { width: THUMBNAIL, height: THUMBNAIL, "aria-hidden": "true" });
    canvas.getContext("2d").drawImage(picture, (THUMBNAIL - width) / 2, (THUMBNAIL - height) / 2, width, height);
    place.replaceChildren(canvas);
  } catch {
    // Not a picture this browser can draw: its icon stays.
  }
}
