// The entry grid: keyboard, autosave, paste, drafts and the side panel. The page works without any of it.
import { Ketikan } from "./isian-ketikan.js";
import { Panel } from "./isian-panel.js";
import { Sel } from "./isian-sel.js";
import { Penyimpan } from "./isian-simpan.js";
import { readBlock, Tempelan } from "./isian-tempel.js";

const form = document.getElementById("lembar");
const byId = (id) => document.getElementById(id);
const grid = [...form.querySelectorAll(".kisi .f :is(input, select)")].filter((field) => field.id);
const cells = new Map(
  [...grid, ...form.querySelectorAll("textarea")].map((field) => [field.name, new Sel(field)]),
);
const drafts = new Ketikan(form.dataset.pengguna, location.pathname);
const clock = (time = new Date()) => `${String(time.getHours()).padStart(2, "0")}.${String(time.getMinutes()).padStart(2, "0")}`;
const tellAloud = (text) => {
  byId("kabar").textContent = text;
};
let leaving = false;

// A line above the sheet with what happened and what can be done about it; one of each kind.
const strip = (kind, sentence, actions, list = []) => {
  byId(`pita-${kind}`)?.remove();
  const box = document.createElement("div");
  box.className = "pita";
  box.id = `pita-${kind}`;
  box.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = sentence;
  box.append(text);
  if (list.length) {
    const items = document.createElement("ul");
    for (const each of list) items.append(Object.assign(document.createElement("li"), { textContent: each }));
    box.append(items);
  }
  for (const [label, action] of actions) {
    const button = document.createElement(typeof action === "string" ? "a" : "button");
    button.textContent = label;
    if (typeof action === "string") Object.assign(button, { href: action, target: "_blank", className: "tombol" });
    else {
      button.type = "button";
      button.addEventListener("click", () => {
        if (action() !== false) box.remove();
      });
    }
    box.append(button);
  }
  byId("kaki").prepend(box);
  return box;
};

// Saving -------------------------------------------------------------------------------------------------------

let savedAt = "";
const showState = () => {
  const unsaved = saver.unsaved.length;
  const word = saver.sending ? "Menyimpan …" : savedAt && `Semua tersimpan, ${savedAt}.`;
  byId("keadaan-simpan").textContent = unsaved && !saver.sending ? `${unsaved} isian belum tersimpan.` : word;
};

const showRow = (baris, data) => {
  const row = byId(baris);
  if (!row) return;
  row.classList.toggle("terisi", data.terisi);
  const put = (cell, [text, reason]) => {
    cell.textContent = text;
    if (reason) cell.append(Object.assign(document.createElement("small"), { textContent: reason }));
  };
  put(row.querySelector(".d"), data.sampai);
  if (row.querySelector(".tt")) put(row.querySelector(".tt"), data.target);
  data.persen.forEach((each, n) => put(row.querySelector(`.p${n + 1}`), each));
  row.querySelector(".w")?.remove();
  if (data.peringatan.length) {
    const list = document.createElement("ul");
    list.className = "w";
    for (const each of data.peringatan) list.append(Object.assign(document.createElement("li"), { textContent: each }));
    row.querySelector(".t td").append(list);
  }
  const lacking = document.querySelector(`#kurang [data-baris="${baris}"]`);
  if (lacking && data.kurang) lacking.lastElementChild.textContent = data.kurang;
  else lacking?.remove();
};

const saver = new Penyimpan({
  form,
  url: `${form.getAttribute("action")}simpan/`,
  cells,
  drafts,
  tell: {
    state: showState,
    answer(data) {
      for (const [baris, row] of Object.entries(data.baris)) showRow(baris, row);
      savedAt = clock();
      byId("kemajuan").textContent = data.kemajuan;
      byId("berikutnya").textContent = data.kurang ? `lengkapi ${data.kurang} baris, lalu ajukan.` : "semua lengkap; ajukan laporan ini.";
      byId("berikut").hidden = !nextEmpty(0);
      byId("pita-masuk")?.remove();
      const asked = data.hasil.filter((each) => each.status !== "tersimpan").length;
      tellAloud(`${data.hasil.length - asked} isian tersimpan${asked ? `, ${asked} perlu dilihat` : ""}. ${data.kemajuan}.`);
    },
    ended(sentence) {
      strip("masuk", `${sentence} Ketikan Anda disimpan di komputer ini dan dikirim sesudah Anda masuk lagi.`, [
        ["Masuk lagi di jendela baru", location.pathname],
        ["Kirim ulang", () => saver.again()],
      ]);
    },
    closed(sentence) {
      strip("tutup", `${sentence} Ketikan Anda tetap disimpan di komputer ini.`, [["Muat ulang", () => location.reload()]]);
    },
  },
});

form.addEventListener("input", ({ target }) => {
  const sel = cells.get(target.name);
  if (sel) saver.typed(sel);
});
form.addEventListener("change", ({ target }) => {
  const sel = cells.get(target.name);
  if (sel?.berubah) saver.flush();
});
window.addEventListener("beforeunload", (event) => {
  if (!leaving && (saver.sending || saver.unsaved.length)) event.preventDefault();
});

// Moving -------------------------------------------------------------------------------------------------------

const bodyOf = (field) => field.closest("tbody");
const fieldsOf = (body) => [...body.querySelectorAll(".f :is(input, select)")].filter((field) => field.id);
const placeOf = (field) => fieldsOf(bodyOf(field)).indexOf(field);
const enter = (field) => {
  if (!field) return;
  field.focus();
  field.select?.();
};

// Go to the row above or below in the same column of parts, over the end of one table into the next.
const step = (field, by) => {
  const bodies = [...new Set(grid.map(bodyOf))];
  const body = bodies[bodies.indexOf(bodyOf(field)) + by];
  if (body) enter(fieldsOf(body)[placeOf(field)] ?? fieldsOf(body)[0]);
};
const beside = (field, by) => enter(grid[grid.indexOf(field) + by]);

const KEYS = {
  Enter: (field, event) => step(field, event.shiftKey ? -1 : 1),
  ArrowDown: (field) => step(field, 1),
  ArrowUp: (field) => step(field, -1),
  ArrowLeft: (field) => field.selectionStart === 0 && field.selectionEnd === 0 && beside(field, -1),
  ArrowRight: (field) => field.selectionStart === field.value.length && beside(field, 1),
};
form.addEventListener("keydown", (event) => {
  const sel = cells.get(event.target.name);
  if (!sel || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape" && sel.berubah) {
    sel.restore();
    saver.typed(sel);
    event.preventDefault();
    return;
  }
  if (!grid.includes(sel.field)) return;
  const isSelect = sel.field.tagName === "SELECT";
  const action = isSelect && event.key.startsWith("Arrow") ? null : KEYS[event.key];
  if (action && action(sel.field, event) !== false) event.preventDefault();
});

const nextEmpty = (from) =>
  [...grid.slice(from), ...grid.slice(0, from)].find((field) => !field.value && !bodyOf(field).classList.contains("lewat"));
byId("berikut").addEventListener("click", (event) => {
  event.preventDefault();
  const here = grid.indexOf(document.activeElement);
  enter(nextEmpty(here + 1));
});

// Shortcuts ----------------------------------------------------------------------------------------------------

const write = (sel, text, how) => {
  sel.set(text);
  saver.typed(sel, { ...how, now: true });
};
form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name]");
  if (button?.name === "nihil") {
    event.preventDefault();
    const [first] = fieldsOf(bodyOf(button));
    const words = cells.get(`${button.value}-keterangan`);
    write(cells.get(first.name), "0", { cara: "nihil" });
    if (!words.teks) write(words, "Nihil", { cara: "nihil" });
  }
  if (button?.name === "salin") {
    event.preventDefault();
    const copies = [...document.querySelectorAll("#salin-lalu [data-sel]")].map((item) => [cells.get(item.dataset.sel), item.dataset.teks]);
    const empty = copies.filter(([sel]) => !sel.teks);
    for (const [sel, text] of empty) write(sel, text, { bacaan: "ribuan", cara: "salin" });
    byId("salin-lalu").open = false;
    offerUndo(`${empty.length} angka disalin dari triwulan lalu; periksa lagi.`, empty.map(([sel]) => ({ sel, before: "" })));
  }
});

// Submitting waits for the last save; what cannot be stored is shown instead.
form.addEventListener("submit", (event) => {
  if (leaving) return;
  leaving = !saver.sending && !saver.unsaved.length;
  if (leaving) return;
  event.preventDefault();
  finish(event.submitter);
});
const finish = async (submitter) => {
  saver.again();
  await saver.settle();
  const [first] = saver.unsaved;
  if (first) {
    tellAloud("Belum dapat dilanjutkan: masih ada isian yang belum tersimpan.");
    first.field.closest("details")?.setAttribute("open", "");
    first.field.focus();
    return;
  }
  leaving = true;
  setTimeout(() => form.requestSubmit(submitter)); // never inside the event it answers: the browser would ignore it
};

// Pasting ------------------------------------------------------------------------------------------------------

const paste = new Tempelan({
  dialog: byId("tempel"),
  saver,
  fields: (body) => [...fieldsOf(body), body.querySelector("textarea")].map((field) => cells.get(field.name)),
  done: (written) => offerUndo(`${written.length} isian ditempel.`, written),
});
const offerUndo = (sentence, written) => strip("urung", sentence, [["Urungkan", () => paste.undo(written)], ["Tutup", () => true]]);

form.addEventListener("paste", (event) => {
  if (!grid.includes(event.target)) return;
  const block = readBlock(event.clipboardData.getData("text/plain"));
  if (block.length === 1 && block[0].length === 1) return; // one value: as anywhere else
  event.preventDefault();
  const body = bodyOf(event.target);
  const rows = [...new Set(grid.filter((field) => field.closest("table") === body.closest("table")).map(bodyOf))];
  paste.open(block, rows.slice(rows.indexOf(body)), placeOf(event.target));
});

// What a lost connection, an ended session or a restart left behind ----------------------------------------------

const offerDrafts = () => {
  const left = new Map();
  for (const [nama, entry] of drafts.all()) {
    if (cells.get(nama)?.semula === entry.teks) drafts.drop(nama);
    else left.set(nama, entry);
  }
  if (!left.size) return;
  const since = new Date(Math.min(...[...left.values()].map((entry) => entry.waktu)));
  const today = since.toDateString() === new Date().toDateString();
  const moment = today ? clock(since) : `${since.getDate()}/${since.getMonth() + 1}/${since.getFullYear()} ${clock(since)}`;
  strip(
    "ketikan",
    `${left.size} isian belum tersimpan dari ${moment}.`,
    [
      ["Pakai", () => useDrafts(left)],
      ["Buang", () => [...left.keys()].forEach((nama) => drafts.drop(nama))],
    ],
    [...left.values()].map((entry) => `${entry.judul}: ${entry.teks || "kosong"}`),
  );
};
const useDrafts = (left) => {
  for (const [nama, entry] of left) {
    const sel = cells.get(nama);
    if (!sel) continue;
    sel.semula = entry.semula; // what was seen while typing: a change by others since then is a conflict
    write(sel, entry.teks, {});
  }
};

// A link to a keterangan opens the row it is in.
document.addEventListener("click", (event) => {
  const target = event.target.closest("a[href^='#']") && byId(event.target.closest("a").hash.slice(1));
  target?.closest("details")?.setAttribute("open", "");
  if (cells.has(target?.name)) {
    event.preventDefault();
    enter(target);
  }
});

byId("simpan").hidden = true;
byId("lembar").classList.add("hidup");
const panel = new Panel(byId("panel"), () => {});
form.addEventListener("click", (event) => {
  const link = event.target.closest(".u a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  panel.open(link);
});
// Fields a post brought back unsaved are asked about as if typed just now.
for (const sel of saver.unsaved) {
  const asked = byId(`${sel.nama}-s`);
  if (asked?.classList.contains("bentrok")) {
    saver.conflict(sel, { tampil: sel.semula, pesan: asked.querySelector("p").textContent }, sel.teks);
  } else saver.typed(sel, { now: true });
}
byId("galat")?.focus();
offerDrafts();
showState();
