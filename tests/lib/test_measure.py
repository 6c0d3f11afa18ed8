"""Lines of a text by the widths of the vendored font."""

from hypothesis import given
from hypothesis import strategies as st

from renstra.lib.measure import text_width, wrap


def test_a_text_breaks_at_spaces_where_the_next_word_would_not_fit() -> None:
    width = text_width("Program Rehabilitasi")
    assert wrap("Program Rehabilitasi Sosial", width) == ["Program Rehabilitasi", "Sosial"]
    assert wrap("Program Rehabilitasi Sosial", width - 0.01) == ["Program", "Rehabilitasi Sosial"]
    assert wrap("", 1) == [""]


def test_a_no_break_space_holds_a_figure_and_its_unit_together() -> None:
    assert wrap("Serapan 85\xa0%", text_width("Serapan 85")) == ["Serapan", "85\xa0%"]


def test_only_a_word_wider_than_the_line_breaks_inside() -> None:
    assert wrap("di mmmm", text_width("mm")) == ["di", "mm", "mm"]


def test_a_cut_text_ends_in_dots_that_fit() -> None:
    assert wrap("Program Rehabilitasi Sosial", text_width("Program Rehabilitasi"), 1) == ["Program …"]
    assert wrap("mmmmmm", text_width("mm …"), 1) == ["mm …"]


@given(st.text(st.sampled_from("aiMW%. \n\xa0–é"), max_size=60), st.floats(1.5, 20))
def test_no_line_is_wider_than_its_room_and_no_word_is_lost(text: str, width: float) -> None:
    lines = wrap(text, width)
    assert all(text_width(line) <= width + 1e-6 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line) <= width + 1e-6 for line in wrap(text, width, 2))
