package dev.holdfast.alerting.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every actuator keeps, whatever it acts on.
final class ActuatorContractTest {
    static Stream<Rig> rigs() {
        return Rigs.all();
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void readsWhatIsPinnedAndSetsWhatIsOrdered(Rig rig) {
        try (rig) {
            var setting = rig.actuator().set(new Order("act_1", rig.old(), rig.other(), 7));

            assertThat(setting).isInstanceOf(Setting.Applied.class);
            assertThat(rig.actuator().read())
                    .isInstanceOfSatisfying(
                            Reading.Current.class,
                            now -> assertThat(now.model()).isEqualTo(rig.holdsPin() ? rig.other() : rig.old()));
            assertThat(rig.writes().getAsInt()).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void doesTheSameOrderOnce(Rig rig) {
        try (rig) {
            var order = new Order("act_1", rig.old(), rig.other(), 7);

            rig.actuator().set(order);
            var again = rig.actuator().set(order);

            assertThat(again).isInstanceOf(Setting.Applied.class);
            assertThat(rig.writes().getAsInt()).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void doesNothingWhereSomethingElseIsPinned(Rig rig) {
        try (rig) {
            assumeThat(rig.holdsPin()).as("holds a pin").isTrue();
            rig.hijack().accept("model-by-hand");

            var setting = rig.actuator().set(new Order("act_1", rig.old(), rig.other(), 7));

            assertThat(setting).isInstanceOf(Setting.Conflict.class);
            assertThat(rig.writes().getAsInt()).isZero();
        }
    }

    /// Invariant 3, at the system that holds the pin.
    @ParameterizedTest
    @MethodSource("rigs")
    void refusesWhoeverHoldsAnOlderLease(Rig rig) {
        try (rig) {
            assumeThat(rig.keepsEpoch()).as("keeps an epoch").isTrue();
            rig.actuator().set(new Order("act_1", rig.old(), rig.other(), 8));

            var stale = rig.actuator().set(new Order("act_0", rig.other(), rig.old(), 7));

            assertThat(stale).isEqualTo(new Setting.Stale(8));
            assertThat(rig.writes().getAsInt()).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void rehearsesWithoutDoingAnythingAndSaysWhatItCannotSet(Rig rig) {
        try (rig) {
            var digests = new TreeMap<Part, String>();
            digests.put(Part.PROMPT, "sha256:1");

            var rehearsal = rig.actuator().rehearse(new Order("act_1", rig.old(), rig.other(), digests, 7));

            assertThat(rehearsal.refusal()).isEmpty();
            assertThat(rehearsal.changes()).anyMatch(change -> change.contains(rig.other()));
            assertThat(rehearsal.cannot().contains("the system prompt"))
                    .isEqualTo(!rig.actuator().sets().contains(Part.PROMPT));
            assertThat(rig.writes().getAsInt()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void refusesAModelThatTheSystemDoesNotOffer(Rig rig) {
        try (rig) {
            assumeThat(rig.unknown()).as("the system knows its models").isNotEmpty();

            var setting = rig.actuator().set(new Order("act_1", rig.old(), rig.unknown(), 7));

            assertThat(setting).isInstanceOf(Setting.Refused.class);
            assertThat(rig.actuator().refusal(rig.unknown())).isPresent();
            assertThat(rig.writes().getAsInt()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void saysThatItCannotReadASystemThatIsGone(Rig rig) {
        rig.breaks().run();

        if (rig.holdsPin()) {
            assertThat(rig.actuator().read()).isInstanceOf(Reading.Unreadable.class);
        } else {
            assertThat(rig.actuator().refusal(rig.other())).isPresent();
        }
        assertThat(rig.actuator().set(new Order("act_1", rig.old(), rig.other(), 7)))
                .isNotInstanceOf(Setting.Applied.class);
    }
}
