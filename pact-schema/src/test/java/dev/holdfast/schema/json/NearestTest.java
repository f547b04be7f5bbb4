package dev.holdfast.schema.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {
    private static final List<String> KEYS = List.of("max_drop", "max_rise", "at_least");

    @Test
    void findsTheNameThatWasMeant() {
        assertThat(Nearest.to("max_dorp", KEYS)).contains("max_drop");
        assertThat(Nearest.to("AT_LEAST", KEYS)).contains("at_least");
    }

    @Test
    void guessesNothingFromFarAway() {
        assertThat(Nearest.to("banana", KEYS)).isEmpty();
        assertThat(Nearest.to("x", List.of("abc"))).isEmpty();
    }

    @Test
    void namesTheChoicesWhereNothingIsClose() {
        assertThat(Nearest.hint("banana", KEYS)).isEqualTo("; known here: max_drop, max_rise, at_least");
        assertThat(Nearest.hint("max_drp", KEYS)).isEqualTo("; did you mean \"max_drop\"?");
        assertThat(Nearest.hint("banana", List.of())).isEmpty();
    }
}
