// Typed texts not yet stored, kept in this browser by user and place until the server has them.
export class Ketikan {
  constructor(user, path) {
    this.start = `isian|${user}|${path}|`;
  }

  keep(sel) {
    try {
      const entry = { teks: sel.teks, semula: sel.semula, judul: sel.judul, waktu: Date.now() };
      localStorage.setItem(this.start + sel.nama, JSON.stringify(entry));
    } catch {
      // A full or forbidden store: the page itself still holds the text and warns before it is left.
    }
  }

  drop(nama) {
    try {
      localStorage.removeItem(this.start + nama);
    } catch {
      // Nothing was kept.
    }
  }

  // All kept texts by the name of their cell.
  all() {
    const found = new Map();
    try {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(this.start))) {
        found.set(key.slice(this.start.length), JSON.parse(localStorage.getItem(key)));
      }
    } catch {
      // Unreadable entries cannot be offered.
    }
    return found;
  }
}
