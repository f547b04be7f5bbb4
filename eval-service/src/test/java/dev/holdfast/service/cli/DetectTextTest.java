package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.baselines.plan.Forecast;
import dev.holdfast.baselines.plan.Forecast.Advice;
import dev.holdfast.baselines.plan.Forecast.Lever;
import dev.holdfast.baselines.plan.Pace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class DetectTextTest {
    @Test
    void saysThatEveryPromiseFindsTheDeclaredDrop() {
        var forecast = forecast(outlook("correct", found(0.97)), outlook("format", found(0.91)));

        assertThat(new DetectText(forecast).lines()).containsExactly("detect, a drop of 5 points within 2 runs: kept");
    }

    @Test
    void namesWhoMissesItAndTheNumberThatIsEnoughForAll() {
        var forecast = forecast(
                outlook("correct", missed(0.53, repeats(3)), missed(0.31, repeats(5))),
                outlook("format", found(0.95)),
                outlook("tone", missed(0.6, repeats(2))));

        assertThat(new DetectText(forecast).lines())
                .containsExactly(
                        "detect, a drop of 5 points within 2 runs: NOT kept by correct (31 % found), tone (60 % found)",
                        "  `watch.repeats: 5` keeps it everywhere");
    }

    @Test
    void promisesNothingWhereOnePromiseCannotBeMended() {
        var forecast = forecast(outlook("correct", missed(0.5, repeats(3))), outlook("tone", missed(0.1)));

        assertThat(new DetectText(forecast).lines())
                .last()
                .isEqualTo("  nothing tried keeps it everywhere: declare a larger drop, or more runs");
    }

    @Test
    void isSilentWhereThePactDeclaresNothing() {
        var planned = forecast(outlook("correct", found(0.97)));
        var silent = new Forecast(
                planned.pact(),
                false,
                1,
                20,
                1,
                planned.pace(),
                planned.bill(),
                planned.alarms(),
                Optional.empty(),
                planned.promises(),
                List.of());

        assertThat(new DetectText(silent).lines()).isEmpty();
    }

    private static Forecast forecast(Forecast.Outlook... outlooks) {
        var unknown = OptionalDouble.empty();
        return new Forecast(
                "desk",
                false,
                1,
                20,
                1,
                new Pace("6 h", 4, false),
                new Forecast.Bill(unknown, unknown, unknown, unknown, unknown),
                new Forecast.Alarms(1, 365, 1460, 3, 0.33),
                Optional.of(new Forecast.Detect("5 points", 2)),
                List.of(outlooks),
                List.of());
    }

    private static Forecast.Outlook outlook(String promise, Forecast.Case... cases) {
        return new Forecast.Outlook(promise, 20, List.of(cases), Optional.empty());
    }

    private static Forecast.Case found(double share) {
        return change(share, true);
    }

    private static Forecast.Case missed(double share, Advice... advice) {
        return change(share, false, advice);
    }

    private static Forecast.Case change(double share, boolean kept, Advice... advice) {
        var delay = new Forecast.Delay(2, 0.1, 0.5, 0, 30, OptionalDouble.of(share), Optional.of(kept), 200);
        return new Forecast.Case(
                0.9,
                OptionalDouble.empty(),
                false,
                "a drop of 5 points",
                0.05,
                delay,
                Optional.empty(),
                OptionalDouble.empty(),
                List.of(advice));
    }

    private static Advice repeats(int enough) {
        return new Advice(Lever.REPEATS, 1, enough, OptionalDouble.empty());
    }
}
