// The text follows the voice: the sentence and the word that sound, and the page that moves along.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const marks = window.Highlight && CSS.highlights ? new Highlight() : null;
if (marks) CSS.highlights.set("word", marks);
let shown, shownWord, heard;

function show() {
  const sentence = sentenceAt(now());
  if (sentence !== shown) {
    if (shown) shown.element.removeAttribute("aria-current");
    if (sentence) sentence.element.setAttribute("aria-current", "true");
    shown = sentence;
    if (sentence && !stop.element.contains(document.activeElement)) makeStop(sentence);
    if (sentence && !audio.paused) bring(sentence);
    showChapter();
  }
  const word = sentence && wordAt(sentence, now());
  if (word !== shownWord) {
    shownWord = word;
    if (marks) {
      marks.clear();
      const range = word && rangeOf(sentence, word);
      if (range) marks.add(range);
    }
  }
  showProgress();
}

function showChapter() {
  const { number } = chapterAt(now());
  for (const link of document.querySelectorAll(".contents a")) {
    if (link.hash === `#h${number}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

// Bring a sentence into the middle of the page, unless it can be read where it is.
function bring(sentence) {
  if (!choices.follow || !sentence || document.querySelector("dialog[open]")) return;
  const box = sentence.element.getBoundingClientRect();
  const fixed = getComputedStyle(by("player")).position === "fixed";
  const bottom = innerHeight - (fixed ? by("player").offsetHeight : 0);
  if (box.top >= bottom * 0.1 && box.bottom <= bottom * 0.75) return;
  const top = scrollY + box.top - bottom * 0.3;
  scrollTo({ top, behavior: calm.matches ? "auto" : "smooth" });
}

// Notes, tables and descriptions are jumped over in the silence before them.
function skipAsides() {
  const here = sentenceAt(now());
  if (!choices.skip || !here) return;
  const next = sentences[here.index + 1];
  if (here.aside && here !== heard && (!heard || heard.aside !== here.aside)) return skipTo(here);
  if (next && next.aside && next.aside !== here.aside && now() >= here.end) return skipTo(next);
  heard = here;
}

function skipTo(aside) {
  const after = sentences.slice(aside.index).find((sentence) => !sentence.aside);
  seek(after ? after.start - 0.05 : data.duration);
}

function tick() {
  if (audio.paused) return;
  skipAsides();
  show();
  runTimer();
}

function frame() {
  tick();
  if (!audio.paused) requestAnimationFrame(frame);
}

audio.addEventListener("timeupdate", tick);
audio.addEventListener("play", () => requestAnimationFrame(frame));
for (const event of ["seeked", "loadedmetadata", "ended"]) audio.addEventListener(event, show);
for (const event of ["wheel", "touchmove"]) {
  addEventListener(event, (moved) => {
    const inText = !moved.target.closest("#player, dialog");
    if (inText && choices.follow && !audio.paused) choose("follow", false, { keep: false });
  }, { passive: true });
}
