package dev.holdfast.reports.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExcerptTest {
    @Test
    void keepsAShortTextWhole() {
        assertThat(Excerpt.of("abc", 3)).isEqualTo(new Excerpt("abc", 0));
        assertThat(Excerpt.of("abc", 3).note()).isEmpty();
    }

    @Test
    void saysHowMuchIsMissing() {
        assertThat(Excerpt.of("abcd", 3).note()).contains("… and 1 more character; all of it is in the run");
    }

    @Test
    void cutsNoCharacterInTwo() {
        assertThat(Excerpt.of("ab😀", 3)).isEqualTo(new Excerpt("ab", 2));
    }
}
