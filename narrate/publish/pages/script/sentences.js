// Every sentence with the time of its words, in seconds of the episode.
const sentences = [...document.querySelectorAll("[data-t]")].map(readSentence);
const chapters = data.chapters.map(([start, title], index) => ({
  index, start, title, number: index + 1,
  end: index + 1 < data.chapters.length ? data.chapters[index + 1][0] : data.duration,
}));

function readSentence(element, index) {
  const [start, ...spans] = element.dataset.t.split(" ");
  let time = Number(start);
  const told = spans.map((span) => {
    const [length, count = 1] = span.split("x").map(Number);
    const word = { start: time / 1000, end: (time + length) / 1000, count };
    time += length;
    return word;
  });
  return {
    element, index, words: told, start: Number(start) / 1000, end: time / 1000,
    text: element.textContent, aside: element.closest("[data-skip]"),
  };
}

// The last of a row that has begun at a time; undefined before the first.
function lastBegun(row, time) {
  let low = 0, high = row.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle].start <= time + 0.0005) low = middle + 1;
    else high = middle;
  }
  return row[low - 1];
}

const sentenceAt = (time) => lastBegun(sentences, time);
const chapterAt = (time) => lastBegun(chapters, time) || chapters[0];

// The word that sounds; none in the silence after a sentence.
function wordAt(sentence, time) {
  return time < sentence.end ? lastBegun(sentence.words, time) : undefined;
}

// Where a word stands in the text, as a range.
function rangeOf(sentence, word) {
  const before = sentence.words.slice(0, sentence.words.indexOf(word));
  const first = before.reduce((sum, { count }) => sum + count, 0);
  const found = [...sentence.text.matchAll(/\S+/g)].slice(first, first + word.count);
  if (!found.length) return null;
  const last = found[found.length - 1];
  const range = document.createRange();
  range.setStart(...placeIn(sentence.element, found[0].index));
  range.setEnd(...placeIn(sentence.element, last.index + last[0].length));
  return range;
}

function placeIn(element, offset) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (offset > node.length) {
    offset -= node.length;
    node = walker.nextNode();
  }
  return [node, offset];
}
