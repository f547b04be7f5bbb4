package dev.holdfast.harness.judge;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.score.Ballot;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.target.Targets;
import dev.holdfast.schema.pact.Measure.Juror;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Reference;
import dev.holdfast.schema.pact.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/// Valid judges and ballots to start from.
final class Examples {
    private Examples() {}

    static Target.OpenAi target(String url) {
        return new Target.OpenAi(
                new Reference(url),
                "judge-1",
                Optional.empty(),
                new Target.Sampling(OptionalDouble.empty(), OptionalInt.empty(), OptionalLong.empty()));
    }

    static Replayer judge(String url) {
        return Targets.judge(target(url), new Secrets(_ -> Optional.empty(), Path.of(".")), InstantSource.system());
    }

    static Bench bench(Replayer model) {
        var next = new AtomicInteger();
        return new Bench(Map.of("one", model), () -> "code-" + next.incrementAndGet(), Duration.ofMillis(1));
    }

    static Ballot ballot(String answer) {
        return ballot(List.of(answer), List.of("no", "yes"));
    }

    static Ballot ballot(List<String> answers, List<String> labels) {
        return new Ballot(
                new Juror("one", target("http://127.0.0.1:1/v1")),
                "Is the answer helpful?",
                List.of(new Message(Message.Role.USER, "Where is order 17?")),
                Optional.empty(),
                answers,
                labels);
    }
}
