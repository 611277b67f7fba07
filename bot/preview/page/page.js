"use strict";
const at = (id) => document.getElementById(id);
const made = (tag, words, name) => {
  const one = document.createElement(tag);
  if (words !== undefined) one.textContent = words;
  if (name) one.className = name;
  return one;
};
// What the last deed brought first: it is what is read first, however much follows it.
let version = "", last = "", known = [], first = null;

async function send(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, language: at("language").value }),
    });
    if (!answer.ok) throw new Error(answer.status);
    const { shown, why } = await answer.json();
    shown.forEach(show);
    explain(why);
  } catch (error) {
    add(made("p", `The preview gave no answer (${error.message}); its terminal says why.`, "alert"));
  }
}

function say(text) {
  if (!text.trim()) return;
  last = text;
  type(text);
  return send("say", { text });
}

function type(text) {
  first = null;
  add(made("div", text, "message mine"));
  at("chat").scrollIntoView({ block: "nearest" });
}

function show(one) {
  if (one.kind === "alert") return add(made("p", one.text, "alert"));
  if (one.kind === "inline") return showInline(one);
  const before = document.querySelector(`[data-id="${one.id}"]`), pressed = before ? buttons(before).indexOf(document.activeElement) : -1;
  const whole = made("div", undefined, "sent");
  whole.dataset.id = one.id;
  whole.append(one.html !== null || !before ? bubble(one) : before.querySelector(".message"));
  if (one.rows.length) whole.append(rows(one));
  whole.append(made("p", one.limits, "limits"));
  before ? before.replaceWith(whole) : add(whole);
  // Whoever pressed a button by keyboard goes on from there.
  if (pressed >= 0) (buttons(whole)[pressed] || buttons(whole)[0])?.focus();
}

const buttons = (one) => [...one.querySelectorAll(".row button")];

function bubble(one) {
  const message = made("div", undefined, "message");
  if (one.picture) {
    const picture = made("img");
    picture.src = `picture/${encodeURIComponent(one.picture)}`;
    picture.alt = "The card, as its caption says below";
    picture.addEventListener("load", settle);
    message.append(picture);
  }
  const words = made("div");
  words.innerHTML = one.html || "";
  words.querySelectorAll(".folded").forEach(fold);
  words.querySelectorAll("a").forEach(follow);
  message.append(words);
  return message;
}

function fold(quote) {
  const words = made("span"), turn = made("button", "⌄", "turn");
  words.append(...quote.childNodes);
  turn.type = "button";
  turn.ariaLabel = "The whole quote";
  turn.ariaExpanded = "false";
  turn.addEventListener("click", () => { turn.ariaExpanded = String(quote.classList.toggle("open")); });
  quote.append(words, turn);
}

function follow(link) {
  const start = /^https:\/\/t\.me\/preview_bot\?start=(.*)$/.exec(link.href);
  if (start) link.addEventListener("click", (event) => { event.preventDefault(); say(`/start ${start[1]}`); });
  else link.target = "_blank";
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
  first = null;
  const own = /^https:\/\/t\.me\/preview_bot\?start=(.*)$/.exec(button.url || "");
  if (button.callback_data) return send("press", { id, data: button.callback_data });
  if (own) return say(`/start ${own[1]}`);
  if (button.copy_text) return add(made("p", `Copied on Telegram: ${button.copy_text.text}`, "alert"));
  if (button.url) return add(made("p", `Opens on Telegram: ${button.url}`, "alert"));
  return askInline(button.switch_inline_query ?? button.switch_inline_query_current_chat ?? "");
}

function askInline(text) {
  type(`@preview_bot ${text}`);
  return send("inline", { text });
}

function showInline(one) {
  const box = made("div", undefined, "message inline sent");
  box.append(made("strong", `Inline results: ${one.results.length}`), rows(one));
  for (const result of one.results) {
    const item = made("details"), summary = made("summary", result.title);
    if (result.description) summary.append(made("span", result.description));
    item.append(summary, bubble(result), rows(result));
    box.append(item);
  }
  add(box);
}

function add(one) {
  at("none").hidden = true;
  first ??= one;
  at("chat").append(one);
  settle();
}

function settle() {
  if (first) at("chat").scrollTop = first.offsetTop - 8;
}

// A place may break behind a slash or before its line, never within a word.
function cell(words, name) {
  const one = made("td", undefined, name);
  String(words ?? "").split(/(?<=\/)|(?=:\d+:)/).forEach((part, number) => number ? one.append(made("wbr"), part) : one.append(part));
  return one;
}

function table(heads, lines) {
  const whole = made("table"), head = made("tr");
  heads.forEach((words) => { const one = made("th", words); one.scope = "col"; head.append(one); });
  whole.append(head);
  lines.forEach((cells) => { const row = made("tr"); row.append(...cells.map((one) => one instanceof Element ? one : cell(one))); whole.append(row); });
  return whole;
}

function explain(why) {
  const whole = why ? (why.parts.length ? why.parts : [why]) : [];
  at("why").replaceChildren(
    made("p", why ? `“${why.question}”${whole.length > 1 ? `: ${why.status}` : ""}` : "A command or a button: nothing was searched for."),
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
    ...tableOr("Nothing.", ["Typed", "Understood as", "File and line"], why.recognised.map((one) => [one.typed, meaning(one), cell(one.place, "place")])),
    made("p", `Unexplained: ${why.unexplained.join(", ") || "nothing"}`),
    made(head, "Score"),
    ...tableOr("No addends: nothing was weighed.", ["Addend", "Value"], Object.entries(why.addends)),
    made(head, "Entries found"),
    ...tableOr("None.", ["Entry", "Score", "File and line"], why.hits.map((one) => [one.id, one.score, cell(one.place, "place")])),
    made("p", why.runner_up ? `Runner-up: ${why.runner_up.id}, ${why.runner_up.score}; margin ${why.margin}` : `No runner-up; margin ${why.margin}`),
  ];
}

function meaning(one) {
  const whole = made("td");
  whole.append(made("span", `${one.kind} `, "kind"), one.target);
  const likeness = one.similarity < 1 ? `, likeness ${one.similarity}` : "";
  if (one.matched !== one.typed || likeness) whole.append(made("span", ` (${one.matched}${likeness})`, "kind"));
  return whole;
}

function tableOr(words, heads, lines) {
  return lines.length ? [table(heads, lines)] : [made("p", words)];
}

function list() {
  const wanted = at("filter").value.toLowerCase();
  const rows = known.filter((one) => `${one.id} ${one.kind} ${one.place} ${one.text}`.toLowerCase().includes(wanted)).map((one) => {
    const row = made("tr"), name = made("td"), open = made("button", one.id);
    open.type = "button";
    open.addEventListener("click", () => say(`/start ${one.open}`));
    name.append(open, " ", made("span", one.kind, "kind"));
    row.append(name, made("td", one.text.length > 120 ? `${one.text.slice(0, 119)}…` : one.text, "words"), cell(one.place, "place"), cell(one.room));
    return row;
  });
  at("entries").replaceChildren(...rows);
  at("listed").textContent = `${rows.length} of ${known.length}`;
}

// Said anew only if it changed: it is read aloud.
function tell(words) {
  if (at("state").textContent !== words) at("state").textContent = words;
}

async function look() {
  try {
    const state = await (await fetch("state")).json();
    tell(`Record ${state.version}, ${state.entries} entries`);
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
        first = null;
        add(made("p", "The record was edited: the last question again.", "alert"));
        if (last) await say(last);
      }
    }
  } catch {
    tell("The preview has ended; start it again.");
  }
  setTimeout(look, 700);
}

at("ask").addEventListener("submit", (event) => { event.preventDefault(); const text = at("text").value; at("text").value = ""; say(text); });
at("inline").addEventListener("click", () => askInline(at("text").value));
at("start").addEventListener("click", () => { at("text").focus(); say("/start"); });
at("filter").addEventListener("input", list);
for (const name of ["theme", "width"]) at(name).addEventListener("change", () => { document.documentElement.dataset[name] = at(name).value; });
look();
