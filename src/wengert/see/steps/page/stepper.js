"use strict";

// Steps through a film: every part of the drawing says from which frame up to which it is shown.
// at: the frame; hidden: whether its number is still to be predicted.

const SECONDS = 1.3;
const find = (id) => document.getElementById(id);
const captions = JSON.parse(find("film").textContent);
const last = captions.length - 1;
const looks = [...document.querySelectorAll("[data-from]")].map((element) => ({
  element,
  from: Number(element.dataset.from),
  to: Number(element.dataset.to),
  isMark: "mark" in element.dataset,
}));
let at = last;
let hidden = false;
let timer = 0;

function show() {
  for (const { element, from, to, isMark } of looks) {
    const frame = hidden && !isMark ? at - 1 : at;
    const isShown = from <= frame && frame < to;
    element.style.visibility = isShown ? "visible" : "hidden";
    if (isShown && isMark) element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  const caption = captions[at];
  find("caption").textContent = hidden ? caption.question : caption.text;
  find("caption").classList.toggle("mistaken", caption.mistaken && !hidden);
  find("prediction").hidden = !find("predict").checked;
  find("guess").disabled = find("reveal").disabled = !hidden;
  find("scrub").value = at;
  find("scrub").setAttribute("aria-valuetext", `step ${at} of ${last}`);
  find("count").textContent = `${at} / ${last}`;
}

function go(frame) {
  at = Math.max(0, Math.min(last, frame));
  hidden = find("predict").checked && captions[at].question !== "";
  find("guess").value = "";
  show();
}

function reveal() {
  const typed = find("guess").value.trim().replace("−", "-");
  const { answer, value, text } = captions[at];
  if (document.activeElement === find("guess")) find("forward").focus();
  hidden = false;
  show();
  if (typed) {
    const right = Math.abs(Number(typed) - value) <= 5e-4 * Math.abs(value) || typed === answer.replace("−", "-");
    find("caption").textContent = `${right ? "Right" : "No"}: it is ${answer}. ${text}`;
  }
}

function pause() {
  clearInterval(timer);
  timer = 0;
  find("play").textContent = "play";
  find("play").setAttribute("aria-pressed", "false");
}

function play() {
  if (timer) return pause();
  if (at === last) go(0);
  find("play").textContent = "pause";
  find("play").setAttribute("aria-pressed", "true");
  timer = setInterval(() => {
    if (hidden) reveal();
    else if (at < last) go(at + 1);
    if (at === last && !hidden) pause();
  }, SECONDS * 1000);
}

function by(step) {
  pause();
  go(at + step);
}

const KEYS = {
  ArrowLeft: () => by(-1),
  ArrowRight: () => by(1),
  Home: () => by(-last),
  End: () => by(last),
  " ": play,
};

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  const isTyping = target.id === "guess";
  const isPressed = key === " " && (target.tagName === "BUTTON" || target.type === "checkbox");
  if (isTyping || isPressed || event.ctrlKey || event.altKey || event.metaKey || !(key in KEYS)) return;
  event.preventDefault();
  KEYS[key]();
});
find("first").onclick = KEYS.Home;
find("back").onclick = KEYS.ArrowLeft;
find("play").onclick = play;
find("forward").onclick = KEYS.ArrowRight;
find("last").onclick = KEYS.End;
find("scrub").oninput = (event) => by(Number(event.target.value) - at);
find("predict").onchange = () => go(at);
find("ask").onsubmit = (event) => {
  event.preventDefault();
  reveal();
};
go(0);
