package dev.holdfast.alerting.action;

import static dev.holdfast.alerting.Examples.MORNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.actuator.Order;
import dev.holdfast.alerting.actuator.Part;
import dev.holdfast.alerting.actuator.Reading;
import dev.holdfast.alerting.actuator.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExecutorTest {
    private final Shelf shelf = new Shelf(Situations.authorized());
    private final Keeper system = new Keeper();

    /// Invariant 2: the process dies at each step, and somebody else takes the action up.
    @ParameterizedTest
    @EnumSource
    void isDoneExactlyOnceWhereverTheProcessDies(Death death) {
        assertThatThrownBy(() -> executor(new DyingShelf(shelf, death), MORNING)
                        .execute(shelf.action, new DyingKeeper(system, death), Situations.LEASE))
                .isInstanceOf(Killed.class);

        var after = executor(shelf, MORNING.plusSeconds(60)).execute(shelf.action, system, Situations.LEASE + 1);

        assertThat(after.state()).isEqualTo(State.EXECUTED);
        assertThat(shelf.action).isEqualTo(after);
        assertThat(system.model).isEqualTo(Situations.GOOD);
        assertThat(system.writes).isOne();
    }

    @Test
    void doesNothingThatIsNotWrittenDownFirst() {
        ActionJournal refusing = (_, _) -> false;

        var after = executor(refusing, MORNING).execute(shelf.action, system, Situations.LEASE);

        assertThat(after.state()).isEqualTo(State.AUTHORIZED);
        assertThat(system.writes).isZero();
    }

    /// Invariant 3: both hold a lease, one of them an old one.
    @Test
    void leavesAnActionToWhoeverHoldsTheLaterLease() {
        system.answers = Optional.of(new Setting.Unknown("no answer"));
        executor(shelf, MORNING).execute(shelf.action, system, 9);
        system.answers = Optional.empty();

        var old = executor(shelf, MORNING).execute(shelf.action, system, 8);
        var now = executor(shelf, MORNING).execute(shelf.action, system, 9);

        assertThat(old.state()).isEqualTo(State.EXECUTING);
        assertThat(now.state()).isEqualTo(State.EXECUTED);
        assertThat(system.writes).isOne();
    }

    @Test
    void twoThatBeginAtOnceAreOne() {
        var seenByBoth = shelf.action;

        executor(shelf, MORNING).execute(seenByBoth, system, 7);
        var second = executor(shelf, MORNING).execute(seenByBoth, system, 7);

        assertThat(second.state()).isEqualTo(State.AUTHORIZED);
        assertThat(system.writes).isOne();
    }

    @Test
    void failsWhereSomebodyElseChangedThePinOrWasThereLater() {
        system.model = "by-hand";
        assertThat(executor(shelf, MORNING).execute(shelf.action, system, 7).state())
                .isEqualTo(State.FAILED);

        var other = new Shelf(Situations.authorized());
        system.answers = Optional.of(new Setting.Stale(99));
        assertThat(executor(other, MORNING).execute(other.action, system, 7).why())
                .contains("99");
    }

    @Test
    void beginsNothingTooLateAndGivesUpWhatNobodyCanTell() {
        var late = MORNING.plus(Duration.ofHours(5));
        assertThat(executor(shelf, late).execute(shelf.action, system, 7).state())
                .isEqualTo(State.EXPIRED);

        var other = new Shelf(Situations.authorized());
        system.answers = Optional.of(new Setting.Unknown("no answer"));
        executor(other, MORNING).execute(other.action, system, 7);
        assertThat(executor(other, late.plusSeconds(1))
                        .execute(other.action, system, 7)
                        .state())
                .isEqualTo(State.FAILED);
    }

    private static Executor executor(ActionJournal journal, Instant now) {
        return new Executor(journal, () -> now);
    }

    /// Where the process dies.
    enum Death {
        BEFORE_WRITING_DOWN,
        AFTER_WRITING_DOWN,
        BEFORE_THE_ORDER_ARRIVES,
        AFTER_IT_WAS_DONE,
        BEFORE_WRITING_THAT_IT_WAS
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// What was written down, the way a database keeps it.
    private static final class Shelf implements ActionJournal {
        private Action action;

        Shelf(Action action) {
            this.action = action;
        }

        @Override
        public boolean write(Action before, Action after) {
            if (!action.equals(before)) {
                return false;
            }
            action = after;
            return true;
        }
    }

    private record DyingShelf(Shelf shelf, Death death) implements ActionJournal {
        @Override
        public boolean write(Action before, Action after) {
            if ((death == Death.BEFORE_WRITING_DOWN && after.state() == State.EXECUTING)
                    || (death == Death.BEFORE_WRITING_THAT_IT_WAS && after.state() == State.EXECUTED)) {
                throw new Killed();
            }
            var written = shelf.write(before, after);
            if (death == Death.AFTER_WRITING_DOWN && after.state() == State.EXECUTING) {
                throw new Killed();
            }
            return written;
        }
    }

    /// Holds a pin, and counts how often it is changed.
    private static final class Keeper implements Actuator {
        private String model = Situations.BAD;
        private int writes;
        private Optional<Setting> answers = Optional.empty();

        @Override
        public String words() {
            return "a system";
        }

        @Override
        public Set<Part> sets() {
            return Set.of(Part.MODEL);
        }

        @Override
        public Reading read() {
            return new Reading.Current(model, 0, "r" + writes);
        }

        @Override
        public Optional<String> refusal(String other) {
            return Optional.empty();
        }

        @Override
        public Setting set(Order order) {
            if (answers.isPresent()) {
                return answers.get();
            }
            if (model.equals(order.model())) {
                return new Setting.Applied(model, "r" + writes);
            }
            if (!model.equals(order.expected())) {
                return new Setting.Conflict(model);
            }
            model = order.model();
            writes++;
            return new Setting.Applied(model, "r" + writes);
        }
    }

    private record DyingKeeper(Keeper system, Death death) implements Actuator {
        @Override
        public String words() {
            return system.words();
        }

        @Override
        public Set<Part> sets() {
            return system.sets();
        }

        @Override
        public Reading read() {
            return system.read();
        }

        @Override
        public Optional<String> refusal(String model) {
            return system.refusal(model);
        }

        @Override
        public Setting set(Order order) {
            if (death == Death.BEFORE_THE_ORDER_ARRIVES) {
                throw new Killed();
            }
            var setting = system.set(order);
            if (death == Death.AFTER_IT_WAS_DONE) {
                throw new Killed();
            }
            return setting;
        }
    }
}
