"use strict";
const at = (id) => document.getElementById(id);
const made = (tag, words, name) => {
  const one = document.createElement(tag);
  if (words !== undefined) one.textContent = words;
  if (name) one.className = name;
  return one;
};
let version = "", last = "", known = [];

async function send(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...body, language: at("language").value }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const { shown, why } = await answer.json();
  shown.forEach(show);
  explain(why);
}

function say(text) {
  if (!text.trim()) return;
  last = text;
  at("chat").append(made("div", text, "message mine"));
  return send("say", { text });
}

function show(one) {
  if (one.kind === "alert") return add(made("p", one.text, "alert"));
  if (one.kind === "inline") return showInline(one);
  const before = document.querySelector(`[data-id="${one.id}"]`);
  const whole = made("div");
  whole.dataset.id = one.id;
  if (one.html !== null || !before) {
    const message = made("div", undefined, "message");
    if (one.picture) {
      const picture = made("img");
      picture.src = `picture/${encodeURIComponent(one.picture)}`;
      picture.alt = "The card, as its caption says below";
      message.append(picture);
    }
    const words = made("div");
    words.innerHTML = one.html || "";
    message.append(words);
    whole.append(message);
  } else {
    whole.append(before.querySelector(".message"));
  }
  whole.querySelectorAll(".folded").forEach(fold);
  whole.querySelectorAll("a").forEach(follow);
  if (one.rows.length) whole.append(rows(one));
  whole.append(made("p", one.limits, "limits"));
  before ? before.replaceWith(whole) : add(whole);
}

function fold(quote) {
  quote.setAttribute("role", "button");
  quote.setAttribute("aria-expanded", "false");
  const turn = () => quote.setAttribute("aria-expanded", String(quote.classList.toggle("open")));
  quote.addEventListener("click", turn);
  quote.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); turn(); } });
}

function follow(link) {
  const start = /^https:\/\/t\.me\/preview_bot\?start=(.*)$/.exec(link.href);
  if (start) link.addEventListener("click", (event) => { event.preventDefault(); say(`/start ${start[1]}`); });
}

function rows(one) {
  const all = made("div", undefined, "rows");
  for (const row of one.rows) {
    const line = made("div", undefined, "row");
    for (const button of row) {
      const pressed = made("button", button.text);
      pressed.type = "button";
      pressed.addEventListener("click", () => press(one.id, button));
      line.append(pressed);
    }
    all.append(line);
  }
  return all;
}

function press(id, button) {
  const own = /^https:\/\/t\.me\/preview_bot\?start=(.*)$/.exec(button.url || "");
  if (button.callback_data) return send("press", { id, data: button.callback_data });
  if (own) return say(`/start ${own[1]}`);
  if (button.copy_text) return add(made("p", `Copied on Telegram: ${button.copy_text.text}`, "alert"));
  if (button.url) return add(made("p", `Opens on Telegram: ${button.url}`, "alert"));
  const query = button.switch_inline_query ?? button.switch_inline_query_current_chat ?? "";
  return send("inline", { text: query });
}

function showInline(one) {
  const box = made("div", undefined, "message");
  box.append(made("strong", `Inline results: ${one.results.length}`));
  if (one.note) box.append(made("p", one.note));
  for (const result of one.results) {
    const item = made("details");
    item.append(made("summary", `${result.title} · ${result.description}`));
    const words = made("div");
    words.innerHTML = result.html;
    item.append(words);
    box.append(item);
  }
  add(box);
}

function add(one) {
  const chat = at("chat");
  chat.append(one);
  chat.scrollTop = chat.scrollHeight;
}

// A place may break behind a slash or before its line, never within a word.
function cell(words) {
  const one = made("td");
  String(words ?? "").split(/(?<=\/)|(?=:\d)/).forEach((part, number) => number ? one.append(made("wbr"), part) : one.append(part));
  return one;
}

function table(heads, lines) {
  const whole = made("table"), head = made("tr");
  heads.forEach((words) => { const one = made("th", words); one.scope = "col"; head.append(one); });
  whole.append(head);
  lines.forEach((cells) => { const row = made("tr"); row.append(...cells.map(cell)); whole.append(row); });
  return whole;
}

function explain(why) {
  const whole = why ? (why.parts.length ? why.parts : [why]) : [];
  at("why").replaceChildren(
    ...(why ? [made("p", `“${why.question}”: ${why.status}`)] : [made("p", "A command or a button: nothing was searched for.")]),
    ...whole.flatMap((part, number) => [
      ...(whole.length > 1 ? [made("h3", `Request ${number + 1} of ${whole.length}: “${part.recognised.map((one) => one.typed).join(" ")}”`)] : []),
      ...reasons(part, whole.length > 1 ? "h4" : "h3"),
    ]),
  );
}

function reasons(why, head) {
  const claims = [why.verdict ? `says ${why.verdict}` : "", ...why.denied.map((one) => `denies ${one}`)].filter(Boolean).join("; ");
  const read = why.understood_as ? `; read as “${why.understood_as}”` : "";
  return [
    made("p", `${why.status}; asked for ${why.intent}${read}${claims ? `; ${claims}` : ""}`),
    made(head, "What matched"),
    table(["Typed", "As", "Kind", "Stands at"], why.recognised.map((one) => [one.typed, `${one.matched} (${one.similarity})`, `${one.kind} ${one.target}`, one.place])),
    made("p", `Unexplained: ${why.unexplained.join(", ") || "nothing"}`),
    made(head, "Score"),
    ...tableOr("No addends: nothing was weighed.", ["Addend", "Value"], Object.entries(why.addends)),
    made(head, "Entries found"),
    ...tableOr("None.", ["Entry", "Score", "File and line"], why.hits.map((one) => [one.id, one.score, one.place])),
    made("p", why.runner_up ? `Runner-up: ${why.runner_up.id}, ${why.runner_up.score}; margin ${why.margin}` : `No runner-up; margin ${why.margin}`),
  ];
}

function tableOr(words, heads, lines) {
  return lines.length ? [table(heads, lines)] : [made("p", words)];
}

function list() {
  const wanted = at("filter").value.toLowerCase();
  const rows = known.filter((one) => `${one.id} ${one.kind} ${one.place} ${one.text}`.toLowerCase().includes(wanted)).map((one) => {
    const row = made("tr"), first = made("td"), open = made("button", one.id);
    open.type = "button";
    open.title = one.text;
    open.addEventListener("click", () => say(`/start ${one.open}`));
    first.append(open);
    row.append(first, cell(one.kind), cell(one.place), cell(one.room));
    return row;
  });
  at("entries").replaceChildren(...rows);
}

async function look() {
  try {
    const state = await (await fetch("state")).json();
    at("state").textContent = `Record ${state.version}, ${state.entries} entries`;
    const faults = at("faults"), lines = state.faults.map((words) => made("li", words));
    if (faults.dataset.said !== state.faults.join("\n")) {
      faults.dataset.said = state.faults.join("\n");
      faults.querySelector("ul").replaceChildren(...lines);
      faults.hidden = !lines.length;
    }
    if (state.version !== version) {
      const edited = version !== "";
      version = state.version;
      known = await (await fetch("entries")).json();
      list();
      if (edited) {
        add(made("p", "The record was edited: the last question again.", "alert"));
        if (last) await say(last);
      }
    }
  } catch {
    at("state").textContent = "The preview has ended; start it again.";
  }
  setTimeout(look, 700);
}

at("ask").addEventListener("submit", (event) => { event.preventDefault(); const text = at("text").value; at("text").value = ""; say(text); });
at("inline").addEventListener("click", () => { const text = at("text").value; add(made("div", `@preview_bot ${text}`, "message mine")); send("inline", { text }); });
at("filter").addEventListener("input", list);
for (const name of ["theme", "width"]) at(name).addEventListener("change", () => { document.documentElement.dataset[name] = at(name).value; });
look();
