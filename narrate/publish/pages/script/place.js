// Where the listener was: a sentence, so that it is found again when the episode has changed.
const placeName = `plek/${data.slug}`;

function keepPlace() {
  const sentence = sentenceAt(now());
  if (!sentence || !begun) return;
  const before = sentences[sentence.index - 1];
  const chapter = chapterAt(now());
  kept.write(placeName, {
    sentence: sentence.text,
    before: before ? before.text : "",
    index: sentence.index,
    chapter: chapter.title,
    number: chapter.number,
    at: Math.floor(now()),
  });
}

// The same sentence, or the one after what came before it, or the beginning of the chapter.
function findPlace(place) {
  const near = (found) => found.sort(
    (one, other) => Math.abs(one.index - place.index) - Math.abs(other.index - place.index),
  )[0];
  const same = near(sentences.filter(({ text }) => text === place.sentence));
  const before = near(sentences.filter(({ text }) => text === place.before));
  const chapter = chapters.find(({ title }) => title === place.chapter);
  if (same) return same;
  if (before && sentences[before.index + 1]) return sentences[before.index + 1];
  return chapter && sentences.find(({ start }) => start >= chapter.start);
}

// #t=83 is a time in seconds, #h3 a chapter.
function placeOfAddress() {
  const time = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
  const chapter = /^#h(\d+)$/.exec(location.hash);
  if (time) return Math.min(Number(time[1]), data.duration);
  if (chapter && chapters[chapter[1] - 1]) return chapters[chapter[1] - 1].start;
  return null;
}

function goToAddress() {
  const time = placeOfAddress();
  if (time === null) return false;
  seek(time);
  if (location.hash.startsWith("#t")) bring(sentenceAt(time));
  return true;
}

function resume() {
  const place = kept.read(placeName);
  const sentence = place && findPlace(place);
  if (!sentence || !sentence.index) return;
  seek(sentence.start);
  say(words("resumed", {
    chapter: chapterAt(sentence.start).number, at: spokenTime(sentence.start),
  }), 20);
}

let begun = false;
let lastKept = 0;
audio.addEventListener("play", () => {
  begun = true;
  // when the page is opened again, where the listener was goes before where the address led to
  if (placeOfAddress() !== null) history.replaceState(null, "", location.href.split("#")[0]);
});
audio.addEventListener("pause", keepPlace);
audio.addEventListener("seeked", keepPlace);
audio.addEventListener("ended", () => {
  kept.remove(placeName);
  begun = false;
  say(words("ended"));
});
audio.addEventListener("timeupdate", () => {
  if (!audio.paused && Date.now() - lastKept > 3000) {
    lastKept = Date.now();
    keepPlace();
  }
});
addEventListener("pagehide", keepPlace);
addEventListener("hashchange", goToAddress);
