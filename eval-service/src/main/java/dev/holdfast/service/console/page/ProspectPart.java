package dev.holdfast.service.console.page;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.Preconditions;
import dev.holdfast.service.respond.Prospect;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What would come of an action that a person may ask for: what it would set, and each precondition and whether it
/// holds.
///
/// @param possible whether nothing stands in the way that a person cannot decide away
/// @param now      what is pinned now
/// @param refusal  why it would not be done
public record ProspectPart(
        String incident,
        String kind,
        String name,
        String title,
        boolean possible,
        Optional<String> now,
        List<String> changes,
        List<String> stays,
        Optional<String> refusal,
        List<Check> checks) {
    /// A precondition.
    ///
    /// @param needed whether it holds for everybody, and not only for what the service does by itself
    public record Check(boolean holds, boolean needed, String words) {}

    public static ProspectPart of(String incident, String name, Prospect prospect) {
        var destination = prospect.destination().map(to -> IncidentsPage.line(to.model()));
        return new ProspectPart(
                incident,
                prospect.kind().name().toLowerCase(Locale.ROOT),
                name,
                title(prospect.kind(), destination.orElse(IncidentsPage.line(name))),
                prospect.rehearsal().refusal().isEmpty()
                        && prospect.checks().stream().allMatch(check -> check.holds() || !check.forEverybody()),
                IncidentsPage.line(prospect.expected()),
                lines(prospect.rehearsal().changes()),
                lines(prospect.rehearsal().cannot()),
                IncidentsPage.line(prospect.rehearsal().refusal()),
                prospect.checks().stream().map(ProspectPart::check).toList());
    }

    private static String title(Action.Kind kind, String to) {
        return switch (kind) {
            case ROLLBACK -> "Go back to " + to;
            case PIN -> "Pin " + to;
            case REMEDIATE -> "Run the hook " + to;
        };
    }

    static Check check(Preconditions.Check check) {
        return new Check(check.holds(), check.forEverybody(), IncidentsPage.line(check.sentence()));
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream().map(IncidentsPage::line).toList();
    }
}
