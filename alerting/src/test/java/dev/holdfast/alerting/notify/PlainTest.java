package dev.holdfast.alerting.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlainTest {
    @Test
    void cutsBetweenCharactersAndNeverWithinAnEncodedOne() {
        assertThat(Plain.line("eight 🙂🙂", 8)).isEqualTo("eight 🙂🙂");
        assertThat(Plain.line("eight 🙂🙂🙂", 8)).isEqualTo("eight 🙂…");
        assertThat(Plain.fit("a<<<", 6, c -> c == '<' ? "&lt;" : Character.toString(c)))
                .isEqualTo("a&lt;…");
    }

    @Test
    void keepsTextOnOneLineWithoutHiddenSigns() {
        assertThat(Plain.line(" a\r\nb\tc\u202Ed\u0000e\u2028f ")).isEqualTo("a b c d e f");
    }
}
