const buttons = {
  play: toggle,
  back: () => skipSeconds(-15), forward: () => skipSeconds(30),
  "previous-sentence": () => stepSentence(-1), "next-sentence": () => stepSentence(1),
  "previous-chapter": () => stepChapter(-1), "next-chapter": () => stepChapter(1),
};
for (const [name, does] of Object.entries(buttons)) by(name).addEventListener("click", does);

progress.addEventListener("input", () => {
  seek(Number(progress.value));
  progress.setAttribute("aria-valuetext", spokenPlace());
});
progress.addEventListener("focus", () => progress.setAttribute("aria-valuetext", spokenPlace()));
progress.addEventListener("keydown", (event) => {
  const step = {
    ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -minutes, PageUp: minutes,
  }[event.key];
  if (!step) return;
  event.preventDefault();
  seek(now() + step);
  progress.setAttribute("aria-valuetext", spokenPlace());
});

for (const link of document.querySelectorAll(".contents a")) {
  // the same address twice makes no event
  link.addEventListener("click", () => { if (link.hash === location.hash) goToAddress(); });
}

for (const event of ["play", "pause"]) audio.addEventListener(event, showPlaying);
audio.addEventListener("error", () => say(words("broken"), 0));

document.documentElement.classList.add("plays");
audio.controls = false;
by("console").hidden = false;
makeStop(sentences.find(({ element }) => element.closest(".text p")) || sentences[0]);
if (!goToAddress()) resume();
show();

// Room for the player at the foot of the page, so that it covers nothing that has the focus.
new ResizeObserver(([{ target }]) => {
  document.documentElement.style.setProperty("--player", `${target.offsetHeight}px`);
}).observe(by("player"));
