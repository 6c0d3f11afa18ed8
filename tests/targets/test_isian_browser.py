"""The entry grid in a real browser: keyboard, paste, autosave, and typed figures that survive whatever happens."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone

from targets.models import CatatanPemeriksa
from tests.targets.triwulan import Triwulan, colleague, open_quarter

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's thread
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = settings.DEMO_PASSWORD
POSISI = "1.06.04#1.1"
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""


@pytest.fixture
def quarter(transactional_db: None) -> Triwulan:
    """The live server sees only committed rows, and a transactional test empties the tables after itself."""
    return office("rehabilitasi-sosial")


def office(unit: str) -> Triwulan:
    from django.core.management import call_command

    call_command("load_renstra", verbosity=0)
    call_command("load_demo", "--tanpa-angka", verbosity=0)
    return open_quarter(unit)


@pytest.fixture
def context(chromium: Any) -> Iterator[Any]:
    made = chromium.new_context(viewport={"width": 1366, "height": 768})
    made.set_default_timeout(10_000)
    yield made
    made.close()


def sign_in(context: Any, server: str, quarter: Triwulan) -> Any:
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{server}/masuk/?next={quarter.url('isi')}")
    page.fill("#id_username", quarter.staf.username)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#lembar.hidup")
    return page


def open_again(context: Any, server: str, quarter: Triwulan) -> Any:
    """Open the sheet in a new window of a person who is still signed in."""
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{server}{quarter.url('isi')}")
    page.wait_for_selector("#lembar.hidup")
    return page


def assert_accessible(page: Any) -> None:
    results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert results.violations_count == 0, results.generate_report()


def type_into(page: Any, key: str, text: str, kolom: str = "nilai") -> None:
    page.click(f"#{key}-{kolom}")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def wait_state(page: Any, key: str, state: str, kolom: str = "nilai") -> str:
    return str(page.wait_for_selector(f"#{key}-{kolom}-s.{state}").text_content())


def test_the_page_is_accessible_wide_and_narrow_and_never_scrolls_sideways(
    context: Any, live_server: Any, quarter: Triwulan
) -> None:
    page = sign_in(context, live_server.url, quarter)
    for size in ({"width": 1366, "height": 768}, {"width": 683, "height": 384}, {"width": 390, "height": 844}):
        page.set_viewport_size(size)
        for details in page.locator("details").all()[:3]:
            details.evaluate("(each) => { each.open = true }")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_typed_figure_is_saved_on_leaving_its_cell_and_echoed(
    context: Any, live_server: Any, quarter: Triwulan
) -> None:
    page = sign_in(context, live_server.url, quarter)
    key = quarter.kunci(POSISI)
    type_into(page, key, "45,50 %")
    assert wait_state(page, key, "tersimpan") == "tersimpan: 45,5"
    assert page.input_value(f"#{key}-nilai") == "45,5"
    assert page.text_content("#kemajuan") == "1 dari 27 terisi"
    assert page.text_content(f"#{key} .p2") == "75,83\N{NO-BREAK SPACE}%"  # 45,5 of 60
    assert page.text_content("#kabar") == "1 isian tersimpan. 1 dari 27 terisi."
    assert quarter.stored(key) == pytest.approx(45.5)
    assert_accessible(page)


def test_the_keyboard_moves_as_in_a_spreadsheet(context: Any, live_server: Any, quarter: Triwulan) -> None:
    page = sign_in(context, live_server.url, quarter)
    keys = [row.kunci for row in quarter.lembar.baris]
    active = "document.activeElement.id"
    page.click(f"#{keys[0]}-nilai")
    page.keyboard.type("7")
    for press, at in (
        ("Enter", 1),
        ("Shift+Enter", 0),
        ("ArrowDown", 1),
        ("ArrowRight", 2),
        ("ArrowLeft", 1),
        ("ArrowUp", 0),
        ("ArrowRight", 1),
    ):
        page.keyboard.press("End" if press == "ArrowRight" else "Home" if press == "ArrowLeft" else "Shift")
        page.keyboard.press(press)
        assert page.evaluate(active) == f"{keys[at]}-nilai", press
    last = keys[17]  # the last indicator; below it the first subkegiatan
    page.click(f"#{last}-nilai")
    page.keyboard.press("Enter")
    assert page.evaluate(active) == f"{keys[18]}-nilai"
    wait_state(page, keys[0], "tersimpan")
    page.click(f"#{keys[0]}-nilai")
    page.keyboard.type("99")
    page.keyboard.press("Escape")
    assert page.input_value(f"#{keys[0]}-nilai") == "7"


def test_twenty_values_are_pasted_read_aloud_first_and_undone_at_a_touch(
    context: Any, live_server: Any, transactional_db: None
) -> None:
    quarter = office("sekretariat")
    due = [row.kunci for row in quarter.lembar.kinerja if row.wajib]
    assert len(due) >= 20
    page = sign_in(context, live_server.url, quarter)
    values = ["1.250", "", "tidak ada", *[f"{n},5" for n in range(4, 21)]]
    page.click(f"#{due[0]}-nilai")
    page.evaluate(PASTE, "\r\n".join(values) + "\r\n")
    page.wait_for_selector("text=Titik pada angka seperti 1.250 berarti")
    assert_accessible(page)
    assert page.text_content("#tempel h2") == "Tempel 17 isian ke bawah?"
    assert "tidak terbaca sebagai angka" in page.text_content("#tempel tbody")
    page.check("text=ribuan: 1250")
    page.wait_for_selector("text=Tempel 18 isian >> nth=0")
    page.click("#tempel button.utama")
    wait_state(page, due[19], "tersimpan")
    stored = [quarter.stored(key) for key in due[:20]]
    assert stored[:3] == [1250, None, None]
    assert [float(value) for value in stored[3:]] == [n + 0.5 for n in range(4, 21)]
    assert_accessible(page)
    page.click("text=Urungkan")
    page.wait_for_selector("#kemajuan >> text=/^0 dari/")
    assert {quarter.stored(key) for key in due[:20]} == {None}


def test_a_pasted_block_of_two_columns_fills_the_figure_and_its_keterangan(
    context: Any, live_server: Any, quarter: Triwulan
) -> None:
    page = sign_in(context, live_server.url, quarter)
    key = quarter.kunci(POSISI)
    page.click(f"#{key}-nilai")
    page.evaluate(PASTE, '45\t"Data ""sementara"" dari\nkelurahan"\n')
    page.click("#tempel button.utama >> text=Tempel 2 isian")
    wait_state(page, key, "tersimpan")
    page.wait_for_selector("#keadaan-simpan >> text=/^Semua/")
    assert quarter.stored(key) == 45
    assert quarter.stored(key, "keterangan") == 'Data "sementara" dari\nkelurahan'


def test_an_ambiguous_figure_is_asked_about_in_its_row(context: Any, live_server: Any, quarter: Triwulan) -> None:
    page = sign_in(context, live_server.url, quarter)
    key = quarter.kunci(POSISI)
    type_into(page, key, "1.250")
    assert "Perlu dipilih" in wait_state(page, key, "ambigu")
    assert page.get_attribute(f"#{key}-nilai", "aria-invalid") == "true"
    assert_accessible(page)
    page.click("button >> text=1250 (ribuan)")
    wait_state(page, key, "tersimpan")
    assert quarter.stored(key) == 1250
    # the stored figure is shown as 1.250; changing it by one digit is not asked about again
    page.click(f"#{key}-nilai")
    assert page.input_value(f"#{key}-nilai") == "1250"
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    wait_state(page, key, "tersimpan")
    assert quarter.stored(key) == 1251


def test_an_unreadable_figure_keeps_its_text_and_says_why(
    context: Any, live_server: Any, quarter: Triwulan
) -> None:
    page = sign_in(context, live_server.url, quarter)
    key = quarter.kunci(POSISI)
    type_into(page, key, "dua belas")
    assert "tidak terbaca sebagai angka" in wait_state(page, key, "galat")
    assert page.input_value(f"#{key}-nilai") == "dua belas"
    assert page.text_content("#keadaan-simpan") == "1 isian belum tersimpan."
    assert_accessible(page)


def test_the_second_of_two_editors_sees_both_values_and_chooses(
    context: Any, live_server: Any, quarter: Triwulan
) -> None:
    page = sign_in(context, live_server.url, quarter)
    key, other = quarter.kunci(POSISI), quarter.kunci("1.06.04#2.1")
    budi = colleague(quarter.unit)
    quarter.save((key, "nilai", "13"), (other, "nilai", "14"), user=budi)
    type_into(page, key, "12")
    type_into(page, other, "22")
    assert "Budi Santoso sudah menyimpan “13”" in wait_state(page, key, "bentrok")
    assert_accessible(page)
    page.click("text=Pakai ketikan saya: 12")
    wait_state(page, key, "tersimpan")
    page.click("text=Pakai yang tersimpan: 14")
    assert page.input_value(f"#{other}-nilai") == "14"
    assert (quarter.stored(key), quarter.stored(other)) == (12, 14)


def test_a_lost_connection_keeps_what_is_typed_and_sends_it_by_itself(
    context: Any, live_server: Any, quarter: Triwulan
) -> None:
    page = sign_in(context, live_server.url, quarter)
    key = quarter.kunci(POSISI)
    context.set_offline(True)
    type_into(page, key, "45")
    assert "belum tersimpan" in wait_state(page, key, "gagal")
    assert page.text_content("#keadaan-simpan") == "1 isian belum tersimpan."
    assert_accessible(page)
    context.set_offline(False)
    wait_state(page, key, "tersimpan")
    assert quarter.stored(key) == 45
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_the_end_of_a_session_keeps_what_is_typed_and_offers_it_after_sign_in(
    context: Any, live_server: Any, quarter: Triwulan
) -> None:
    from django.contrib.sessions.models import Session

    page = sign_in(context, live_server.url, quarter)
    key = quarter.kunci(POSISI)
    Session.objects.all().delete()
    type_into(page, key, "45")
    page.wait_for_selector("#pita-masuk >> text=Ketikan Anda disimpan di komputer ini")
    assert "ketikan ada di komputer ini" in wait_state(page, key, "gagal")
    assert_accessible(page)
    page.close()
    assert quarter.stored(key) is None
    again = sign_in(context, live_server.url, quarter)
    again.wait_for_selector("text=/1 isian belum tersimpan dari \\d\\d\\.\\d\\d\\./")
    assert_accessible(again)
    assert again.input_value(f"#{key}-nilai") == ""
    again.click("button >> text=Pakai")
    wait_state(again, key, "tersimpan")
    assert quarter.stored(key) == 45


def test_a_page_left_open_sends_by_itself_after_signing_in_again_elsewhere(
    context: Any, live_server: Any, quarter: Triwulan
) -> None:
    """Signing in changes the CSRF token: the page left open fetches the new one."""
    page = sign_in(context, live_server.url, quarter)
    key = quarter.kunci(POSISI)
    context.clear_cookies()
    type_into(page, key, "45")
    page.wait_for_selector("#pita-masuk >> text=Ketikan Anda disimpan di komputer ini")
    sign_in(context, live_server.url, quarter)
    page.click("text=Kirim ulang")
    wait_state(page, key, "tersimpan")
    assert quarter.stored(key) == 45


def test_kept_figures_that_others_changed_meanwhile_are_a_conflict_and_may_be_thrown_away(
    context: Any, live_server: Any, quarter: Triwulan
) -> None:
    page = sign_in(context, live_server.url, quarter)
    key = quarter.kunci(POSISI)
    context.set_offline(True)
    type_into(page, key, "45")
    wait_state(page, key, "gagal")
    page.close()
    context.set_offline(False)
    quarter.save((key, "nilai", "50"), user=colleague(quarter.unit))
    again = open_again(context, live_server.url, quarter)
    again.click("button >> text=Pakai")
    assert "Budi Santoso sudah menyimpan “50”" in wait_state(again, key, "bentrok")
    assert quarter.stored(key) == 50
    again.reload()
    again.click("button >> text=Buang")
    again.reload()
    again.wait_for_selector("#lembar.hidup")
    assert again.locator("text=belum tersimpan dari").count() == 0


def test_leaving_warns_only_while_something_is_unsaved(context: Any, live_server: Any, quarter: Triwulan) -> None:
    page = sign_in(context, live_server.url, quarter)
    warnings: list[str] = []
    page.on("dialog", lambda dialog: warnings.append(dialog.type))
    key = quarter.kunci(POSISI)
    type_into(page, key, "45")
    wait_state(page, key, "tersimpan")
    page.reload()
    assert warnings == []
    type_into(page, key, "empat")
    wait_state(page, key, "galat")
    page.reload()
    assert warnings == ["beforeunload"]


def test_nihil_and_evidence_without_leaving_the_sheet(
    context: Any, live_server: Any, quarter: Triwulan, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    page = sign_in(context, live_server.url, quarter)
    key = quarter.kunci(POSISI)
    page.click(f"#{key} button[name=nihil]")
    wait_state(page, key, "tersimpan")
    page.wait_for_selector("#keadaan-simpan >> text=/^Semua/")
    assert (quarter.stored(key), quarter.stored(key, "keterangan")) == (0, "Nihil")
    page.click(f"#{key} .u a")
    page.wait_for_selector("#panel h2")
    assert_accessible(page)
    files = [
        {"name": "laporan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 isi"},
        {"name": "palsu.png", "mimeType": "image/png", "buffer": b"%PDF-1.7 isi"},
    ]
    page.set_input_files("#panel input[type=file]", files)
    page.click("#panel .lampirkan button")
    page.wait_for_selector("#panel [role=alert] >> text=tidak sesuai jenisnya")
    assert page.locator("#panel a[download]").all_text_contents() == ["laporan.pdf"]
    assert_accessible(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent").startswith("Riwayat dan bukti")


def test_evidence_sent_after_the_quarter_closed_is_refused_inside_the_panel(
    context: Any, live_server: Any, quarter: Triwulan
) -> None:
    page = sign_in(context, live_server.url, quarter)
    page.click(f"#{quarter.kunci(POSISI)} .u a")
    page.set_input_files(
        "#panel input[type=file]", [{"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 isi"}]
    )
    quarter.close()
    page.click("#panel .lampirkan button")
    page.wait_for_selector("#panel [role=alert] >> text=Pengisian triwulan ini ditutup")
    assert page.url.endswith(quarter.url("isi")), "the sheet is still there"


def test_a_link_at_the_head_leads_to_each_row_with_a_remark(
    context: Any, live_server: Any, quarter: Triwulan
) -> None:
    quarter.save((quarter.kunci(POSISI), "nilai", "45"))
    kinerja = quarter.lembar.kinerja
    row = kinerja[len(kinerja) // 2]
    assert quarter.laporan is not None
    CatatanPemeriksa.objects.create(
        laporan=quarter.laporan,
        indikator=row.indikator,
        teks="Apakah benar?",
        oleh=quarter.staf,
        pada=timezone.now(),
    )
    page = sign_in(context, live_server.url, quarter)
    assert page.locator("#dicatat a").all_text_contents() == [row.nama]
    assert_accessible(page)
    page.click("#dicatat a")
    assert page.url.endswith(f"#{row.kunci}")
    top, header = page.evaluate(
        """(key) => [document.getElementById(key).getBoundingClientRect().top,
                     document.querySelector("#kinerja thead th").getBoundingClientRect().bottom]""",
        row.kunci,
    )
    assert header <= top < 768 / 2, "the header that stays at the top does not hide the row"


def test_the_quarter_before_is_copied_into_empty_cells_and_undone(
    context: Any, live_server: Any, quarter: Triwulan
) -> None:
    second = open_quarter("rehabilitasi-sosial", 2)
    a, b = quarter.kunci(POSISI), quarter.kunci("1.06.04#2.1")
    second.save((a, "nilai", "1250"), (b, "nilai", "41,5"))
    quarter.save((b, "nilai", "44"))
    page = sign_in(context, live_server.url, quarter)
    page.click("text=Salin triwulan lalu")
    page.click("text=Salin 1 angka")
    wait_state(page, a, "tersimpan")
    assert (quarter.stored(a), quarter.stored(b)) == (1250, 44)
    page.click("text=Urungkan")
    page.wait_for_selector("#kemajuan >> text=/^1 dari/")
    assert quarter.stored(a) is None


def test_ajukan_saves_first_and_lists_what_is_lacking(context: Any, live_server: Any, quarter: Triwulan) -> None:
    page = sign_in(context, live_server.url, quarter)
    key = quarter.kunci(POSISI)
    page.fill(f"#{key}-nilai", "45")
    page.click("button[name=ajukan]")
    page.wait_for_selector("#galat >> text=26 hal perlu dilengkapi")
    assert quarter.stored(key) == 45
    assert_accessible(page)
    with page.expect_navigation():
        page.click("button[name=ajukan]")  # again, with nothing left to save
    page.wait_for_selector("#galat >> text=26 hal perlu dilengkapi")
    page.click("#kurang a >> nth=0")
    assert page.evaluate("document.activeElement.name") == f"{quarter.kunci('1.06.04#2.1')}-nilai"


def test_without_javascript_the_page_saves_and_asks_just_as_well(
    chromium: Any, live_server: Any, quarter: Triwulan
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/masuk/?next={quarter.url('isi')}")
    page.fill("#id_username", quarter.staf.username)
    page.fill("#id_password", PASSWORD)
    page.click("button >> text=Masuk")
    a, b = quarter.kunci(POSISI), quarter.kunci("1.06.04#2.1")
    page.fill(f"#{a}-nilai", "45,5")
    page.fill(f"#{b}-nilai", "1.250")
    page.press(f"#{b}-nilai", "Enter")  # the first button of the form is Simpan
    page.check(f"#{b}-nilai-s input[value=ribuan]")
    page.click("#simpan")
    page.wait_for_selector(".pesan >> text=1 isian tersimpan.")
    assert (float(quarter.stored(a)), quarter.stored(b)) == (45.5, 1250)
    context.close()


# A server that is killed ----------------------------------------------------------------------------------------


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator["Server"]:
    server = Server(tmp_path)
    yield server
    server.kill()


class Server:
    """A server of its own on SQLite, in processes that can be killed."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "DEMO": "1",
            "DATABASE_URL": f"sqlite:///{folder / 'sendiri.sqlite3'}",
            "MEDIA_DIR": str(folder / "bukti"),
            "CACHE_DIR": str(folder / "simpanan"),
        }
        for command in (["migrate", "-v0"], ["load_renstra", "-v0"], ["load_demo", "--tanpa-angka", "-v0"]):
            self.manage(*command)
        self.shell("from tests.targets.triwulan import open_quarter; open_quarter('rehabilitasi-sosial')")
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def manage(self, *command: str) -> str:
        result = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return result.stdout

    def shell(self, code: str) -> str:
        return self.manage("shell", "--no-imports", "-c", code)

    def start(self) -> None:
        gunicorn = [sys.executable, "-m", "gunicorn", "renstra.wsgi", "--workers", "1", "--log-level", "error"]
        bind = ["--bind", f"127.0.0.1:{self.port}", "--no-control-socket"]
        self.process = subprocess.Popen([*gunicorn, *bind], cwd=ROOT, env=self.environment, start_new_session=True)
        for _ in range(150):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.2)
        raise TimeoutError("Peladen uji tidak menjawab.")

    def kill(self) -> None:
        """End the server and its workers at once, without letting them finish anything."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def figures(self) -> dict[str, str]:
        """Return what the database holds: the text of each figure by the key of its row."""
        code = (
            "import json; from targets.models import Realisasi; "
            "print(json.dumps({f'i{r.indikator_id}': format(r.nilai.normalize(), 'f') "
            "for r in Realisasi.objects.exclude(nilai=None)}))"
        )
        found: dict[str, str] = json.loads(self.shell(code))
        return found


def test_killing_the_server_during_autosave_loses_nothing_the_screen_called_saved(
    context: Any, own_server: Server, quarter: Triwulan
) -> None:
    page = sign_in(context, own_server.url, quarter)
    fields = page.locator("#kinerja .f input:not([type=hidden])").all()
    keys = [str(field.get_attribute("name")).removesuffix("-nilai") for field in fields]
    fields[0].click()
    typed = {}
    for n, key in enumerate(keys):
        typed[key] = str(101 + n)
        page.keyboard.type(typed[key])
        page.keyboard.press("Enter")
        if n == 8:
            page.wait_for_selector(".s.tersimpan")
            own_server.kill()
    page.wait_for_selector(".s.gagal")
    page.wait_for_selector(".s.menyimpan", state="detached")
    saved = {key for key in keys if page.locator(f"#{key}-nilai-s.tersimpan").count()}
    assert 0 < len(saved) < len(keys)
    page.close()

    own_server.start()
    held = own_server.figures()
    assert {key: held.get(key) for key in saved} == {key: typed[key] for key in saved}
    again = open_again(context, own_server.url, quarter)  # the session lived on in the database
    again.wait_for_selector("text=/isian belum tersimpan dari/")
    again.click("button >> text=Pakai")
    again.wait_for_selector("#keadaan-simpan >> text=/^Semua/")
    assert own_server.figures() == typed
