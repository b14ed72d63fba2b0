// The sleep timer: the sound fades and stops after so many minutes of playing, or with the chapter.
const FADE = 8;
const timer = { kind: "", left: 0, end: 0, before: 0 };

function setTimer(kind) {
  timer.kind = kind;
  timer.left = Number(kind) * 60;
  timer.end = chapterAt(now()).end;
  timer.before = performance.now();
  audio.volume = volume;
  by("timer").value = kind;
  showProgress();
}

function sayTimer() {
  if (!timer.kind) return say(words("timer_off"));
  if (timer.kind === "chapter") return say(words("timer_chapter"));
  return say(words("timer_on", { n: timer.kind }));
}

function nextTimer() {
  const row = [...by("timer").options].map(({ value }) => value);
  setTimer(row[(row.indexOf(timer.kind) + 1) % row.length]);
  sayTimer();
}

// Seconds of listening that are left.
function timeLeft() {
  const passed = (performance.now() - timer.before) / 1000;
  timer.before = performance.now();
  if (timer.kind === "chapter") return (timer.end - 0.3 - now()) / audio.playbackRate;
  timer.left -= passed;
  return timer.left;
}

function runTimer() {
  if (!timer.kind) return;
  // another chapter was chosen: its end is meant
  if (timer.kind === "chapter" && chapterAt(now()).end !== timer.end) timer.end = chapterAt(now()).end;
  const left = timeLeft();
  if (left > 0) {
    audio.volume = volume * Math.min(1, left / FADE);
    return;
  }
  audio.pause();
  setTimer("");
  say(words("timer_done"), 0);
}

function timerTold() {
  if (!timer.kind) return "";
  if (timer.kind === "chapter") return words("timer_left_chapter");
  return words("timer_left", { at: clock(Math.max(0, timer.left)) });
}

audio.addEventListener("play", () => { timer.before = performance.now(); });
by("timer").addEventListener("change", (event) => {
  setTimer(event.target.value);
  sayTimer();
});
