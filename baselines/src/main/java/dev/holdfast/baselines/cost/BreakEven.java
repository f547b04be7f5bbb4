package dev.holdfast.baselines.cost;

import dev.holdfast.schema.cost.Hosting;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From which volume on machines of one's own cost less than a hosted model.
///
/// Both ways have a part that is there every month and a part that grows with every task. Hosted, the tokens grow.
/// On machines of one's own the power of the working hours grows, and machines are added whole: each of them does so
/// many tasks a month, by its throughput.
///
/// @param perMonth   tasks at which both are told
/// @param capacity   tasks that one machine does in a month
/// @param cheaper    the volumes at which machines of one's own cost no more, in rising order
/// @param breakEven  the first such volume; absent where there is none
public record BreakEven(
        long perMonth,
        Side hosted,
        Side selfHosted,
        long machines,
        long capacity,
        List<Range> cheaper,
        Optional<Long> breakEven) {
    private static final MathContext EXACT = MathContext.DECIMAL64;
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3600);

    /// 365 days in twelve months.
    private static final BigDecimal HOURS_A_MONTH = BigDecimal.valueOf(730);

    /// More machines than this are another business.
    private static final int MOST_MACHINES = 10_000;

    public BreakEven {
        cheaper = List.copyOf(cheaper);
    }

    /// One way.
    ///
    /// @param fixed   US dollars a month, whatever the volume; with as many machines as the volume takes
    /// @param perTask US dollars that one more task costs
    /// @param total   US dollars a month at the volume
    public record Side(BigDecimal fixed, BigDecimal perTask, BigDecimal total) {}

    /// Tasks a month.
    ///
    /// @param to absent where it goes on for ever
    public record Range(long from, Optional<Long> to) {}

    /// Reckons with what somebody has written down.
    public static BreakEven of(Hosting hosting) {
        var volume = hosting.tasks().perMonth();
        var sums = new Sums(hosting);
        var machines = sums.machines(volume);
        var cheaper = sums.cheaper();
        return new BreakEven(
                volume.setScale(0, RoundingMode.HALF_UP).longValueExact(),
                side(sums.hostedFixed(), sums.hostedPerTask(), volume),
                side(sums.ownFixed(machines), sums.ownPerTask(), volume),
                machines,
                sums.capacity(),
                cheaper,
                cheaper.stream().findFirst().map(Range::from));
    }

    private static Side side(BigDecimal fixed, BigDecimal perTask, BigDecimal volume) {
        var total = fixed.add(perTask.multiply(volume));
        return new Side(cents(fixed), perTask.setScale(6, RoundingMode.HALF_EVEN), cents(total));
    }

    private static BigDecimal cents(BigDecimal usd) {
        return usd.setScale(2, RoundingMode.HALF_EVEN);
    }

    /// The parts of both sums.
    private record Sums(Hosting hosting) {
        BigDecimal hostedPerTask() {
            var tasks = hosting.tasks();
            var price = hosting.hosted().price();
            var known = tasks.cachedTokens().min(tasks.inputTokens());
            return tasks.inputTokens()
                    .subtract(known)
                    .multiply(price.input())
                    .add(known.multiply(price.cached().orElse(price.input())))
                    .add(tasks.outputTokens().multiply(price.output()))
                    .divide(MILLION, EXACT);
        }

        BigDecimal hostedFixed() {
            return upkeep(hosting.hosted().upkeep());
        }

        /// A machine draws so much more while it works.
        BigDecimal ownPerTask() {
            var power = hosting.selfHosted().power();
            return power.busyKw()
                    .subtract(power.idleKw())
                    .max(BigDecimal.ZERO)
                    .multiply(power.perKwh())
                    .multiply(secondsPerTask())
                    .divide(SECONDS_AN_HOUR, EXACT);
        }

        BigDecimal ownFixed(long machines) {
            return upkeep(hosting.selfHosted().upkeep()).add(perMachine().multiply(BigDecimal.valueOf(machines)));
        }

        private BigDecimal perMachine() {
            var power = hosting.selfHosted().power();
            return hosting.selfHosted()
                    .machine()
                    .perMonth()
                    .add(power.idleKw().multiply(power.perKwh()).multiply(HOURS_A_MONTH));
        }

        private BigDecimal secondsPerTask() {
            return hosting.tasks()
                    .tokens()
                    .divide(hosting.selfHosted().throughput().tokensPerSecond(), EXACT);
        }

        long capacity() {
            return hosting.selfHosted()
                    .throughput()
                    .used()
                    .multiply(HOURS_A_MONTH)
                    .multiply(SECONDS_AN_HOUR)
                    .divide(secondsPerTask(), EXACT)
                    .max(BigDecimal.ONE)
                    .longValue();
        }

        long machines(BigDecimal volume) {
            return volume.divide(BigDecimal.valueOf(capacity()), 0, RoundingMode.CEILING)
                    .max(BigDecimal.ONE)
                    .longValueExact();
        }

        private static BigDecimal upkeep(Hosting.Upkeep upkeep) {
            return upkeep.peopleHours()
                    .multiply(upkeep.perHour())
                    .add(upkeep.other().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        }

        /// Machine by machine: with so many of them both sums are straight lines.
        List<Range> cheaper() {
            var ranges = new ArrayList<Range>();
            var gain = hostedPerTask().subtract(ownPerTask());
            var wholeMachine = gain.multiply(BigDecimal.valueOf(capacity())).compareTo(perMachine());
            for (long machines = 1; machines <= MOST_MACHINES; machines++) {
                var range = cheaper(machines, gain);
                var whole = range.isPresent() && range.get().from() == (machines - 1) * capacity() + 1;
                if (whole && wholeMachine >= 0 && gain.signum() > 0) {
                    join(ranges, new Range(range.get().from(), Optional.empty()));
                    return ranges;
                }
                range.ifPresent(found -> join(ranges, found));
                if (range.isEmpty() && wholeMachine < 0) {
                    return ranges;
                }
            }
            return ranges;
        }

        private Optional<Range> cheaper(long machines, BigDecimal gain) {
            var first = (machines - 1) * capacity() + 1;
            var last = machines * capacity();
            var gap = ownFixed(machines).subtract(hostedFixed());
            if (gain.signum() > 0) {
                first = Math.max(
                        first, gap.divide(gain, 0, RoundingMode.CEILING).longValue());
            } else if (gain.signum() < 0) {
                last = Math.min(last, gap.divide(gain, 0, RoundingMode.FLOOR).longValue());
            } else if (gap.signum() > 0) {
                return Optional.empty();
            }
            return first <= last ? Optional.of(new Range(first, Optional.of(last))) : Optional.empty();
        }

        private static void join(List<Range> ranges, Range next) {
            var adjoins = !ranges.isEmpty()
                    && ranges.getLast().to().filter(to -> to + 1 == next.from()).isPresent();
            ranges.add(adjoins ? new Range(ranges.removeLast().from(), next.to()) : next);
        }
    }
}
