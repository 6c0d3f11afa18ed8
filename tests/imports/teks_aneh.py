"""Texts that offices really have and that break careless readers and writers, for property tests."""

from hypothesis import strategies as st

ANEH = (
    "=1+1",
    '=HYPERLINK("x")',
    "+62",
    "-",
    "@uji",
    "'kutip",
    'kata "dalam" kutip',
    "baris satu\nbaris dua",
    "tab\tdi tengah",
    "spasi\u00a0tak putus",
    "  tepi  ",
    "emoji 👩‍🏫 dan 🇮🇩",
    "1.250",
    "007",
    "1E5",
    "_x000D_",
    "a;b,c|d",
    "<b>&amp;</b>",
    "TRUE",
    "#N/A",
    "31/12/2026",
    "é dan é",
)
"""The last is the same letter twice: composed, and with an accent of its own."""

huruf = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=40)
teks_aneh = st.sampled_from(ANEH) | huruf.filter(lambda text: text.strip().strip("\u200b\ufeff") != "")
