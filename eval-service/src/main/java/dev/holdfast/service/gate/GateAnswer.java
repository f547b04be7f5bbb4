package dev.holdfast.service.gate;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A gate's answer. Whether it could be measured, what the evidence says and what to do are three things, never one.
///
/// @param deployable true and false are the evidence's; absent where it is open
/// @param reasonCode a short name of why, for programs
/// @param stale      whether it is too old to open anything
public record GateAnswer(
        Execution execution,
        Optional<Verdict> verdict,
        Optional<Boolean> deployable,
        Choice decision,
        String reasonCode,
        int exitCode,
        Optional<String> headline,
        Summary summary,
        List<Clause> clauses,
        boolean stale,
        Optional<Instant> evaluatedAt,
        Optional<Instant> expiresAt) {
    /// How long a verdict may open a gate: what is older says nothing of today's model.
    static final Duration GOOD_FOR = Duration.ofDays(7);

    /// Whether an answer was found.
    public enum Execution {
        PENDING,
        COMPLETED,
        FAILED
    }

    /// What to do.
    public enum Choice {
        ALLOW,
        DENY
    }

    /// Promises by what the evidence says of them; `pending` ones are only observed and decide nothing.
    public record Summary(int pass, int fail, int inconclusive, int error, int pending) {
        static Summary of(List<Finding> findings) {
            return new Summary(
                    count(findings, Verdict.PASS),
                    count(findings, Verdict.FAIL),
                    count(findings, Verdict.INCONCLUSIVE),
                    count(findings, Verdict.ERROR),
                    (int) findings.stream().filter(Summary::isPending).count());
        }

        private static int count(List<Finding> findings, Verdict verdict) {
            return (int) findings.stream()
                    .filter(finding -> !isPending(finding) && finding.verdict() == verdict)
                    .count();
        }

        private static boolean isPending(Finding finding) {
            return finding.promised().mode() == Mode.OBSERVE;
        }
    }

    public GateAnswer {
        clauses = List.copyOf(clauses);
    }

    /// Nobody has looked yet.
    public static GateAnswer pending() {
        return without(Execution.PENDING, Decision.unknown("PENDING"), Optional.empty());
    }

    /// There is nothing to look at.
    public static GateAnswer nothing(String reasonCode, Instant at) {
        return without(Execution.COMPLETED, Decision.nothing(reasonCode), Optional.of(at));
    }

    /// Looking failed.
    public static GateAnswer failed(String reasonCode, Instant at) {
        return without(Execution.FAILED, Decision.error(reasonCode), Optional.of(at));
    }

    public static GateAnswer of(Evaluation evaluation, Decision.Undecided undecided) {
        var decision = Decision.of(evaluation, undecided);
        return new GateAnswer(
                Execution.COMPLETED,
                Optional.of(evaluation.verdict()),
                evaluation.isEmpty() ? Optional.empty() : Decision.deployable(evaluation.verdict()),
                choice(decision),
                decision.reason(),
                decision.exitCode(),
                Optional.of(evaluation.headline()),
                Summary.of(evaluation.findings()),
                evaluation.findings().stream().map(Clause::of).toList(),
                false,
                Optional.of(evaluation.at()),
                Optional.of(evaluation.at().plus(GOOD_FOR)));
    }

    /// The answer as it stands at a later time: what has expired opens nothing.
    public GateAnswer at(Instant now) {
        return expiresAt.isEmpty() || now.isBefore(expiresAt.get())
                ? this
                : denied(Decision.unknown("EXPIRED"), Optional.empty(), true);
    }

    /// Whatever the evidence says, a model that was taken back does not go out.
    public GateAnswer quarantined() {
        return denied(Decision.quarantined(), deployable, stale);
    }

    private GateAnswer denied(Decision denial, Optional<Boolean> evidence, boolean old) {
        return new GateAnswer(
                execution,
                verdict,
                evidence,
                Choice.DENY,
                denial.reason(),
                denial.exitCode(),
                headline,
                summary,
                clauses,
                old,
                evaluatedAt,
                expiresAt);
    }

    private static GateAnswer without(Execution execution, Decision decision, Optional<Instant> at) {
        return new GateAnswer(
                execution,
                Optional.empty(),
                Optional.empty(),
                choice(decision),
                decision.reason(),
                decision.exitCode(),
                Optional.empty(),
                Summary.of(List.of()),
                List.of(),
                false,
                at,
                Optional.empty());
    }

    private static Choice choice(Decision decision) {
        return decision.allowed() ? Choice.ALLOW : Choice.DENY;
    }
}
