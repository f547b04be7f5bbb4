package dev.holdfast.service.month;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Urgency;
import dev.holdfast.alerting.notify.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MonthTest {
    private static final long SEED = 20261001;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    /// One a year and agent, declared in every pact.
    private static final double BUDGET = Fleet.AGENTS * Fleet.DAYS / 365.0;

    @Test
    void pagesForRealDriftsAndNeverForAnOutageOrAJudge() throws Exception {
        var month = new Month(SEED);
        var table = table(month.passes());
        var pages = drifts(month).stream()
                .filter(incident -> incident.urgency() == Urgency.PAGE)
                .toList();
        var real = agents(Stream.concat(Fleet.DRIFTS.keySet().stream(), Stream.of(Fleet.DECLINING)));
        var paged = pages.stream().map(MonthTest::agent).collect(Collectors.toCollection(TreeSet::new));

        assertThat(paged).containsAll(agents(Fleet.DRIFTS.keySet().stream()));
        assertThat(pages.stream().filter(page -> !real.contains(agent(page))).count())
                .isLessThanOrEqualTo((long) Math.floor(BUDGET));
        assertThat(pages).noneMatch(page -> Fleet.isJudgeBroken(page.openedAt()) && !real.contains(agent(page)));
        assertThat(platform(month, Identity.Part.JUDGE)).hasSize(1);
        assertThat(platform(month, Identity.Part.TARGET)).hasSize(2);
        assertThat(month.incidents()).filteredOn(Incident::isOpen).isEmpty();
        Files.writeString(Path.of("target", "month.md"), table);
        assertThat(Files.readString(Path.of("..", "docs", "operations.md"))).contains(table);
    }

    @Test
    void takesEveryDriftBackOnceAndNothingElse() {
        var month = new Month(SEED);
        month.passes();

        var takenBack = month.actions().stream()
                .filter(action -> action.state() == State.AUTHORIZED)
                .map(action -> action.subject().agent())
                .toList();

        assertThat(takenBack).doesNotHaveDuplicates().containsAll(agents(Fleet.DRIFTS.keySet().stream()));
        assertThat(takenBack.size()).isLessThanOrEqualTo(Fleet.DRIFTS.size() + 1);
    }

    @Test
    void noticesADriftWithinADay() {
        var month = new Month(SEED);
        month.passes();

        Fleet.DRIFTS.forEach((agent, since) -> {
            var page = drifts(month).stream()
                    .filter(incident ->
                            agent(incident).equals(Fleet.subject(agent).agent()))
                    .filter(incident -> !incident.openedAt().isBefore(since))
                    .findFirst()
                    .orElseThrow();
            assertThat(Duration.between(since, page.openedAt())).isLessThan(Duration.ofDays(1));
        });
    }

    private static List<Incident> drifts(Month month) {
        return month.incidents().stream()
                .filter(incident -> incident.identity() instanceof Identity.Drift)
                .toList();
    }

    private static List<Incident> platform(Month month, Identity.Part part) {
        return month.incidents().stream()
                .filter(incident ->
                        incident.identity() instanceof Identity.Platform platform && platform.part() == part)
                .toList();
    }

    private static Set<String> agents(Stream<Integer> numbers) {
        return numbers.map(number -> Fleet.subject(number).agent()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String agent(Incident incident) {
        return ((Identity.Drift) incident.identity()).subject().agent();
    }

    private static String table(List<Month.Heard> heard) {
        return "| when | who | how | what | why now |\n|---|---|---|---|---|\n"
                + heard.stream()
                        .filter(each -> each.tell().reason() != Reason.REPEAT_INTERVAL_ELAPSED)
                        .map(MonthTest::row)
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(Month.Heard heard) {
        var incidents = Stream.concat(heard.tell().firing().stream(), heard.tell().resolved().stream())
                .toList();
        var urgent = heard.tell().firing().stream().anyMatch(incident -> incident.urgency() == Urgency.PAGE);
        var how = heard.tell().firing().isEmpty() ? "all clear" : urgent ? "page" : "ticket";
        return "| %s | %s | %s | %s | %s |"
                .formatted(
                        TIME.format(heard.at()),
                        String.join(", ", heard.tell().receivers()),
                        how,
                        incidents.stream().map(MonthTest::what).distinct().collect(Collectors.joining(", ")),
                        heard.tell().reason().words());
    }

    private static String what(Incident incident) {
        return switch (incident.identity()) {
            case Identity.Drift(var subject, var promise, var _) -> subject.agent() + ": " + promise;
            case Identity.Platform(var _, var part, var name) -> part.key() + " " + name;
        };
    }
}
