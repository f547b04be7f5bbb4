package dev.holdfast.schema.evaluation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.pact.Otherwise;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the evidence says about one promise.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "finding")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Finding.Kept.class, name = "kept"),
    @JsonSubTypes.Type(value = Finding.Broken.class, name = "broken"),
    @JsonSubTypes.Type(value = Finding.Inconclusive.class, name = "inconclusive"),
    @JsonSubTypes.Type(value = Finding.NotMeasured.class, name = "not_measured")
})
public sealed interface Finding {
    /// The promise that was looked at.
    ///
    /// @param id        names it within its pact
    /// @param text      says it in words
    /// @param mode      in force, after what the certificate knows of it
    /// @param otherwise what a breach leads to, of one that allows none
    record Promised(String id, String metric, String text, Mode mode, Optional<Otherwise> otherwise) {}

    /// The tasks of one tag, compared on their own.
    ///
    /// @param broken whether the promise is shown to be broken there
    record Slice(String tag, Comparison.Change change, boolean broken) {}

    /// Shown to be kept.
    record Kept(Promised promised, String sentence, Comparison comparison, List<Slice> slices) implements Finding {
        public Kept {
            slices = List.copyOf(slices);
        }
    }

    /// Shown to be broken.
    ///
    /// @param confirmed the whole interval lies beyond the limit of a baseline that is not provisional; only this
    /// may trigger anything automatic
    record Broken(Promised promised, String sentence, Comparison comparison, List<Slice> slices, boolean confirmed)
            implements Finding {
        public Broken {
            slices = List.copyOf(slices);
        }
    }

    /// Neither is shown.
    ///
    /// @param moreReplays that would probably decide it, where that can be said
    record Inconclusive(
            Promised promised, String sentence, Comparison comparison, List<Slice> slices, OptionalInt moreReplays)
            implements Finding {
        public Inconclusive {
            slices = List.copyOf(slices);
        }
    }

    /// Too little could be measured to compare anything.
    ///
    /// @param cause whether the agent or the judges could not be reached, or the tasks were never asked
    record NotMeasured(Promised promised, String sentence, Cause cause) implements Finding {
        /// Why.
        public enum Cause {
            /// Too many replays failed.
            FAILURES,
            /// Too few of the certified tasks are in the run.
            MISSING_TASKS,
            /// The metric gave too few scores.
            UNSCORED,
            /// The judges that the metric asks were not reached.
            JUDGES;

            /// Whether something was out of order, rather than never asked or not to be scored.
            public boolean isOutage() {
                return this == FAILURES || this == JUDGES;
            }
        }
    }

    Promised promised();

    /// The finding in one sentence for people.
    String sentence();

    /// What this finding alone means for the verdict, were the promise enforced.
    default Verdict verdict() {
        return switch (this) {
            case Kept _ -> Verdict.PASS;
            case Broken _ -> Verdict.FAIL;
            case Inconclusive _ -> Verdict.INCONCLUSIVE;
            case NotMeasured(var _, var _, var cause) -> cause.isOutage() ? Verdict.ERROR : Verdict.INCONCLUSIVE;
        };
    }
}
