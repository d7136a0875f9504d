// Recording a voice message with what the browser has.

const FORMATS = [["audio/ogg;codecs=opus", "ogg"], ["audio/webm;codecs=opus", "webm"], ["audio/mp4", "m4a"]];

function format() {
  return FORMATS.find(([type]) => window.MediaRecorder?.isTypeSupported(type));
}

/** One recording at a time. */
export class Recorder {
  static available() {
    return Boolean(navigator.mediaDevices?.getUserMedia && format());
  }

  /** Asks for the microphone and records; `tick(seconds)` is called each second. Rejects when not allowed. */
  async start(tick) {
    const [type, extension] = format();
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    this.parts = [];
    this.extension = extension;
    this.recorder = new MediaRecorder(this.stream, { mimeType: type });
    this.recorder.addEventListener("dataavailable", ({ data }) => this.parts.push(data));
    this.recorder.start();
    this.began = performance.now();
    tick(0);
    this.timer = setInterval(() => tick(this.#seconds()), 1000);
  }

  /** Ends the recording: the file and its length in whole seconds, at least 1. */
  async stop() {
    const seconds = Math.max(1, Math.round(this.#seconds()));
    const ended = new Promise((resolve) => this.recorder.addEventListener("stop", resolve, { once: true }));
    this.recorder.stop();
    await ended;
    this.#release();
    const type = this.recorder.mimeType.split(";")[0];
    return { file: new File(this.parts, `ghi-am.${this.extension}`, { type }), seconds };
  }

  cancel() {
    this.recorder.stop();
    this.#release();
  }

  #seconds() {
    return (performance.now() - this.began) / 1000;
  }

  #release() {
    clearInterval(this.timer);
    for (const track of this.stream.getTracks()) track.stop();
  }
}
