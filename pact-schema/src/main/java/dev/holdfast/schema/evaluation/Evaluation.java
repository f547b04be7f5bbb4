package dev.holdfast.schema.evaluation;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.holdfast.schema.pact.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One candidate against one baseline: the evidence, the findings and the verdict.
///
/// @param headline    the one sentence that a person needs
/// @param keyId       of the key that signed the baseline
/// @param provisional whether the baseline is too thin to be relied on
/// @param alpha       significance level of the tests, and 1 minus the confidence of the one-sided bounds
/// @param seed        of everything random in it
/// @param probes      how the candidate bears each of the pact's probes, where it was asked under them
/// @param passes      pass@k and pass^k of every check that was replayed more than once
/// @param notes       what else a reader should know: missing tasks, limits of the baseline
/// @param clusters    the failing answers of every share metric that has enough of them
/// @param attribution who moved
/// @param tools       how the candidate used its tools, and what it did when they failed
/// @param policy      what the policy made of the agent's answers, where its drafts were recorded
/// @param serving     what two models on this machine take, where one was asked in the place of the other
///
/// Evaluations of older versions lack the last ones, and are read all the same: what was not looked at is not there.
public record Evaluation(
        String id,
        String pact,
        Instant at,
        Verdict verdict,
        String headline,
        Side baseline,
        Side candidate,
        String keyId,
        boolean provisional,
        double alpha,
        long seed,
        Coverage coverage,
        List<Finding> findings,
        List<Flips> flips,
        List<ProbeReading> probes,
        List<PassRates> passes,
        List<String> notes,
        String holdfast,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<FailureClusters> clusters,
        Optional<Attribution> attribution,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<ToolReading> tools,
        Optional<PolicyReading> policy,
        Optional<Serving> serving) {

    public Evaluation {
        findings = List.copyOf(findings);
        flips = List.copyOf(flips);
        probes = List.copyOf(probes);
        passes = List.copyOf(passes);
        notes = List.copyOf(notes);
        clusters = List.copyOf(clusters);
        tools = List.copyOf(tools);
    }

    /// The same, with what the two models take.
    public Evaluation with(Serving measured) {
        return new Evaluation(
                id,
                pact,
                at,
                verdict,
                headline,
                baseline,
                candidate,
                keyId,
                provisional,
                alpha,
                seed,
                coverage,
                findings,
                flips,
                probes,
                passes,
                notes,
                holdfast,
                clusters,
                attribution,
                tools,
                policy,
                Optional.of(measured));
    }

    /// Whether there was nothing to decide: no promise that counts, or not one task in common.
    public boolean isEmpty() {
        return findings.stream().allMatch(finding -> finding.promised().mode() == Mode.OBSERVE)
                || (coverage.common() == 0 && coverage.failed() == 0);
    }
}
