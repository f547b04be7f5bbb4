package dev.holdfast.baselines.compare;

import static dev.holdfast.baselines.compare.Examples.certified;
import static dev.holdfast.baselines.compare.Examples.evaluate;
import static dev.holdfast.baselines.compare.Examples.right;
import static dev.holdfast.baselines.compare.Examples.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.baselines.certify.Certification;
import dev.holdfast.baselines.certify.Certifier;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Attribution;
import dev.holdfast.schema.evaluation.Attribution.State;
import dev.holdfast.schema.evaluation.Attribution.Suspect;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Evidence;
import dev.holdfast.schema.evaluation.Mover;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Environment;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttributionTest {
    private static final int TASKS = 200;
    private static final String DROP = "{metric: ok, max_drop: 5pt}";
    private static final String LEVEL = "{metric: ok, at_least: 92%}";
    private static final String ANY_CASE = "ok: {equals: {literal: yes}, ignore: [case]}";
    private static final String EXACT_CASE = "ok: {equals: {literal: yes}}";

    @TempDir
    Path folder;

    private Examples examples;

    @BeforeEach
    void examples() {
        examples = new Examples(folder);
    }

    @Test
    void suspectsTheModelSilentlyWhereNothingThatCanBeSeenChanged() {
        var evaluation = gate(made("a", 190), made("b", 150));

        assertThat(evaluation.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(movers(evaluation)).containsExactly(Mover.MODEL);
        assertThat(first(evaluation).evidence()).isInstanceOfSatisfying(Evidence.Remainder.class, remainder -> {
            assertThat(remainder.same())
                    .contains("model asked for", "model that answered", "system prompt", "parameters", "target");
            assertThat(remainder.p()).isLessThan(0.001);
        });
        assertThat(sentence(evaluation))
                .startsWith(
                        "The model, silently: nothing that we can see of the agent changed, and yet its answers did");
        assertThat(attribution(evaluation).changed()).isEmpty();
    }

    @Test
    void blamesAChangedScorerForUnchangedAnswersAndNotTheModel() {
        IntFunction<Outcome> answers = i -> new Outcome.Answered(i < 150 ? "yes" : i < 190 ? "Yes" : "no");
        var baseline = certified(examples.pact(ANY_CASE, TASKS, LEVEL), made("a", answers, ENVIRONMENT));
        var stricter = examples.pact(EXACT_CASE, TASKS, LEVEL);

        var evaluation = evaluate(stricter, baseline, made("b", answers, ENVIRONMENT));

        assertThat(evaluation.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(movers(evaluation)).containsExactly(Mover.GRADER);
        assertThat(first(evaluation).evidence()).isInstanceOfSatisfying(Evidence.Rescored.class, drift -> {
            assertThat(drift.certified()).isEqualTo(0.95);
            assertThat(drift.today()).isEqualTo(0.75);
            assertThat(drift.changed()).hasValue(40);
        });
        assertThat(sentence(evaluation))
                .isEqualTo(
                        "The scorer alone moves ok by −20.0 points on the unchanged certified answers, from 95.0 % to"
                                + " 75.0 %, 40 of 200 tasks. The agent is not shown to have moved (p = 1.00).");
    }

    @Test
    void tellsADriftOfTheScorerEvenWhereEveryPromiseIsKept() {
        IntFunction<Outcome> answers = i -> new Outcome.Answered(i < 150 ? "yes" : i < 190 ? "Yes" : "no");
        var baseline = certified(examples.pact(ANY_CASE, TASKS, DROP), made("a", answers, ENVIRONMENT));

        var evaluation = evaluate(examples.pact(EXACT_CASE, TASKS, DROP), baseline, made("b", answers, ENVIRONMENT));

        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
        assertThat(sentence(evaluation)).startsWith("The scorer alone moves ok by −20.0 points");
        assertThat(part(evaluation, "scorer of ok")).satisfies(part -> {
            assertThat(part.state()).isEqualTo(State.CHANGED);
            assertThat(part.before()).contains("95.0 %");
        });
    }

    @Test
    void findsAScorerThatChangedThoughItsDefinitionDidNot() throws IOException {
        var pact = examples.pact("ok: {equals: {literal: yes}}", TASKS, DROP);
        Files.writeString(pact.path(), Files.readString(pact.path()).replace("{literal: yes}", "expected"));
        expected("yes");
        var baseline = certified(reread(pact), made("a", 190));
        expected("no");

        var evaluation = evaluate(reread(pact), baseline, made("b", 190));

        assertThat(part(evaluation, "scorer of ok").state()).isEqualTo(State.CHANGED);
        assertThat(sentence(evaluation)).contains("from 95.0 % to 5.0 %, 200 of 200 tasks");
    }

    @Test
    void blamesAScorerAndTheModelWhereBothMoved() {
        IntFunction<Outcome> before = i -> new Outcome.Answered(i < 180 ? "yes" : i < 196 ? "Yes" : "no");
        IntFunction<Outcome> after = i -> new Outcome.Answered(i < 100 ? "yes" : i < 116 ? "Yes" : "no");
        var baseline = certified(examples.pact(ANY_CASE, TASKS, LEVEL), made("a", before, ENVIRONMENT));

        var evaluation = evaluate(examples.pact(EXACT_CASE, TASKS, LEVEL), baseline, made("b", after, ENVIRONMENT));

        assertThat(movers(evaluation)).containsExactly(Mover.MODEL, Mover.GRADER);
    }

    @Test
    void saysThatThePromptChanged() {
        var evaluation = gate(made("a", 190), made("b", 150, with("prompt", "be brief")));

        assertThat(movers(evaluation)).containsExactly(Mover.PROMPT);
        assertThat(sentence(evaluation)).isEqualTo("The system prompt changed: system prompt say yes → be brief.");
    }

    @Test
    void tellsPartsApartByTheirDigestsWhereTheyReadAlike() {
        var other = new Environment(
                ENVIRONMENT.target(),
                ENVIRONMENT.parameters(),
                new Environment.Part("say yes", Digest.of("something else")),
                ENVIRONMENT.tools(),
                ENVIRONMENT.host());

        var evaluation = gate(made("a", 190), made("b", 150, other));

        assertThat(part(evaluation, "system prompt").after())
                .contains("say yes (" + Digest.of("something else").brief() + ")");
    }

    @Test
    void saysThatAnotherModelAnswered() {
        var evaluation = gate(made("a", 190), answeredBy(made("b", 150), "m2", "fp"));

        assertThat(movers(evaluation)).containsExactly(Mover.MODEL);
        assertThat(sentence(evaluation)).isEqualTo("The model changed: model that answered m1 → m2.");
    }

    @Test
    void saysThatTheFingerprintChangedUnderTheSameName() {
        var evaluation = gate(answeredBy(made("a", 190), "m1", "fp_1"), answeredBy(made("b", 150), "m1", "fp_2"));

        assertThat(movers(evaluation)).containsExactly(Mover.MODEL);
        assertThat(sentence(evaluation)).isEqualTo("The model changed: fingerprint fp_1 → fp_2.");
    }

    @Test
    void namesBothAndSinglesOutNeitherWhereTwoThingsChanged() {
        var evaluation = gate(made("a", 190), answeredBy(made("b", 150, with("prompt", "be brief")), "m2", "fp"));

        assertThat(movers(evaluation)).containsExactly(Mover.MODEL, Mover.PROMPT);
        assertThat(sentence(evaluation)).endsWith("This run cannot tell which of them it was.");
    }

    @Test
    void ranksWhatChangedAroundTheAgentLast() {
        var evaluation = gate(made("a", 190), made("b", 150, with("java", "26")));

        assertThat(movers(evaluation)).containsExactly(Mover.MODEL, Mover.ENVIRONMENT);
        assertThat(part(evaluation, "java").after()).contains("26");
    }

    @Test
    void suspectsWhatAModelIsComputedOnBeforeTheModel() {
        var before = made("a", i -> right(i, 190), with("gpu driver", "535"));

        var evaluation = gate(before, made("b", 150, with("gpu driver", "550")));

        assertThat(evaluation.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(movers(evaluation)).containsExactly(Mover.ENVIRONMENT);
        assertThat(sentence(evaluation))
                .isEqualTo("The environment changed, on which the model is computed: gpu driver 535 → 550."
                        + " Nothing of the agent that is recorded did.");
    }

    @Test
    void suspectsTheEnvironmentFirstWhereTheWeightsChangedToo() {
        var before = made("a", i -> right(i, 190), with("engine", "onnxruntime 1.23.2"));
        var after = made("b", 150, with("engine", "pytorch 2.7.1"));

        var evaluation = gate(before, answeredBy(after, "desk", "other weights"));

        assertThat(movers(evaluation)).startsWith(Mover.ENVIRONMENT, Mover.MODEL);
        assertThat(sentence(evaluation)).endsWith("this run cannot tell which of them it was.");
    }

    @Test
    void cannotTellWhoMovedWhereRunsDoNotSayHowTheyWereMade() {
        var evaluation = gate(run("a", TASKS, i -> right(i, 190)), run("b", TASKS, i -> right(i, 150)));

        assertThat(movers(evaluation)).containsExactly(Mover.UNKNOWN);
        assertThat(sentence(evaluation)).startsWith("Who moved cannot be told: not both sides recorded system prompt");
        assertThat(part(evaluation, "system prompt").state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void takesRunsOfOlderVersionsByTheirOneDigest() {
        var before = old(made("a", 190), "settings 1");

        assertThat(movers(gate(before, old(made("b", 150), "settings 1")))).containsExactly(Mover.MODEL);
        assertThat(movers(gate(before, old(made("b", 150), "settings 2")))).containsExactly(Mover.UNKNOWN);
    }

    @Test
    void accusesNobodyOfAnOutage() {
        var evaluation = gate(made("a", 190), made("b", _ -> Examples.failed(), ENVIRONMENT));

        assertThat(evaluation.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(attribution(evaluation).explained()).isEmpty();
        assertThat(sentence(evaluation)).startsWith("Nobody is shown to have moved: too little was measured");
    }

    @Test
    void accusesNobodyWhereTheAnswersMayDifferByChance() {
        IntFunction<Outcome> twelveWorseSevenBetter = i -> new Outcome.Answered(i >= 12 && i < 197 ? "yes" : "no");

        var evaluation = gate(made("a", 190), made("b", twelveWorseSevenBetter, ENVIRONMENT));

        assertThat(evaluation.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(movers(evaluation)).isEmpty();
        assertThat(sentence(evaluation)).startsWith("Nobody is shown to have moved");
    }

    @Test
    void saysThatNothingChangedWhereNothingDid() {
        assertThat(sentence(gate(made("a", 190), made("b", 190)))).isEqualTo("Nothing that is recorded changed.");
    }

    @Test
    void takesANewBoundForWhatItIs() {
        var baseline = certified(examples.pact(TASKS, "{metric: ok, at_least: 60%}"), made("a", 150));

        var evaluation = evaluate(examples.pact(TASKS, LEVEL), baseline, made("b", 150));

        assertThat(movers(evaluation)).containsExactly(Mover.PACT);
    }

    @Test
    void blamesTheHarnessWhereTheControlMovedAsTheAgentDid() {
        var evaluation = gate(made("a", 190), made("b", 150), control("a", 196), control("b", 156));

        assertThat(movers(evaluation)).containsExactly(Mover.HARNESS);
        assertThat(first(evaluation).evidence()).isInstanceOfSatisfying(Evidence.Controlled.class, control -> {
            assertThat(control.agent().value()).isCloseTo(-0.2, within(1e-9));
            assertThat(control.control().value()).isCloseTo(-0.2, within(1e-9));
            assertThat(control.difference().value()).isCloseTo(0, within(1e-9));
            assertThat(control.controlP()).isLessThan(0.001);
        });
        assertThat(sentence(evaluation)).startsWith("The harness or what it stands on, not the model:");
    }

    @Test
    void acquitsTheHarnessWhereTheControlStayed() {
        var evaluation = gate(made("a", 190), made("b", 150), control("a", 190), control("b", 190));

        assertThat(movers(evaluation)).containsExactly(Mover.MODEL);
        assertThat(sentence(evaluation))
                .endsWith("The control, asked through the same harness, is shown to have stayed within 5.0 points (0.0"
                        + " points).");
    }

    @Test
    void namesTheModelFirstWhereTheAgentMovedFarBeyondTheControl() {
        var evaluation = gate(made("a", 190), made("b", 100), control("a", 190), control("b", 180));

        assertThat(movers(evaluation)).containsExactly(Mover.MODEL, Mover.HARNESS);
    }

    @Test
    void drawsNothingFromAControlThatChangedItself() {
        var other = answeredBy(control("b", 156), "another model", "fp");

        var evaluation = gate(made("a", 190), made("b", 150), control("a", 196), other);

        assertThat(movers(evaluation)).containsExactly(Mover.MODEL);
        assertThat(evaluation.notes()).contains("The control itself changed, so it says nothing about the harness.");
    }

    @Test
    void saysNothingOfAControlThatDidNotAnswer() {
        var silent = made("b" + Run.OF_CONTROL, _ -> Examples.failed(), ENVIRONMENT);

        var evaluation = gate(made("a", 190), made("b", 150), control("a", 190), silent);

        assertThat(movers(evaluation)).containsExactly(Mover.MODEL);
        assertThat(sentence(evaluation)).doesNotContain("control");
    }

    private static final Environment ENVIRONMENT = new Environment(
            part("openai http://desk/v1"),
            part("temperature 0.0"),
            part("say yes"),
            part("none"),
            new TreeMap<>(Map.of("java", "25", "os", "Linux")));

    private static Environment.Part part(String says) {
        return new Environment.Part(says, Digest.of(says));
    }

    private static Environment with(String what, String says) {
        var host = new TreeMap<>(ENVIRONMENT.host());
        if (!what.equals("prompt")) {
            host.put(what, says);
        }
        return new Environment(
                ENVIRONMENT.target(),
                ENVIRONMENT.parameters(),
                what.equals("prompt") ? part(says) : ENVIRONMENT.prompt(),
                ENVIRONMENT.tools(),
                host);
    }

    private Evaluation gate(Run before, Run after) {
        var pact = examples.pact(TASKS, DROP);
        return evaluate(pact, certified(pact, before), after);
    }

    private Evaluation gate(Run before, Run after, Run controlBefore, Run controlAfter) {
        var pact = examples.pact(TASKS, DROP);
        var certified = (Certification.Certified)
                new Certifier(pact, List.of(before), List.of(controlBefore)).certify(Examples.NOON, "test");
        var baseline = new Baseline(certified.certificate(), certified.runs(), "key", certified.control());
        return new Evaluator(pact, baseline, after, Optional.of(controlAfter), Confidence.DEFAULT)
                .evaluate("e1", Examples.NOON, "test");
    }

    private static Run control(String of, int right) {
        return made(of + Run.OF_CONTROL, right);
    }

    private static Run made(String id, int right) {
        return made(id, right, ENVIRONMENT);
    }

    private static Run made(String id, int right, Environment environment) {
        return made(id, i -> right(i, right), environment);
    }

    private static Run made(String id, IntFunction<Outcome> outcome, Environment environment) {
        return new Run(
                id,
                Optional.of(plan(id, "settings", Optional.of(environment))),
                run(id, TASKS, outcome).observations());
    }

    private static Run old(Run run, String settings) {
        return new Run(run.id(), Optional.of(plan(run.id(), settings, Optional.empty())), run.observations());
    }

    private static RunPlan plan(String id, String settings, Optional<Environment> environment) {
        return new RunPlan(
                id,
                Examples.NOON,
                "example",
                Digest.of("pact"),
                Digest.of("suite"),
                TASKS,
                1,
                java.util.OptionalInt.empty(),
                "openai",
                Optional.of("m1"),
                Digest.of(settings),
                "test",
                environment);
    }

    private static Run answeredBy(Run run, String model, String fingerprint) {
        return new Run(
                run.id(),
                run.plan(),
                run.observations().stream()
                        .map(o -> new Observation(
                                o.task(),
                                o.repeat(),
                                o.outcome(),
                                o.at(),
                                Optional.of(model),
                                Optional.of(fingerprint),
                                o.finish(),
                                o.latency(),
                                o.usage(),
                                o.attempts(),
                                o.recordedScores(),
                                o.toolCalls(),
                                o.drafts()))
                        .toList());
    }

    /// Golden tasks whose good answer is this.
    private void expected(String answer) throws IOException {
        var lines = java.util.stream.IntStream.range(0, TASKS)
                .mapToObj(i -> "{\"id\":\"t%d\",\"input\":\"q%d\",\"expected\":\"%s\"}".formatted(i, i, answer))
                .toList();
        Files.write(folder.resolve("golden.jsonl"), lines);
    }

    private static PactFile reread(PactFile file) {
        return dev.holdfast.schema.pact.PactReader.read(file.path());
    }

    private static Attribution attribution(Evaluation evaluation) {
        return evaluation.attribution().orElseThrow();
    }

    private static String sentence(Evaluation evaluation) {
        return attribution(evaluation).sentence();
    }

    private static List<Mover> movers(Evaluation evaluation) {
        return attribution(evaluation).explained().getFirst().suspects().stream()
                .map(Suspect::mover)
                .toList();
    }

    private static Suspect first(Evaluation evaluation) {
        return attribution(evaluation).explained().getFirst().suspects().getFirst();
    }

    private static Attribution.Part part(Evaluation evaluation, String name) {
        return attribution(evaluation).parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
