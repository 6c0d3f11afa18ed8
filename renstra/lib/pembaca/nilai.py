"""Reads single cells: figures, dates, codes, choices, texts. What can be read in two ways is asked, never guessed.

Every reader raises `SelError` with a reason and a remedy. A question (`Tingkat.TANYA`) names its kind and its
answers; `jawaban` is the code of the answer a person gave, and one that does not fit the question is asked again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Context, Decimal

from renstra.lib.importing import Pilihan, SelError, Tingkat
from renstra.lib.numbers import BULAN, AngkaAmbiguError, AngkaError, format_number, parse_number
from renstra.lib.pembaca.buku import GALAT, PERSEN, RUMUS_TANPA_NILAI, Sel, plain_number
from renstra.lib.teks import key, plain_blanks, printable, storable

MAKS_DIGIT = 15
"""Excel, SQLite and a float keep no more."""
TAHUN_WAJAR = range(1950, 2101)
"""A date outside of it is a number that was formatted as a date, or a slip."""

_NOISE_DIGITS = 13
_LONGEST_FIGURE = 50
_UNSEEN = re.compile("[\u200c\u200d]")
_RUPIAH = re.compile(r"^-?\s*rp\.?\s*", re.IGNORECASE)
_LETTERS = str.maketrans("oOlI", "0011")
_LOOKS_LIKE_FIGURE = re.compile(r"-?[\d.,oOlI]*\d[\d.,oOlI]*|-?[oO]+(?:[.,][\doO]+)?")
_ONLY_O = re.compile(r"[oO]+")
_THREE_DECIMALS = re.compile(r"-?[1-9]\d{0,2},\d{3}")
_NUMERIC_CODE = re.compile(r"[\d.oOlI]*\d[\d.oOlI]*")
_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_IN_WORDS = re.compile(r"(\d{1,2}) ([a-z]+)\.? (\d{4})")
_MONTHS = {name.lower(): number for number, name in enumerate(BULAN, start=1)} | {
    "jan": 1, "feb": 2, "pebruari": 2, "peb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "ags": 8,
    "agt": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "nopember": 11, "des": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kode:
    """A code of the plan as text; `diperbaiki` when it was not written quite like this (the caller says so)."""

    teks: str
    diperbaiki: bool = False


def read_text(sel: Sel, *, wajib: bool = False, maks: int | None = None) -> str:
    """Return the text with plain blanks, its line breaks kept and its ends trimmed; `maks` in characters."""
    _require_whole(sel)
    if isinstance(sel.nilai, bool):
        raise SelError(f"Sel berisi {sel.teks}, bukan teks.", "Ketik ulang isinya sebagai teks.")
    if isinstance(sel.nilai, date):
        raise SelError(
            f"Sel berisi tanggal {sel.teks}, padahal kolom ini teks; mungkin Excel yang mengubahnya.",
            "Ubah format sel menjadi Teks, lalu ketik ulang isinya.",
        )
    if isinstance(sel.nilai, int | Decimal) and _digits(Decimal(sel.nilai)) > MAKS_DIGIT:
        raise SelError(
            f"Angka {sel.teks} lebih dari {MAKS_DIGIT} digit: Excel sudah membulatkan ujungnya.",
            "Ubah format sel menjadi Teks, lalu ketik ulang isinya.",
        )
    text = plain_blanks(sel.teks)
    if not storable(text) or not printable(text):
        raise SelError("Teks memuat huruf yang tidak dapat disimpan.", "Ketik ulang tanpa menyalinnya.")
    if wajib and not text:
        raise SelError("Sel ini kosong.", "Isi sel ini.")
    if maks is not None and len(text) > maks:
        raise SelError(f"Teks {len(text)} huruf, paling banyak {maks}.", "Ringkas teksnya.")
    return text


# Figures ------------------------------------------------------------------------------------------------------


def read_figure(
    sel: Sel, *, rupiah: bool = False, persen: bool = False, places: int = 4, jawaban: str | None = None
) -> Decimal | None:
    """Return the figure of a cell, None where nothing is stated (an empty cell or a dash).

    `persen`: the figure is a percentage, 91.5 for 91,5 %. `rupiah`: dots in a text are thousands. `places`:
    decimals at most. Asked are `ribuan` (1.250 in a text), `huruf_o` and `huruf_angka` (letters for digits),
    `pecahan_persen` (0,915 where percentages stand), `format_persen` (a percentage where none stand).
    """
    _require_whole(sel)
    if sel.kosong:
        return None
    if isinstance(sel.nilai, bool):
        raise SelError(f"Sel berisi {sel.teks}, bukan angka.", "Ketik angkanya, atau kosongkan sel.")
    if isinstance(sel.nilai, date):
        raise SelError(
            f"Sel berisi tanggal {sel.teks}, bukan angka; mungkin Excel yang mengubahnya.",
            "Ubah format sel menjadi Umum, lalu ketik ulang angkanya dengan koma desimal.",
        )
    if isinstance(sel.nilai, str):
        value = _figure_of_text(sel.nilai, rupiah, persen, jawaban)
    else:
        value = _figure_of_number(sel, _finite(Decimal(sel.nilai or 0)), persen, jawaban)
    return None if value is None else _fitting(value, places)


def _figure_of_number(sel: Sel, stored: Decimal, persen: bool, jawaban: str | None) -> Decimal:
    value = _without_noise(stored)
    if sel.format == PERSEN:
        if persen:
            return value * 100
        return _percent_question(
            "format_persen",
            f"Sel berformat persen ({sel.teks}), padahal angka ini bukan persen.",
            value,
            jawaban,
        )
    if persen and 0 < value <= 1:
        return _fraction_question(value, jawaban)
    return value


def _figure_of_text(raw: str, rupiah: bool, persen: bool, jawaban: str | None) -> Decimal | None:
    text = _UNSEEN.sub("", plain_blanks(raw))
    if text.endswith("%") and not persen and len(text) <= _LONGEST_FIGURE:
        raise SelError(
            f"“{text}” bertanda persen, padahal angka ini bukan persen.",
            "Hapus tanda persennya, atau periksa satuannya.",
        )
    bare = _RUPIAH.sub("", text.removesuffix("%").rstrip())
    if len(text) > _LONGEST_FIGURE:
        raise SelError(f"“{text[:_LONGEST_FIGURE]}…” bukan angka.", "Tulis angkanya saja, atau kosongkan sel.")
    if re.search("[oOlI]", bare) and _LOOKS_LIKE_FIGURE.fullmatch(bare):
        return _letters_question(text, bare, rupiah, jawaban)
    if rupiah and _THREE_DECIMALS.fullmatch(bare):
        raise SelError(
            f"“{text}” dapat dibaca ribuan atau pecahan rupiah.",
            f"Tulis {bare.replace(',', '.')} tanpa koma, atau {bare.replace(',', '')}.",
        )
    value = _parsed(text, rupiah, jawaban)
    if value is not None and persen and not text.endswith("%") and 0 < value < 1:
        return _fraction_question(value, jawaban)
    return value


def _parsed(text: str, rupiah: bool, jawaban: str | None) -> Decimal | None:
    try:
        return parse_number(text, thousands=rupiah)
    except AngkaAmbiguError as error:
        choices = tuple(zip(("ribuan", "desimal"), error.readings, strict=True))
        return _ask("ribuan", f"“{text}” dapat dibaca dua cara.", choices, jawaban)
    except AngkaError:
        raise SelError(
            f"“{text}” bukan angka.", "Tulis misalnya 1234,56 atau 1.234,56, atau kosongkan sel."
        ) from None


def _letters_question(text: str, bare: str, rupiah: bool, jawaban: str | None) -> Decimal | None:
    """Ask about a letter that is probably a digit: an o alone may be zero or nothing."""
    if _ONLY_O.fullmatch(bare):
        reason = f"“{text}” adalah huruf, bukan angka nol."
        return _ask("huruf_o", reason, (("nol", Decimal(0)), ("kosong", None)), jawaban)
    repaired = text.replace(bare, bare.translate(_LETTERS))
    try:
        readings: tuple[tuple[str, Decimal | None], ...] = (("angka", parse_number(repaired, thousands=rupiah)),)
    except AngkaAmbiguError as error:
        readings = tuple(zip(("ribuan", "desimal"), error.readings, strict=True))
    except AngkaError:
        raise SelError(f"“{text}” bukan angka.", "Ganti huruf o atau l dengan angka 0 atau 1.") from None
    return _ask("huruf_angka", f"“{text}” memuat huruf di antara angka.", readings, jawaban)


def _fraction_question(value: Decimal, jawaban: str | None) -> Decimal:
    reason = f"{plain_number(value)} di kolom persen dapat berarti {plain_number(value * 100)} % atau benar-benar "
    return _percent_question("pecahan_persen", f"{reason}{plain_number(value)} %.", value, jawaban)


def _percent_question(soal: str, reason: str, value: Decimal, jawaban: str | None) -> Decimal:
    answer = _ask(soal, reason, (("kali100", value * 100), ("apa_adanya", value)), jawaban)
    return value if answer is None else answer


def _ask(
    soal: str, reason: str, readings: tuple[tuple[str, Decimal | None], ...], jawaban: str | None
) -> Decimal | None:
    """Return the reading that was answered; else raise the question."""
    for code, reading in readings:
        if code == jawaban:
            return reading
    choices = tuple(
        Pilihan(code, "kosong (tidak diisi)" if reading is None else _unmistakable(reading))
        for code, reading in readings
    )
    raise SelError(
        reason, "Pilih yang dimaksud, atau perbaiki selnya.", tingkat=Tingkat.TANYA, soal=soal, pilihan=choices
    )


def _unmistakable(value: Decimal) -> str:
    """Write a reading so that it cannot be read in the other way: 1.250,00 or 1,25."""
    whole = value == value.to_integral_value()
    return format_number(value, 2) if whole and abs(value) >= 1000 else format_number(value)


def _without_noise(value: Decimal) -> Decimal:
    """Return the figure that was meant where a float holds its neighbour: 0.30000000000000004 is 0.3.

    Noise lies behind the 15th digit and leaves a clearly shorter figure; a long one stays as it is, to be refused.
    """
    if not value.is_finite() or _digits(value) <= MAKS_DIGIT:
        return value
    shorter = Context(prec=MAKS_DIGIT).plus(value).normalize()
    return shorter if _digits(shorter) <= _NOISE_DIGITS else value


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise SelError("Sel tidak berisi angka yang dapat dihitung.", "Ketik angkanya, atau kosongkan sel.")
    return value


def _fitting(value: Decimal, places: int) -> Decimal:
    """Return the figure without idle zeros; raises `SelError` when it cannot be kept exactly."""
    value = Decimal(format(value.normalize() + 0, "f"))
    if _decimals(value) > places:
        allowed = f"{places} angka di belakang koma" if places else "bilangan bulat"
        remedy = f"Bulatkan dengan ROUND(…;{places}) di Excel, atau ketik angkanya."
        raise SelError(f"{plain_number(value)} terlalu rinci; yang diterima paling banyak {allowed}.", remedy)
    if _digits(value) > MAKS_DIGIT:
        raise SelError(
            f"{plain_number(value)} lebih dari {MAKS_DIGIT} digit; ujungnya tidak tersimpan dengan pasti.",
            "Periksa angkanya atau satuannya.",
        )
    return value


def _digits(value: Decimal) -> int:
    """Return how many digits stand between the first and the last that is not an idle zero."""
    plain = format(abs(value), "f") if value.is_finite() else ""
    whole, _, fraction = plain.partition(".")
    return len((whole + fraction.rstrip("0")).lstrip("0"))


def _decimals(value: Decimal) -> int:
    return len(format(value, "f").partition(".")[2].rstrip("0"))


# Dates --------------------------------------------------------------------------------------------------------


def read_date(sel: Sel, *, wajib: bool = False) -> date | None:
    """Return the date of a cell; a text has the day first, and its year whole."""
    _require_whole(sel)
    if sel.kosong or plain_blanks(sel.teks) in ("-", "–", "—"):
        if wajib:
            raise SelError("Tanggal kosong.", "Isi tanggalnya, misalnya 31/03/2026.")
        return None
    if isinstance(sel.nilai, datetime):
        value: date | None = sel.nilai.date()
    elif isinstance(sel.nilai, date):
        value = sel.nilai
    else:
        value = _date_of_text(plain_blanks(sel.nilai)) if isinstance(sel.nilai, str) else None
    if value is None or value.year not in TAHUN_WAJAR:
        raise SelError(
            f"“{sel.teks}” bukan tanggal yang pasti.",
            "Tulis hari/bulan/tahun dengan tahun empat digit, misalnya 31/03/2026 atau 31 Maret 2026.",
        )
    return value


def _date_of_text(text: str) -> date | None:
    plain = " ".join(text.split()).lower()
    try:
        if found := _DAY_FIRST.fullmatch(plain):
            return date(int(found[4]), int(found[3]), int(found[1]))
        if found := _ISO.fullmatch(plain):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _IN_WORDS.fullmatch(plain)) and found[2] in _MONTHS:
            return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    except ValueError:
        return None  # 31 February
    return None


# Codes and choices --------------------------------------------------------------------------------------------


def read_code(sel: Sel, pola: re.Pattern[str] | None = None, *, jawaban: str | None = None) -> Kode:
    """Return a code such as 1.06.01.2.01, empty for an empty cell; `pola` is the shape of a whole code.

    Commas, blanks and a dot too many are repaired and reported. Asked are `huruf_kode` (o for 0) and `nol_kode`: a
    code that was typed as a number may have lost its last zero (1.1 for 1.10).
    """
    _require_whole(sel)
    if isinstance(sel.nilai, bool | date):
        raise SelError(
            f"Sel berisi {sel.teks}, bukan kode; mungkin Excel yang mengubahnya.",
            "Ubah format sel menjadi Teks, lalu ketik ulang kodenya.",
        )
    if isinstance(sel.nilai, int | Decimal):
        return _code_of_number(Decimal(sel.nilai), pola, jawaban)
    written = plain_blanks(sel.teks)
    text = re.sub(r"\s+", "", _UNSEEN.sub("", written)).replace(",", ".").strip(".")
    if len(text) > _LONGEST_FIGURE:
        raise SelError(f"“{written[:_LONGEST_FIGURE]}…” bukan kode.", "Tulis seperti 1.06.01.2.01.0001.")
    if not text or _fits(text, pola):
        return Kode(text, text != written)
    return _code_with_letters(written, text, pola, jawaban)


def _fits(text: str, pola: re.Pattern[str] | None) -> bool:
    if pola is not None:
        return pola.fullmatch(text) is not None
    return not (re.search("[oOlI]", text) and _NUMERIC_CODE.fullmatch(text))


def _code_with_letters(written: str, text: str, pola: re.Pattern[str] | None, jawaban: str | None) -> Kode:
    repaired = text.translate(_LETTERS)
    if repaired == text or not _fits(repaired, pola):
        raise SelError(f"“{written}” bukan kode yang lengkap.", "Tulis seperti 1.06.01.2.01.0001.")
    return _ask_code("huruf_kode", f"“{written}” memuat huruf di antara angka.", (repaired,), jawaban)


def _code_of_number(value: Decimal, pola: re.Pattern[str] | None, jawaban: str | None) -> Kode:
    text = format(_without_noise(value).normalize() + 0, "f") if value.is_finite() else "NaN"
    readings = (text, text + "0") if "." in text else (text,)
    fitting = tuple(each for each in readings if _fits(each, pola))
    if not fitting:
        raise SelError(
            f"Angka {plain_number(value)} bukan kode yang lengkap.", "Ubah format sel menjadi Teks, ketik ulang."
        )
    if "." not in text or (fitting[0] == text and (len(fitting) == 1 or len(text.partition(".")[2]) > 1)):
        return Kode(text)
    reason = f"Kode {text} diketik sebagai angka, sehingga nol di ujungnya dapat hilang."
    return _ask_code("nol_kode", reason, fitting, jawaban)


def _ask_code(soal: str, reason: str, readings: tuple[str, ...], jawaban: str | None) -> Kode:
    """Ask which code is meant; the answers are `kode`, `tambah_nol` and `apa_adanya`, so one may stand for all."""
    codes = {_answer(soal, each): each for each in readings}
    if jawaban in codes:
        return Kode(codes[jawaban], True)
    choices = tuple(Pilihan(code, each) for code, each in codes.items())
    raise SelError(
        reason, "Pilih yang dimaksud, atau perbaiki selnya.", tingkat=Tingkat.TANYA, soal=soal, pilihan=choices
    )


def _answer(soal: str, reading: str) -> str:
    if soal == "huruf_kode":
        return "kode"
    return "tambah_nol" if reading.endswith("0") else "apa_adanya"


def read_choice(sel: Sel, pilihan: Mapping[str, str], *, wajib: bool = True) -> str:
    """Return the code of a choice written by code or label; empty for an empty cell that is not `wajib`."""
    _require_whole(sel)
    text = plain_blanks(sel.teks)
    if not text and not wajib:
        return ""
    for code, label in pilihan.items():
        if key(text) and key(text) in (key(code), key(label)):
            return code
    reason = f"“{text}” bukan salah satu pilihan." if text else "Sel ini kosong."
    raise SelError(reason, f"Pilih salah satu: {', '.join(pilihan.values())}.")


def _require_whole(sel: Sel) -> None:
    """Refuse a cell whose value the file does not hold."""
    if sel.cacat == RUMUS_TANPA_NILAI:
        raise SelError(
            "Rumus di sel ini tersimpan tanpa hasilnya.",
            "Buka berkas di Excel, simpan, lalu kirim lagi; atau ganti rumus dengan angkanya.",
        )
    if sel.cacat == GALAT:
        raise SelError(f"Sel berisi galat {sel.teks}.", "Perbaiki rumusnya, atau ketik nilainya.")
