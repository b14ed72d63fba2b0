const data = JSON.parse(document.getElementById("data").textContent);
const by = (id) => document.getElementById(id);

// A text of texts.toml, its {names} filled in.
function words(name, told = {}) {
  return data.texts[name].replace(/\{(\w+)\}/g, (_, key) => told[key]);
}

const status = by("status");
let quiet;

// Say it to eyes and to screen readers; it goes when it has been read.
function say(text, seconds = 6) {
  clearTimeout(quiet);
  status.textContent = text;
  if (seconds) quiet = setTimeout(() => { status.textContent = ""; }, seconds * 1000);
}

// 5:32, as on a clock.
function clock(seconds) {
  const whole = Math.floor(seconds);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
