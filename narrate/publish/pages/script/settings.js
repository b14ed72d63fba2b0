// What a listener chooses, remembered for every episode.
const choices = {
  speed: 1, volume: 100, follow: true, skip: false, keys: true,
  size: "", spacing: "", letters: "", ...kept.read("keuzes"),
};

const comma = (number) => String(Math.round(number * 10) / 10).replace(".", ",");

const effects = {
  speed(value) {
    audio.playbackRate = audio.defaultPlaybackRate = value;
    by("speed-told").textContent = words("speed_value", { n: comma(value) });
    by("speed").setAttribute("aria-valuetext", words("speed_value", { n: comma(value) }));
    return words("speed", { n: comma(value) });
  },
  volume(value) {
    audio.volume = volume = value / 100;
    by("volume-told").textContent = `${value}%`;
    by("volume").setAttribute("aria-valuetext", `${value}%`);
    return words("volume", { n: value });
  },
  follow: (value) => words(value ? "follow_on" : "follow_off"),
  skip: (value) => words(value ? "skip_on" : "skip_off"),
  keys: (value) => words(value ? "keys_on" : "keys_off"),
  size: (value) => look("size", value),
  spacing: (value) => look("spacing", value),
  letters: (value) => look("letters", value),
};

function look(name, value) {
  document.documentElement.dataset[name] = value;
  return "";
}

// Make a choice, show it, say it and keep it.
function choose(name, value, { keep = true, aloud = true } = {}) {
  choices[name] = value;
  const field = by(name);
  if (field.type === "checkbox") field.checked = value;
  else field.value = value;
  if (field.type === "range") fill(field);
  const told = effects[name](value);
  if (aloud && told) say(told);
  if (keep) kept.write("keuzes", choices);
}

function stepSpeed(step) {
  choose("speed", Math.min(3, Math.max(0.5, Math.round((choices.speed + step) * 10) / 10)));
}

for (const name of Object.keys(effects)) {
  const field = by(name);
  choose(name, choices[name], { keep: false, aloud: false });
  field.addEventListener(field.type === "range" ? "input" : "change", () => {
    const value = { checkbox: field.checked, range: Number(field.value) }[field.type] ?? field.value;
    // a slider tells its own value
    choose(name, value, { aloud: field.type !== "range" });
    if (name === "follow" && value) bring(shown);
  });
}

function openPanel(open) {
  by("panel").hidden = !open;
  by("settings").setAttribute("aria-expanded", open);
  if (open) by("speed").focus();
  else by("settings").focus();
}

// The address of what sounds now, to send to somebody.
async function copyAddress() {
  const address = `${location.href.split("#")[0]}#t=${Math.floor(now())}`;
  try {
    await navigator.clipboard.writeText(address);
    say(words("copied", { at: spokenTime(now()) }));
  } catch {
    say(address, 20);  // a browser that does not allow it
  }
}

by("copy").addEventListener("click", copyAddress);
by("settings").setAttribute("aria-controls", "panel");
by("settings").setAttribute("aria-expanded", "false");
by("settings").addEventListener("click", () => openPanel(by("panel").hidden));
by("console").addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !by("panel").hidden) openPanel(false);
});

function openHelp() {
  by("help").showModal();
  by("help-title").focus();
}

by("help-open").addEventListener("click", openHelp);
by("help-close").addEventListener("click", () => by("help").close());
