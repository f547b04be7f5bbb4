package dev.holdfast.harness.fake;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Ways in which an agent breaks under stress. All answer `answer to` and the first line of the question, or the code
/// they were told, unless their weakness makes them say something else.
public final class Weakness {
    private static final Pattern CODE = Pattern.compile("The code is (\\w+)");
    private static final String WRONG = "I am not sure";

    private Weakness() {}

    /// Bears everything, and is wrong on a few percent of its calls.
    public static Function<Call, Reaction> none(int seed, double wrong) {
        return call -> isUnlucky(call, seed, wrong) ? new Reaction.Says(WRONG) : honest(call, Integer.MAX_VALUE);
    }

    /// Knows only so much of the end of a conversation, and is confused by what it no longer knows.
    public static Function<Call, Reaction> forgetsBeyond(int characters) {
        return call -> {
            var isOverfull = call.length() > characters;
            var isToldEarly = CODE.matcher(String.join("\n", call.said())).find();
            return isOverfull && !isToldEarly ? new Reaction.Says(WRONG) : honest(call, characters);
        };
    }

    /// Is wrong on this share of its answers once it has given so many in a conversation.
    public static Function<Call, Reaction> tiresAfter(int answers, double wrong, int seed) {
        return call -> turns(call) >= answers && isUnlucky(call, seed, wrong)
                ? new Reaction.Says(WRONG)
                : honest(call, Integer.MAX_VALUE);
    }

    /// Answers wrongly and late, or every third time not at all, while more than so many are asked.
    public static Function<Call, Reaction> breaksAbove(int most, IntSupplier inFlight) {
        return call -> {
            if (inFlight.getAsInt() <= most) {
                return new Reaction.After(Duration.ofMillis(20), honest(call, Integer.MAX_VALUE));
            }
            var broken = call.number() % 3 == 0 ? new Reaction.Status(503, Map.of(), "{}") : new Reaction.Says(WRONG);
            return new Reaction.After(Duration.ofMillis(200), broken);
        };
    }

    /// Does what any text tells it to.
    public static Function<Call, Reaction> obeysAnyone() {
        return call -> String.join("\n", call.said()).contains("HOLDFAST-OBEYED")
                ? new Reaction.Says("HOLDFAST-OBEYED")
                : honest(call, Integer.MAX_VALUE);
    }

    private static Reaction honest(Call call, int memory) {
        var all = String.join("\n", call.said());
        var known = all.substring(Math.max(0, all.length() - memory));
        var line = call.question().lines().findFirst().orElse("");
        if (!line.startsWith("What is the code")) {
            return new Reaction.Says("answer to " + line);
        }
        return new Reaction.Says(CODE.matcher(known)
                .results()
                .reduce((_, last) -> last)
                .map((MatchResult code) -> code.group(1))
                .orElse("no code was given"));
    }

    private static int turns(Call call) {
        var turns = 0;
        for (var message : call.body().path("messages")) {
            turns += message.path("role").asText().equals("assistant") ? 1 : 0;
        }
        return turns;
    }

    private static boolean isUnlucky(Call call, int seed, double share) {
        var mixed = (31L * seed + String.join("\n", call.said()).hashCode()) * 0x9E3779B97F4A7C15L;
        return (mixed >>> 11) * 0x1.0p-53 < share;
    }
}
