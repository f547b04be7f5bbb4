package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads the `policy` of an agent, and files of policies to be compared.
public final class PolicyReader {
    private static final String SHARE = "a share from 0% to 100%, such as 70%";

    private final JudgeReader judges;

    /// @param judges the models that may judge, by name
    PolicyReader(Path folder, Map<String, Target.OpenAi> judges) {
        this.judges = new JudgeReader(folder, judges);
    }

    /// Reads policies by name, none of which may ask a judge.
    ///
    /// @throws InvalidDocumentException with every problem
    public static Map<String, AnswerPolicy> read(Path path) {
        var problems = new ArrayList<Problem>();
        var document = LocatedYaml.read(path.toString(), text(path));
        problems.addAll(document.problems());
        problems.addAll(PactSchema.policies().problems(document));
        var policies = new LinkedHashMap<String, AnswerPolicy>();
        var reader = new PolicyReader(path.toAbsolutePath().resolveSibling(""), Map.of());
        Cursor.root(document, problems).entries().forEach((name, at) -> {
            var judge = at.child("jury").child("judge");
            if (at.child("jury").has("judge")) {
                judge.keyProblem("nobody can be asked about a recording; compare policies without a judge");
            } else {
                policies.put(name, reader.read(at));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidDocumentException(problems);
        }
        return policies;
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new InvalidDocumentException(Problem.of(
                    path.toString(), Files.exists(path) ? "cannot be read as UTF-8 text" : "there is no such file"));
        }
    }

    AnswerPolicy read(Cursor at) {
        var confidence = confidence(at.child("confidence"));
        if (at.has("ask_again") && at.has("jury")) {
            at.child("jury").keyProblem("has ask_again and jury; it must be one");
        }
        var asking = at.has("jury") ? jury(at.child("jury")) : again(at.child("ask_again"));
        var escalation = escalation(at.child("escalate"));
        if (confidence.isEmpty() && needsConfidence(at)) {
            at.problem("needs \"confidence\": where an answer tells how sure it is, such as $.confidence, or logprobs");
        }
        if (escalation.withoutMajority() && (!at.has("jury") || at.child("jury").has("judge"))) {
            at.child("escalate")
                    .child("without_majority")
                    .keyProblem("\"without_majority\" goes with a jury that votes, not with one that models judge");
        }
        return new AnswerPolicy(confidence, asking, escalation);
    }

    private static boolean needsConfidence(Cursor at) {
        return at.has("ask_again")
                || at.child("escalate").has("below")
                || at.child("jury").child("by").text().filter("rank"::equals).isPresent();
    }

    private static Optional<AnswerPolicy.Confidence> confidence(Cursor at) {
        if (at.text().filter("logprobs"::equals).isPresent()) {
            return Optional.of(new AnswerPolicy.Confidence.LogProbability());
        }
        return at.text().isPresent() || at.has("regex")
                ? Optional.of(new AnswerPolicy.Confidence.Told(MetricReader.extract(at)))
                : Optional.empty();
    }

    private static AnswerPolicy.Asking again(Cursor at) {
        var below = share(at.child("below"));
        return below.isPresent()
                ? new AnswerPolicy.Asking.Again(
                        below.getAsDouble(), at.child("most").whole().orElse(1))
                : new AnswerPolicy.Asking.Once();
    }

    private AnswerPolicy.Asking jury(Cursor at) {
        var by = by(at);
        return by.isPresent() && at.child("of").whole().isPresent()
                ? new AnswerPolicy.Asking.Jury(
                        at.child("of").whole().getAsInt(), MetricReader.extract(at.child("vote")), by.get())
                : new AnswerPolicy.Asking.Once();
    }

    private Optional<AnswerPolicy.By> by(Cursor at) {
        var by = at.child("by").text().orElse("majority");
        if (at.has("judge") != by.equals("judge")) {
            at.problem("\"judge\" goes with by: judge, and the other way round");
            return Optional.empty();
        }
        if (at.has("vote") && by.equals("judge")) {
            at.child("vote").keyProblem("\"vote\" means nothing where models judge");
        }
        return switch (by) {
            case "rank" -> Optional.of(new AnswerPolicy.By.Rank());
            case "judge" ->
                judges.judge(at.child("judge")).map(judge -> new AnswerPolicy.By.Judged((Measure.Judge) judge));
            default -> Optional.of(new AnswerPolicy.By.Majority());
        };
    }

    private static AnswerPolicy.Escalation escalation(Cursor at) {
        return new AnswerPolicy.Escalation(
                share(at.child("below")), at.child("without_majority").node().asBoolean(false));
    }

    private static OptionalDouble share(Cursor at) {
        var share = at.parse(text -> Written.bound(Unit.SHARE, text), SHARE);
        return share.isPresent() ? OptionalDouble.of(share.get()) : OptionalDouble.empty();
    }
}
