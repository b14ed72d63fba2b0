// The sound, and the buttons that steer it.
const audio = by("audio");
const progress = by("progress");
const minutes = 60;
let volume = 1;

audio.preservesPitch = audio.webkitPreservesPitch = audio.mozPreservesPitch = true;

const now = () => audio.currentTime;

// 2 minuten 10
function spokenTime(seconds) {
  const whole = Math.floor(seconds), hours = Math.floor(whole / 3600);
  const min = Math.floor(whole / 60) % 60, rest = whole % 60;
  if (!hours && !min) return words(rest === 1 ? "second" : "seconds", { n: rest });
  const told = [];
  if (hours) told.push(words("hours", { n: hours }));
  if (min) told.push(words(min === 1 ? "minute" : "minutes", { n: min }));
  if (rest) told.push(min ? rest : words(rest === 1 ? "second" : "seconds", { n: rest }));
  return told.join(" ");
}

const spokenPlace = () => words("at", {
  at: spokenTime(now()), whole: spokenTime(data.duration), chapter: chapterAt(now()).number,
});

function play() {
  return audio.play().catch((error) => {
    if (error.name !== "AbortError") say(words("broken"), 0);
  });
}

function toggle() {
  if (audio.paused) {
    play();
    say(words("playing"));
  } else {
    audio.pause();
    say(words("paused", { at: spokenTime(now()) }));
  }
}

// Go to a time; what was skipped over counts as heard.
function seek(time) {
  audio.currentTime = Math.min(Math.max(0, time), data.duration - 0.05);
  heard = sentenceAt(audio.currentTime);
  show();
}

function skipSeconds(seconds) {
  seek(now() + seconds);
  say(spokenPlace());
}

function goToSentence(sentence) {
  seek(sentence.start);
  bring(sentence);
}

// A sentence back or on; back from far in a sentence is to its own beginning.
function stepSentence(step) {
  const here = sentenceAt(now());
  let index = here ? here.index + step : 0;
  if (here && step < 0 && now() - here.start > 2) index = here.index;
  while (choices.skip && sentences[index] && sentences[index].aside) index += step;
  if (!sentences[index]) return say(words(step < 0 ? "first" : "last"));
  goToSentence(sentences[index]);
  if (audio.paused) say(sentences[index].text);
}

function stepChapter(step) {
  const here = chapterAt(now());
  let index = here.index + step;
  if (step < 0 && now() - here.start > 4) index = here.index;
  goToChapter(chapters[Math.min(Math.max(0, index), chapters.length - 1)]);
}

function goToChapter(chapter) {
  seek(chapter.start);
  bring(sentences.find(({ start }) => start >= chapter.start));
  say(words("chapter", { n: chapter.number, title: chapter.title }));
}

// The part of a slider before its thumb.
function fill({ style, value, min, max }) {
  style.setProperty("--done", `${(100 * (value - min)) / (max - min)}%`);
}

// How far in the episode, as all parts of the player tell it.
function showProgress() {
  const time = now(), chapter = chapterAt(time);
  by("at").textContent = clock(time);
  const place = words("now", { n: chapter.number, of: chapters.length });
  by("now").textContent = [place, chapter.title, timerTold()].filter(Boolean).join(" · ");
  progress.value = time;
  fill(progress);
  // while it has the focus a screen reader would say each second of it, through the voice
  if (audio.paused || document.activeElement !== progress) {
    progress.setAttribute("aria-valuetext", spokenPlace());
  }
}

function showPlaying() {
  const name = words(audio.paused ? "play" : "pause");
  by("play-icon").setAttribute("href", audio.paused ? "#i-play" : "#i-pause");
  by("play-name").textContent = name;
  by("play").title = name;
}

function mute() {
  audio.muted = !audio.muted;
  say(words(audio.muted ? "muted" : "unmuted"));
}
