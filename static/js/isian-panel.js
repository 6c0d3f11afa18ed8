// The side panel of a row: the page of the row, fetched into a drawer. Without JavaScript its link opens the page.
export class Panel {
  constructor(dialog, changed) {
    this.dialog = dialog;
    this.changed = changed;
    dialog.addEventListener("submit", (event) => this.send(event));
  }

  async open(link) {
    try {
      this.show(await (await this.fetch(link.href)).text());
    } catch {
      window.open(link.href); // the browser itself says what is wrong
    }
  }

  async fetch(url, options = {}) {
    const response = await fetch(url, { redirect: "manual", headers: { "X-Requested-With": "fetch" }, ...options });
    const refused = response.status === 409; // the panel itself says why
    if (!response.ok && !refused) throw new Error(String(response.status));
    return response;
  }

  show(html) {
    const part = new DOMParser().parseFromString(html, "text/html");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "tutup";
    close.textContent = "Tutup";
    close.addEventListener("click", () => this.dialog.close());
    this.dialog.replaceChildren(close, ...part.body.childNodes);
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }

  // Evidence is attached and taken off without leaving the sheet; the answer is the panel as it then stands.
  async send(event) {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const response = await this.fetch(form.action, { method: "POST", body: new FormData(form) });
      this.show(await response.text());
      this.changed();
    } catch {
      button.disabled = false;
      form.submit(); // falls back on the page of the row
    }
  }
}
