package dev.holdfast.reports.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VisibleTest {
    @ParameterizedTest
    @CsvSource({
        "0x0, ␀",
        "0x1b, ␛",
        "0x7f, ␡",
        "0x9b, ⟨U+009B⟩",
        "0x202e, ⟨U+202E⟩",
        "0x2066, ⟨U+2066⟩",
        "0x200b, ⟨U+200B⟩",
        "0xfeff, ⟨U+FEFF⟩",
        "0x2028, ⟨U+2028⟩",
        "0xffff, ⟨U+FFFF⟩",
        "0xe0041, ⟨U+E0041⟩",
        "0xe0100, ⟨U+E0100⟩"
    })
    void spellsOutWhatCannotBeSeen(int hidden, String shown) {
        assertThat(Visible.text("a" + Character.toString(hidden) + "b")).isEqualTo("a" + shown + "b");
    }

    @Test
    void spellsOutHalfASurrogatePair() {
        assertThat(Visible.text("a\ud800b")).isEqualTo("a⟨U+D800⟩b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "two\nlines\tand a tab", "漢字", "سلام", "👩‍👩‍👧 ❤️", "نامه‌ای", "<b>&amp;"})
    void leavesTheRestAlone(String text) {
        assertThat(Visible.text(text)).isEqualTo(text);
    }

    @Test
    void readsBothKindsOfLineEndsAsOne() {
        assertThat(Visible.text("a\r\nb")).isEqualTo("a\nb");
        assertThat(Visible.text("a\rb")).isEqualTo("a␍b");
    }

    @Test
    void bringsLinesIntoOne() {
        assertThat(Visible.line(" a\n\n  b\tc ")).isEqualTo("a ⏎ b c");
    }
}
