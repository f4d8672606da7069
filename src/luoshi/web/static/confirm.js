/* Going through promises by keyboard. Without this file the same forms and links do it all. */
"use strict";

const form = document.getElementById("judge");
const text = document.getElementById("text");
const source = document.querySelector("details.source");
let chosen = null;

const cards = () => [...document.querySelectorAll(".promise")];
const isWaiting = card => card.dataset.state === "proposed";
const isOpen = card => Boolean(card.querySelector(".decide"));

/* What is chosen on one side is shown on the other. */
function choose(card, { quietly = false } = {}) {
  if (!card) return;
  document.querySelectorAll(".chosen").forEach(element => element.classList.remove("chosen"));
  chosen = card;
  card.classList.add("chosen");
  const marks = document.querySelectorAll(`mark[data-p="${card.dataset.p}"]`);
  marks.forEach(mark => mark.classList.add("chosen"));
  if (marks.length && text) text.scrollTop = marks[0].offsetTop - text.clientHeight / 3;
  if (form && isOpen(card)) attach(card);
  if (quietly) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

/* The one form of the page moves to the chosen promise. */
function attach(card) {
  if (card.contains(form)) return;
  form.action = card.dataset.judge;
  form.elements.seen.value = card.dataset.seen;
  form.elements.title.value = card.querySelector(".title").textContent.trim();
  form.elements.reason.value = "";
  card.append(form);
}

function step(by) {
  const all = cards();
  choose(all[chosen ? Math.min(Math.max(all.indexOf(chosen) + by, 0), all.length - 1) : 0]);
}

function nextWaiting(card) {
  const all = cards();
  const after = all.slice(all.indexOf(card) + 1);
  return after.find(isWaiting) || all.find(isWaiting) || card;
}

/* Sends the form; the promise comes back as it stands now. */
async function send(act) {
  const card = form.closest(".promise");
  const body = new FormData(form);
  body.set("act", act);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
  if (!answer.headers.get("Content-Type").startsWith("text/html") || answer.redirected || answer.status > 409) {
    location.reload();
    return;
  }
  const shell = document.createElement("template");
  shell.innerHTML = await answer.text();
  const fresh = shell.content.querySelector(".promise");
  if (!fresh) {
    location.reload();
    return;
  }
  document.getElementById("park").append(form);
  card.replaceWith(fresh);
  document.querySelectorAll(`mark[data-p="${fresh.dataset.p}"]`).forEach(mark => {
    mark.className = fresh.dataset.state;
  });
  const waiting = document.getElementById("waiting");
  const left = Number(waiting.textContent) - isWaiting(card) + isWaiting(fresh);
  waiting.textContent = left;
  document.getElementById("confirm-ticked").hidden = !left;
  document.getElementById("next-step").hidden = Boolean(left);
  choose(answer.ok && act !== "correct" ? nextWaiting(fresh) : fresh);
}

function go(selector) {
  const link = chosen && chosen.querySelector(selector);
  if (link) link.click();
}

function write(field) {
  if (!chosen || !isOpen(chosen)) return;
  field.focus();
  field.scrollIntoView({ block: "nearest" });
}

function mark() {
  const box = chosen && chosen.querySelector('input[form="merging"]');
  if (box) box.checked = !box.checked;
}

/* The words that are selected in the text become the words of a missed promise. */
function take() {
  const words = document.querySelector("#add textarea");
  const selection = getSelection();
  if (!words || !selection.rangeCount || !text.contains(selection.anchorNode)) return;
  words.value = selection.toString().trim();
  words.focus();
  words.scrollIntoView({ block: "center" });
}

function showKeys() {
  const keys = document.getElementById("keys");
  keys.open = !keys.open;
  keys.querySelector("summary").focus();
}

const acts = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  y: () => chosen && chosen.contains(form) && send("confirm"),
  e: () => write(form.elements.title),
  x: () => write(form.elements.reason),
  s: () => go(".split"),
  m: mark,
  a: take,
  "?": showKeys,
};
acts.Enter = acts.y;

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const PRESSING = "a, button, summary, input";

/* In the fields of the form Enter does what the field is for: a reason rejects, a title corrects. */
function inField(event) {
  if (event.key === "Escape" && chosen) chosen.focus();
  if (event.key !== "Enter" || event.target.form !== form) return;
  event.preventDefault();
  send(event.target.name === "reason" ? "reject" : "correct");
}

document.addEventListener("keydown", event => {
  // 229: the key belongs to an input method.
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.keyCode === 229) return;
  if (event.target.closest(TYPING)) {
    inField(event);
    return;
  }
  if (event.key === "Enter" && event.target.closest(PRESSING)) return;
  if (event.key.startsWith("Arrow") && text && text.contains(event.target)) return;
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", event => {
  const found = event.target.closest("mark[data-p] a, .promise");
  if (!found) return;
  if (found.matches("a")) {
    if (!getSelection().isCollapsed) {
      event.preventDefault();
      return;
    }
    event.preventDefault();
    choose(document.getElementById(found.hash.slice(1)));
    return;
  }
  const decide = event.target.closest(".decide");
  if (decide) event.preventDefault();
  if (found !== chosen) choose(found, { quietly: !decide });
  if (decide) write(form.elements.title);
});

document.addEventListener("focusin", event => {
  const card = event.target.closest(".promise");
  if (card && card !== chosen) choose(card, { quietly: true });
});

if (form) {
  form.addEventListener("submit", event => {
    event.preventDefault();
    send(event.submitter ? event.submitter.value : "confirm");
  });
  const button = document.getElementById("take");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", take);
  }
}
if (source && matchMedia("(max-width: 50rem)").matches) source.open = location.hash.startsWith("#t-") || location.hash.startsWith("#n-");
const first = document.getElementById(location.hash.slice(1));
choose(first && first.matches(".promise") ? first : cards().find(isWaiting), { quietly: true });
