// One cell of the entry grid: its field, what the server last held (`semula`), and its state in words.
const KATA = { menyimpan: "menyimpan", tersimpan: "tersimpan" };
const TANYA = ["galat", "ambigu", "bentrok"]; // states that wait for the person

export const wholeNumbers = (text) => text.replaceAll(".", ""); // only for texts the server wrote: dots are thousands

export class Sel {
  constructor(field) {
    const dash = field.name.indexOf("-");
    this.field = field;
    this.nama = field.name;
    this.baris = field.name.slice(0, dash);
    this.kolom = field.name.slice(dash + 1);
    this.angka = field.matches(".f input");
    this.seen = field.form.elements[`~${field.name}`] ?? null;
    this.semula = this.seen?.value ?? "";
    this.sama = null; // a typed text still in the field that the server reads as what it holds: "12,50" for 12,5
    if (this.angka) {
      field.addEventListener("focus", () => this.bare());
      field.addEventListener("blur", () => this.dressed());
    }
  }

  get teks() {
    return this.field.value.trim();
  }

  // The name of the row, for sentences outside the table.
  get judul() {
    const row = document.getElementById(`${this.baris}n`)?.textContent;
    return row ?? this.field.labels[0].textContent;
  }

  get berubah() {
    const same = [this.semula, this.sama, this.angka ? wholeNumbers(this.semula) : null];
    return !same.includes(this.teks);
  }

  // While a figure is being edited it has no dots, so that 1.250 changed to 1251 is not asked about.
  bare() {
    if (this.field.value === this.semula && this.semula.includes(".")) {
      this.field.value = wholeNumbers(this.semula);
      this.field.select();
    }
  }

  dressed() {
    if (this.berubah) return;
    this.field.value = this.semula;
    this.sama = null; // typed anew, "1.250" is asked about anew
  }

  set(text) {
    this.field.value = text;
  }

  // Take over what the server now holds; `sent` is the text it answers.
  store(tampil, sent) {
    this.semula = tampil;
    this.sama = sent;
    if (!this.seen) {
      this.seen = document.createElement("input");
      this.seen.type = "hidden";
      this.seen.name = `~${this.nama}`;
      this.field.after(this.seen);
    }
    this.seen.value = tampil;
    if (this.teks !== sent) return;
    if (document.activeElement !== this.field) this.dressed();
    else if (this.angka && tampil.includes(".")) this.field.value = wholeNumbers(tampil);
  }

  restore() {
    this.field.value = this.semula;
    this.show("");
  }

  // Say how the cell stands; `buttons` are [label, action] pairs of a question.
  show(status, sentence = KATA[status] ?? "", buttons = []) {
    const id = `${this.nama}-s`;
    document.getElementById(id)?.remove();
    this.status = status;
    const asks = TANYA.includes(status);
    if (asks) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
    if (!status) {
      this.field.removeAttribute("aria-describedby");
      return;
    }
    const box = document.createElement("div");
    box.className = `s ${status}${asks ? " tanya" : ""}`;
    box.id = id;
    box.append(Object.assign(document.createElement("p"), { textContent: sentence }));
    if (buttons.length) {
      const group = document.createElement("div");
      for (const [label, action] of buttons) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = label;
        button.setAttribute("aria-describedby", `${this.baris}n`);
        button.addEventListener("click", () => {
          action();
          this.field.focus();
        });
        group.append(button);
      }
      box.append(group);
    }
    const wide = asks && this.field.closest("tbody")?.querySelector(".t td"); // a sentence needs the width of the row
    if (wide && this.field.closest(".f")) wide.prepend(box);
    else (this.seen ?? this.field).after(box);
    this.field.setAttribute("aria-describedby", id);
  }
}
