// Search as you type: every word must stand in the title or the description.
const list = by("list");

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

if (list) {
  const items = [...list.children].map((element) => ({ element, text: folded(element.textContent) }));
  by("search").hidden = false;
  by("search").addEventListener("submit", (event) => event.preventDefault());
  by("words").addEventListener("input", (event) => search(items, folded(event.target.value)));
  items.forEach(({ element }) => showKept(element));
}

function search(items, wanted) {
  const parts = wanted.split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { element, text } of items) {
    element.hidden = !parts.every((part) => text.includes(part));
    if (!element.hidden) count += 1;
  }
  const name = { 0: "found_none", 1: "found_one" }[count] || "found";
  say(parts.length ? words(name, { n: count }) : "", 0);
}

// Where the listener was in an episode.
function showKept(element) {
  const slug = decodeURIComponent(element.querySelector("a").getAttribute("href")).split("/")[0];
  const place = kept.read(`plek/${slug}`);
  if (!place) return;
  const told = document.createElement("span");
  told.className = "kept";
  told.textContent = words("kept", { chapter: place.number, at: clock(place.at) });
  element.querySelector(".facts").append(" · ", told);
}
