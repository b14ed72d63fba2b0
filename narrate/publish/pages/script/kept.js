// What a browser keeps of this page. In a private window it may refuse; then nothing is kept.
const kept = {
  read(name) {
    try {
      return JSON.parse(localStorage.getItem(`hoorstuk/${name}`));
    } catch {
      return null;
    }
  },
  write(name, value) {
    try {
      localStorage.setItem(`hoorstuk/${name}`, JSON.stringify(value));
    } catch {
      // there is no room, or none is given
    }
  },
  remove(name) {
    try {
      localStorage.removeItem(`hoorstuk/${name}`);
    } catch {
      // as above
    }
  },
};
