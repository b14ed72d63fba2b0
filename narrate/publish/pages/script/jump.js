// A click or Enter on a sentence: the voice goes there. One sentence at a time can have the focus,
// so that the text is one stop for Tab, at what is being read, and no row of links for a screen
// reader.
let stop;

function makeStop(sentence, { focus = false } = {}) {
  const before = stop;
  stop = sentence;
  stop.element.tabIndex = 0;
  stop.element.setAttribute("role", "link");
  if (focus) stop.element.focus();  // before the other one loses it to nothing
  if (!before || before === stop) return;
  before.element.removeAttribute("tabindex");
  before.element.removeAttribute("role");
}

function jump(sentence) {
  goToSentence(sentence);
  makeStop(sentence);
  if (audio.paused) play();
}

const sentenceOf = (target) => {
  const element = target.closest("[data-t]");
  return element && sentences.find((sentence) => sentence.element === element);
};

document.addEventListener("click", (event) => {
  const sentence = sentenceOf(event.target);
  if (sentence && getSelection().isCollapsed) jump(sentence);
});

document.addEventListener("keydown", (event) => {
  const sentence = sentenceOf(event.target);
  if (!sentence || event.ctrlKey || event.altKey || event.metaKey) return;
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (event.key === "Enter") {
    event.preventDefault();
    jump(sentence);
  } else if (step && sentences[sentence.index + step]) {
    event.preventDefault();
    makeStop(sentences[sentence.index + step], { focus: true });
  }
});

// Who comes into the text arrives at what is being read.
document.addEventListener("focusin", ({ target, relatedTarget }) => {
  const comes = target === stop.element && !(relatedTarget && relatedTarget.closest("[data-t]"));
  if (!comes || !shown || shown === stop || !shown.element.closest(".text")) return;
  makeStop(shown, { focus: true });
});
