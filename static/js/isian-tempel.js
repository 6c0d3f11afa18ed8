// Paste of a block copied from a spreadsheet: shown first with how it reads, then written, and undone at a touch.

// Read the tab-separated text a spreadsheet puts on the clipboard; a quoted field may hold tabs and line ends.
export const readBlock = (text) => {
  const rows = [[]];
  let value = "";
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (quoted && character === '"' && text[i + 1] === '"') {
      value += '"';
      i += 1;
    } else if (character === '"' && (quoted || value === "")) quoted = !quoted;
    else if (!quoted && (character === "\t" || character === "\n")) {
      rows.at(-1).push(value);
      value = "";
      if (character === "\n") rows.push([]);
    } else if (character !== "\r" || quoted) value += character;
  }
  rows.at(-1).push(value);
  while (rows.length > 1 && rows.at(-1).every((each) => !each.trim())) rows.pop();
  return rows.map((row) => row.map((each) => each.trim()));
};

const element = (name, text = "", attributes = {}) => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

export class Tempelan {
  // `rows` are the bodies of one table from the pasted cell on; `fields(row)` its cells in the order of columns.
  constructor({ dialog, saver, fields, done }) {
    Object.assign(this, { dialog, saver, fields, done });
  }

  async open(block, rows, column) {
    const due = rows.filter((row) => !row.classList.contains("lewat"));
    this.skip = due.length !== rows.length && block.length <= due.length && !rows[0].classList.contains("lewat");
    this.bacaan = "";
    Object.assign(this, { block, rows, due, column });
    this.results = new Map();
    this.draw();
    this.dialog.showModal();
    await this.ask();
  }

  // Pair each pasted text with a cell; blanks are left out, so that a gap in the sheet erases nothing.
  pairs() {
    const rows = this.skip ? this.due : this.rows;
    return this.block.flatMap((texts, n) => {
      const cells = rows[n] ? this.fields(rows[n]).slice(this.column) : [];
      return texts.map((teks, place) => ({ teks, sel: cells[place] ?? null })).filter((pair) => pair.teks);
    });
  }

  async ask() {
    const wanted = this.pairs().filter((pair) => pair.sel);
    const entries = new Map(wanted.map(({ sel, teks }) => [sel.nama, { teks, bacaan: this.bacaan }]));
    try {
      this.results = entries.size ? await this.saver.preview(entries) : new Map();
    } catch {
      this.results = null; // no connection: written unseen, read when it comes back
    }
    if (this.dialog.open) this.draw();
  }

  usable() {
    const bad = new Set(["galat", "ambigu"]);
    return this.pairs().filter(({ sel }) => sel && !bad.has(this.results?.get(sel.nama)?.status));
  }

  draw() {
    const usable = this.usable();
    const pairs = this.pairs();
    const title = element("h2", `Tempel ${usable.length} isian ke bawah?`, { id: "tempel-judul" });
    const table = element("table", "", { class: "ringkas" });
    const head = table.createTHead().insertRow();
    for (const text of ["Baris", "Sekarang", "Ditempel", "Terbaca"]) head.append(element("th", text, { scope: "col" }));
    const body = table.createTBody();
    for (const { sel, teks } of pairs) {
      const row = body.insertRow();
      const name = sel ? sel.judul : "tidak ada baris atau kolomnya";
      for (const text of [name, sel?.semula || "–", teks, this.reading(sel)]) row.append(element("td", text));
    }
    const paste = element("button", `Tempel ${usable.length} isian`, { type: "button", class: "utama" });
    paste.disabled = !usable.length;
    paste.addEventListener("click", () => this.write());
    const cancel = element("button", "Batal", { type: "button" });
    cancel.addEventListener("click", () => this.dialog.close());
    const buttons = element("p");
    buttons.append(paste, " ", cancel);
    const scroll = element("div", "", { class: "gulir", tabindex: "0", role: "region", "aria-label": "Isi tempelan" });
    scroll.append(table);
    const note = element("p", "Sel kosong dan yang tidak terbaca dilewati; isian lama pada sel lain diganti.");
    this.dialog.replaceChildren(title, note, ...this.choices(), buttons, scroll);
    (usable.length ? paste : cancel).focus();
  }

  reading(sel) {
    if (!sel) return "dilewati";
    if (!this.results) return "dibaca saat tersambung lagi";
    const result = this.results.get(sel.nama);
    if (!result) return "…";
    if (result.status === "tersimpan") return result.tampil;
    return result.status === "bentrok" ? result.pesan : `dilewati: ${result.pesan}`;
  }

  // Offer to leave out rows that are not due, and ask once for the whole block what a dot means.
  choices() {
    const found = [];
    if (this.due.length !== this.rows.length) {
      found.push(this.tick("checkbox", "Lewati baris yang tidak wajib triwulan ini", this.skip, (on) => {
        this.skip = on;
      }));
    }
    const asked = this.bacaan || [...(this.results?.values() ?? [])].some((each) => each.status === "ambigu");
    if (asked) {
      const group = element("fieldset", "", { class: "pilihan" });
      group.append(element("legend", "Titik pada angka seperti 1.250 berarti"));
      for (const [bacaan, text] of [["ribuan", "ribuan: 1250"], ["desimal", "desimal: 1,25"]]) {
        group.append(this.tick("radio", text, this.bacaan === bacaan, () => {
          this.bacaan = bacaan;
        }));
      }
      found.push(group);
    }
    return found;
  }

  tick(type, text, on, change) {
    const label = element("label", "", { class: "pilihan" });
    const input = element("input", "", { type, name: "tempel-pilihan" });
    input.checked = on;
    input.addEventListener("change", () => {
      change(input.checked);
      this.results = new Map();
      this.ask();
    });
    label.append(input, text);
    return label;
  }

  write() {
    const written = this.usable().map(({ sel, teks }) => ({ sel, teks, before: sel.teks }));
    this.dialog.close();
    for (const { sel, teks } of written) {
      sel.set(teks);
      this.saver.typed(sel, { bacaan: this.bacaan, cara: "tempel", now: true });
    }
    this.done(written);
  }

  undo(written) {
    for (const { sel, before } of written) {
      sel.set(before);
      this.saver.typed(sel, { bacaan: "ribuan", cara: "urung", now: true }); // as written by us: dots are thousands
    }
  }
}
