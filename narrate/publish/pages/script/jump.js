// A click or Enter on a sentence: the voice goes there. One sentence at a time can have the focus,
// so that the text is one stop for Tab, at what is being read, and no row of links for a screen
// reader.
let stop;

function makeStop(sentence) {
  if (stop) {
    stop.element.removeAttribute("tabindex");
    stop.element.removeAttribute("role");
  }
  stop = sentence;
  stop.element.tabIndex = 0;
  stop.element.setAttribute("role", "link");
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
    makeStop(sentences[sentence.index + step]);
    stop.element.focus();
  }
});
