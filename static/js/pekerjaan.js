// Progress of background work: asks once a second, and shows the finished page as soon as there is one.
const place = document.querySelector("[data-alamat]");

async function look() {
  try {
    const answer = await fetch(place.dataset.alamat, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const state = await answer.json();
    if (state.berakhir) {
      location.reload();
      return;
    }
    const bar = place.querySelector("progress");
    bar.max = state.semua || 1;
    bar.value = state.selesai;
    place.querySelector("h2").textContent = state.status;
    place.querySelector(".hitung").textContent = `${state.selesai} dari ${state.semua}`;
    place.querySelector(".sedang").textContent = state.sedang ? `; terakhir selesai ${state.sedang}` : "";
  } catch {
    place.querySelector("h2").textContent = "Sambungan terputus, mencoba lagi";
  }
  setTimeout(look, 1000);
}

if (place) setTimeout(look, 1000);
