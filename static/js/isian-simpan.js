// Autosave: changed cells wait in a queue, go in batches, and are tried again until the server has answered.
const JEDA = 2500; // ms of rest while still typing in a cell; leaving it saves at once
const BATAS = 20000; // ms until an unanswered request counts as lost
const ULANG = [2000, 4000, 8000, 16000, 30000];
const SATU_KALI = 400; // cells
const DISIMPAN = "belum tersimpan, ketikan ada di komputer ini";
const ended = (sentence) =>
  Object.assign(new Error("masuk"), { ended: sentence || "Sesi Anda sudah berakhir.", cell: DISIMPAN });

export class Penyimpan {
  // `tell` hears: answer(data), state(), ended(sentence), closed(sentence).
  constructor({ form, url, cells, drafts, tell }) {
    Object.assign(this, { form, url, cells, drafts, tell });
    this.queue = new Map(); // name of a cell > { bacaan, cara }
    this.sending = false;
    this.tries = 0;
    this.stopped = ""; // why nothing is sent: "masuk" or "tutup"
    window.addEventListener("online", () => this.again());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.again();
      else this.flush();
    });
  }

  get unsaved() {
    return [...this.cells.values()].filter((sel) => sel.berubah);
  }

  // A cell was typed in: keep the text here at once, send it soon.
  typed(sel, { bacaan = "", cara = "isian", now = false } = {}) {
    if (!sel.berubah) {
      this.queue.delete(sel.nama);
      this.drafts.drop(sel.nama);
      if (!this.sending) sel.show("");
      this.tell.state();
      return;
    }
    this.drafts.keep(sel);
    this.queue.set(sel.nama, { bacaan, cara });
    if (sel.status) sel.show("");
    this.tell.state();
    this.schedule(now ? 0 : JEDA);
  }

  schedule(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
  }

  again() {
    if (this.stopped === "tutup") return;
    this.stopped = "";
    this.tries = 0;
    if (this.queue.size) this.schedule(0);
  }

  // Send everything and wait until all is answered or it cannot go on.
  async settle() {
    while (this.queue.size && !this.stopped && this.tries < 2) {
      await this.flush();
      if (this.sending) await new Promise((done) => setTimeout(done, 100));
    }
    while (this.sending) await new Promise((done) => setTimeout(done, 100));
  }

  async flush() {
    clearTimeout(this.timer);
    if (this.sending || this.stopped || !this.queue.size) return;
    const cara = this.queue.values().next().value.cara;
    const batch = [...this.queue].filter(([, entry]) => entry.cara === cara).slice(0, SATU_KALI);
    const sent = new Map(batch.map(([nama, entry]) => [nama, { ...entry, teks: this.cells.get(nama).teks }]));
    for (const nama of sent.keys()) {
      this.queue.delete(nama);
      this.cells.get(nama).show("menyimpan");
    }
    this.sending = true;
    this.tell.state();
    const data = await this.post({ sel: this.body(sent), cara }).catch((error) => this.failed(error, sent));
    this.sending = false;
    if (data) {
      this.tries = 0;
      for (const result of data.hasil) this.take(result, sent.get(`${result.baris}-${result.kolom}`).teks);
      this.tell.answer(data);
      if (this.queue.size) this.schedule(0);
    }
    this.tell.state();
  }

  body(entries) {
    return [...entries].map(([nama, { bacaan, teks }]) => {
      const { baris, kolom, semula } = this.cells.get(nama);
      return { baris, kolom, teks, semula, bacaan };
    });
  }

  // Ask how cells would read, without storing them.
  async preview(entries) {
    const data = await this.post({ sel: this.body(entries), cara: "tempel", coba: true });
    return new Map(data.hasil.map((result) => [`${result.baris}-${result.kolom}`, result]));
  }

  take(result, sent) {
    const sel = this.cells.get(`${result.baris}-${result.kolom}`);
    const typedOn = sel.teks !== sent;
    if (result.status === "tersimpan") {
      sel.store(result.tampil, sent);
      if (typedOn) return this.typed(sel);
      this.drafts.drop(sel.nama);
      const echo = sent && sent !== result.tampil ? `tersimpan: ${result.tampil || "kosong"}` : undefined;
      return sel.show("tersimpan", sel.angka ? echo : undefined);
    }
    if (typedOn) return this.typed(sel);
    if (result.status === "bentrok") return this.conflict(sel, result, sent);
    const buttons = result.pilihan.map(([bacaan, text]) => [
      `${text} (${bacaan})`,
      () => this.typed(sel, { bacaan, now: true }),
    ]);
    const word = result.status === "ambigu" ? "Perlu dipilih" : "Belum tersimpan";
    return sel.show(result.status, `${word}. ${result.pesan}`, buttons);
  }

  // Two people, one cell: both values are shown, and the person chooses.
  conflict(sel, result, sent) {
    sel.show("bentrok", result.pesan.startsWith("Bentrok") ? result.pesan : `Bentrok. ${result.pesan}`, [
      [`Pakai ketikan saya: ${sent || "kosong"}`, () => {
        sel.store(result.tampil, null);
        this.typed(sel, { bacaan: "", now: true });
      }],
      [`Pakai yang tersimpan: ${result.tampil || "kosong"}`, () => {
        sel.store(result.tampil, null);
        sel.set(result.tampil);
        sel.show("tersimpan");
        this.typed(sel);
      }],
    ]);
  }

  failed(error, sent) {
    for (const [nama, { bacaan, cara }] of sent) {
      if (!this.queue.has(nama)) this.queue.set(nama, { bacaan, cara });
      this.cells.get(nama).show("gagal", error.cell ?? "belum tersimpan, akan dicoba lagi");
    }
    if (error.ended !== undefined) {
      this.stopped = "masuk";
      this.tell.ended(error.ended);
    } else if (error.closed) {
      this.stopped = "tutup";
      this.tell.closed(error.closed);
    } else {
      const wait = ULANG[Math.min(this.tries, ULANG.length - 1)];
      this.tries += 1;
      this.schedule(wait * (0.8 + Math.random() * 0.4));
    }
  }

  // Post JSON; a token that went stale by signing in again is fetched anew, once.
  async post(data, fresh = false) {
    const response = await fetch(this.url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(BATAS),
      headers: {
        "Content-Type": "application/json",
        "X-Requested-With": "fetch",
        "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value,
      },
      body: JSON.stringify(data),
    });
    if (response.ok) return response.json();
    const sentence = await response.json().then((answer) => answer.galat ?? "", () => "");
    if (response.status === 401) throw ended(sentence);
    if (response.status === 403 && !fresh) {
      await this.refresh();
      return this.post(data, true);
    }
    if (response.type !== "opaqueredirect" && (response.status >= 500 || [408, 429].includes(response.status))) {
      throw new Error(`peladen menjawab ${response.status}`);
    }
    const closed = sentence || "Peladen menolak penyimpanan ini. Muat ulang halaman; ketikan Anda tidak hilang.";
    throw Object.assign(new Error("tutup"), { closed, cell: DISIMPAN });
  }

  // Take the token of the session there is now, if it is still the same person who is signed in.
  async refresh() {
    const response = await fetch(this.form.dataset.sesi, { headers: { "X-Requested-With": "fetch" } });
    const now = await response.json();
    if (!response.ok) throw ended(now.galat);
    if (now.pengguna !== this.form.dataset.pengguna) throw ended("Akun lain sedang masuk di peramban ini.");
    this.form.elements.csrfmiddlewaretoken.value = now.csrf;
  }
}
