// Kemudahan pada papan: salin pengingat, dan centang semua. Tanpa skrip ini halaman tetap lengkap.
(function () {
  "use strict";

  document.querySelectorAll("textarea[data-salin]").forEach(function (kotak) {
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.textContent = "Salin pengingat";
    const kabar = document.createElement("span");
    kabar.setAttribute("role", "status");
    tombol.addEventListener("click", function () {
      kotak.select();
      const selesai = function () { kabar.textContent = " Tersalin."; };
      // Di luar HTTPS papan klip modern tidak ada; kantor sering memakai alamat LAN.
      if (navigator.clipboard) navigator.clipboard.writeText(kotak.value).then(selesai, cadangan);
      else cadangan();
      function cadangan() {
        if (document.execCommand("copy")) selesai();
        else kabar.textContent = " Tekan Ctrl+C untuk menyalin.";
      }
    });
    kotak.after(tombol, kabar);
  });

  const papan = document.querySelector("#papan");
  const kotak = papan ? papan.querySelectorAll("input[type=checkbox]") : [];
  if (kotak.length > 1) {
    const semua = document.createElement("button");
    semua.type = "button";
    semua.textContent = "Centang semua";
    semua.addEventListener("click", function () {
      const centang = Array.from(kotak).some(function (k) { return !k.checked; });
      kotak.forEach(function (k) { k.checked = centang; });
      semua.textContent = centang ? "Hapus centang" : "Centang semua";
    });
    papan.querySelector(".baris-tombol").append(semua);
  }
})();
