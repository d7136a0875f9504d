// The service as functions. A person's mistake and a service that is away are told apart.

const AWAY = new Set([502, 503, 504]);

/** The service did not take a request. `away`: it was not reached, the same request may work later. */
export class Problem extends Error {
  constructor(text, { away = false, status = 0 } = {}) {
    super(text);
    this.away = away;
    this.status = status;
  }
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem("Chưa liên lạc được với dịch vụ.", { away: true });
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && answer) return answer;
  throw new Problem(answer?.error ?? "Dịch vụ đang bận, nhờ anh/chị thử lại sau ít phút.", {
    away: AWAY.has(response.status) || (response.ok && !answer),
    status: response.status,
  });
}

function post(path, value, signal) {
  const form = value instanceof FormData;
  const headers = form ? {} : { "Content-Type": "application/json" };
  return call(path, { method: "POST", headers, body: form ? value : JSON.stringify(value), signal });
}

const query = (values) => new URLSearchParams(values).toString();

/** One thing a person did, as the service expects it. `id` stays the same when it is sent again. */
function eventBody({ id, person, text, choice, files, voice, reply }) {
  if (choice) return { id, person, choice: choice.value };
  if (!files.length) return { id, person, text, ...(reply ? { reply } : {}) };
  const form = new FormData();
  form.append("id", id);
  form.append("person", person);
  if (text) form.append("text", text);
  if (reply) form.append("reply", reply);
  if (voice !== null) form.append("voice", String(voice));
  for (const file of files) form.append("file", file, file.name);
  return form;
}

export const api = {
  people: () => call("/chat/api/people"),
  messages: (person, after, wait, signal) =>
    call(`/chat/api/messages?${query({ person, after, wait })}`, { signal }),
  send: (item) => post("/chat/api/events", eventBody(item)),
  stored: (person) => call(`/chat/api/stored?${query({ person })}`),
  reset: (person) => post("/chat/api/reset", { person }),
  clock: () => call("/chat/api/clock"),
  moveClock: (now) => post("/chat/api/clock", { now }),
  rehearsals: () => call("/chat/api/rehearsal"),
  rehearse: (programme, from, to) => call(`/chat/api/rehearsal?${query({ programme, from, to })}`),
};
