// Keys for the whole page. Fields keep theirs, and letters can be switched off (WCAG 2.1.4).
const keys = {
  " ": toggle, k: toggle,
  j: () => skipSeconds(-15), l: () => skipSeconds(30),
  ",": () => stepSentence(-1), ".": () => stepSentence(1),
  p: () => stepChapter(-1), n: () => stepChapter(1),
  "-": () => stepSpeed(-0.1), "+": () => stepSpeed(0.1), "=": () => stepSpeed(0.1),
  m: mute, t: nextTimer,
  c: copyAddress,
  v: () => choose("follow", !choices.follow),
  i: () => openPanel(by("panel").hidden),
  "?": openHelp,
};

// Whether an element does something of its own with a key.
function takes(element, key) {
  if (element.closest("dialog, [contenteditable]")) return true;
  if (element.matches("textarea, select, input:not([type=range], [type=checkbox])")) return true;
  return key === " " && element.matches("button, a, input, summary, audio");
}

document.addEventListener("keydown", (event) => {
  const does = keys[event.key.toLowerCase()];
  if (!does || !choices.keys || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.defaultPrevented || event.isComposing || takes(event.target, event.key)) return;
  event.preventDefault();
  if (!event.repeat || event.key !== " ") does();
});
