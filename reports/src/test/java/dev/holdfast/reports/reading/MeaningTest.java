package dev.holdfast.reports.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.reports.Examples;
import org.junit.jupiter.api.Test;

final class MeaningTest {
    @Test
    void opensTheGateOnlyOnAPass() {
        assertThat(Meaning.of(Examples.passed()).gate()).isEqualTo("The gate opens.");
        assertThat(Meaning.of(Examples.failed()).gate()).isEqualTo("The gate stays closed.");
        assertThat(Meaning.of(Examples.unmeasured()).gate()).isEqualTo("The gate stays closed.");
        assertThat(Meaning.of(Examples.empty()).gate()).isEqualTo("The gate stays closed.");
        assertThat(Meaning.of(Examples.inconclusive()).gate()).startsWith("The gate stays closed, unless");
    }

    @Test
    void blamesNoAgentForAnOutage() {
        assertThat(Meaning.of(Examples.unmeasured()).sentence())
                .isEqualTo("It could not be measured, which says nothing about how the agent behaves."
                        + " 118 of 120 replays gave no answer.");
    }

    @Test
    void saysWhichModelToGoBackTo() {
        assertThat(Meaning.of(Examples.failed()).next())
                .contains("Another model answered. Pin openaichat/gpt-4-0314 to go back to what was certified.");
    }
}
