package dev.holdfast.reports.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ScreenTest {
    @Test
    void breaksUpOrdersToBuildServers() {
        assertThat(Screen.LOG.text("::error::x :::: ##[error] ##vso[x]"))
                .isEqualTo(": :error: :x : : : : # #[error] # #vso[x]");
    }

    @Test
    void coloursOnlyWhereThereAreColours() {
        assertThat(Screen.LOG.ink(Screen.Ink.BAD, "x")).isEqualTo("x");
        assertThat(new Screen(true, true).ink(Screen.Ink.BAD, "x")).isEqualTo("\u001b[31mx\u001b[0m");
    }

    @Test
    void findsAsciiForOurOwnSigns() {
        assertThat(new Screen(false, false).glyphs("−5 … → ✗ 漢")).isEqualTo("-5 .. -> x ?");
    }
}
