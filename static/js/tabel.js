// Tabel 4.2: fold and unfold a program, and search. Without JavaScript everything simply stays visible.
const table = document.getElementById("tabel-4.2");

if (table) {
  const rows = [...table.tBodies[0].rows];
  const closed = new Set();
  let words = "";

  const programOf = (row) => (row.dataset.key.match(/^\d\.\d{2}\.\d{2}/) || [""])[0];
  const show = () => {
    for (const row of rows) {
      const folded = closed.has(programOf(row)) && !row.classList.contains("lv-program");
      row.hidden = words ? !row.textContent.toLowerCase().includes(words) : folded;
    }
  };

  for (const row of rows.filter((r) => r.classList.contains("lv-program"))) {
    const button = document.createElement("button");
    const name = row.cells[1].textContent;
    const label = (open) => {
      button.textContent = open ? "−" : "+";
      button.setAttribute("aria-expanded", String(open));
      button.setAttribute("aria-label", `${open ? "Lipat" : "Buka"} ${name}`);
    };
    button.type = "button";
    button.className = "lipat";
    button.addEventListener("click", () => {
      const open = closed.delete(row.dataset.key);
      if (!open) closed.add(row.dataset.key);
      label(open);
      show();
    });
    label(true);
    row.cells[1].prepend(button);
  }

  const search = document.createElement("input");
  search.type = "search";
  search.id = "cari";
  search.addEventListener("input", () => {
    words = search.value.trim().toLowerCase();
    show();
  });
  const label = document.createElement("label");
  label.htmlFor = "cari";
  label.textContent = "Cari dalam tabel";
  const box = document.createElement("span");
  box.append(label, search);
  document.querySelector(".saring").prepend(box);
}
