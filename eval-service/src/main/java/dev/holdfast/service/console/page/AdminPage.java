package dev.holdfast.service.console.page;

import dev.holdfast.alerting.notify.Route;
import dev.holdfast.alerting.notify.Silence;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.service.audit.Event;
import dev.holdfast.service.audit.Verification;
import dev.holdfast.service.console.look.StatusPages;
import dev.holdfast.service.console.look.Undelivered;
import dev.holdfast.service.console.look.Watched;
import dev.holdfast.service.schedule.Coverage;
import dev.holdfast.service.security.Member;
import dev.holdfast.service.security.Role;
import dev.holdfast.service.security.Token;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// What whoever answers for an organisation looks at.
///
/// @param budgets    agents, with what their runs have cost this month
/// @param mayWrite   whether whoever looks may end silences
/// @param mayMembers whether whoever looks may give roles and show status pages
/// @param tokens absent for who may not see them
/// @param log    absent for who may not read it
public record AdminPage(
        List<Covered> coverage,
        List<SilenceRow> silences,
        List<Undelivered.Parcel> undelivered,
        Optional<List<TokenRow>> tokens,
        Optional<List<EventRow>> log,
        List<MemberRow> members,
        List<AgentsPage.Row> budgets,
        List<RouteRow> routes,
        List<PageRow> statusPages,
        boolean mayWrite,
        boolean mayMembers) {
    /// How a pact's times went.
    public record Covered(String pact, String due, String ended, String missed, String failed, boolean gaps) {}

    /// A silence that has not ended.
    public record SilenceRow(String id, String what, When until, String words) {}

    /// A member.
    ///
    /// @param version of what the page shows
    public record MemberRow(
            String id,
            String name,
            Optional<String> subject,
            String roles,
            List<Choice> choices,
            When since,
            String version) {}

    /// A role that may be given.
    public record Choice(String name, boolean has) {}

    /// Who is told of what.
    public record RouteRow(String name, String what, String receivers, String when) {}

    /// A page that is shown to whoever has its address.
    public record PageRow(String id, String address, String title, When since) {}

    /// A token.
    public record TokenRow(
            String id, String name, String member, String scopes, Optional<When> used, String state, boolean good) {}

    /// An event of the audit log.
    public record EventRow(String number, When at, String action, String subject, String actor, String reason) {}

    /// What the page is made of.
    ///
    /// @param names of pacts and members
    public record Known(
            List<Coverage.Line> coverage,
            List<Silence> silences,
            List<Undelivered.Parcel> undelivered,
            Optional<List<Token>> tokens,
            Optional<List<Event>> log,
            Map<UUID, String> names,
            Standing standing,
            Rights rights) {}

    /// What the organisation is made of.
    ///
    /// @param agents every one, with what its runs cost
    public record Standing(
            List<Member> members, List<Watched> agents, List<Route> routes, List<StatusPages.Open> statusPages) {}

    /// What whoever looks may do.
    public record Rights(boolean write, boolean members) {}

    public static AdminPage of(Known known, Instant now) {
        return new AdminPage(
                known.coverage().stream()
                        .map(line -> covered(line, known.names()))
                        .toList(),
                known.silences().stream().map(silence -> row(silence, now)).toList(),
                known.undelivered().stream().map(AdminPage::visible).toList(),
                known.tokens()
                        .map(tokens -> tokens.stream()
                                .map(token -> row(token, known.names(), now))
                                .toList()),
                known.log()
                        .map(events -> events.reversed().stream()
                                .map(event -> row(event, known.names(), now))
                                .toList()),
                known.standing().members().stream()
                        .map(member -> row(member, now))
                        .toList(),
                AgentsPage.of(known.standing().agents(), List.of(), Map.of(), now).rows().stream()
                        .sorted(Comparator.comparing(AgentsPage.Row::name))
                        .toList(),
                known.standing().routes().stream().map(AdminPage::row).toList(),
                known.standing().statusPages().stream()
                        .map(page -> new PageRow(
                                page.id().toString(),
                                page.address(),
                                IncidentsPage.line(page.title()),
                                When.of(page.since(), now)))
                        .toList(),
                known.rights().write(),
                known.rights().members());
    }

    private static MemberRow row(Member member, Instant now) {
        return new MemberRow(
                member.id().toString(),
                IncidentsPage.line(member.name()),
                Optional.ofNullable(member.subject()).map(IncidentsPage::line),
                member.roles().isEmpty() ? "none" : IncidentsPage.line(String.join(", ", member.roles())),
                Arrays.stream(Role.values())
                        .filter(role -> role != Role.PLATFORM)
                        .map(role -> new Choice(role.written(), member.roles().contains(role.written())))
                        .toList(),
                When.of(member.createdAt(), now),
                String.valueOf(member.version()));
    }

    private static RouteRow row(Route route) {
        var labels = new TreeMap<>(route.match());
        var what = labels.isEmpty()
                ? "everything"
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + " " + label.getValue())
                        .collect(Collectors.joining(", "));
        var quiet = route.quiet()
                .map(hours -> ", not between " + hours.from() + " and " + hours.to() + " " + hours.zone())
                .orElse("");
        return new RouteRow(
                IncidentsPage.line(route.name()),
                IncidentsPage.line(what),
                route.receivers().isEmpty()
                        ? "whom the pact names"
                        : IncidentsPage.line(String.join(", ", route.receivers())),
                IncidentsPage.line("again every " + When.size(route.timing().repeat()) + quiet
                        + (route.escalation().isPresent() ? ", and further if nobody answers" : "")
                        + (route.goesOn() ? "; later routes too" : "")));
    }

    private static Covered covered(Coverage.Line line, Map<UUID, String> names) {
        return new Covered(
                name(names, line.pact()),
                Figures.count(line.due()),
                Figures.count(line.ended()),
                Figures.count(line.missed()),
                Figures.count(line.failed()),
                line.missed() + line.failed() > 0);
    }

    static SilenceRow row(Silence silence, Instant now) {
        var labels = new TreeMap<>(silence.labels());
        labels.remove("organisation");
        return new SilenceRow(
                silence.id(),
                IncidentsPage.line(labels.entrySet().stream()
                        .map(label -> label.getKey() + " " + label.getValue())
                        .collect(Collectors.joining(", "))),
                When.of(silence.until(), now),
                IncidentsPage.line(silence.by() + ": " + silence.reason()));
    }

    private static Undelivered.Parcel visible(Undelivered.Parcel parcel) {
        return new Undelivered.Parcel(
                IncidentsPage.line(parcel.id()),
                IncidentsPage.line(parcel.channel()),
                parcel.state().toLowerCase(Locale.ROOT).replace('_', ' '),
                IncidentsPage.line(parcel.trouble()),
                parcel.attempts());
    }

    private static TokenRow row(Token token, Map<UUID, String> names, Instant now) {
        var scopes = token.scopes();
        var expires = token.expiresAt();
        var revoked = token.revokedAt();
        var used = token.lastUsedAt();
        var over = revoked != null || (expires != null && !now.isBefore(expires));
        return new TokenRow(
                token.id().toString(),
                IncidentsPage.line(token.name() + " (hf_" + token.prefix() + "…)"),
                name(names, token.member()),
                scopes == null ? "all of the member’s" : IncidentsPage.line(String.join(", ", scopes)),
                used == null ? Optional.empty() : Optional.of(When.of(used, now)),
                revoked != null
                        ? "revoked " + When.of(revoked, now).near()
                        : expires == null
                                ? "good"
                                : (over ? "expired " : "good, ends ")
                                        + When.of(expires, now).near(),
                !over);
    }

    private static EventRow row(Event event, Map<UUID, String> names, Instant now) {
        return new EventRow(
                String.valueOf(event.seq()),
                When.of(event.time(), now),
                event.action()
                        + event.decision().map(decision -> ": " + decision).orElse(""),
                IncidentsPage.line(
                        event.subject().type() + " " + event.subject().id()),
                actor(event, names),
                IncidentsPage.line(event.reason().orElse("")));
    }

    private static String actor(Event event, Map<UUID, String> names) {
        return event.actor().type().equals("member")
                ? name(names, UUID.fromString(event.actor().id()))
                : IncidentsPage.line(event.actor().type() + " " + event.actor().id());
    }

    private static String name(Map<UUID, String> names, UUID id) {
        return IncidentsPage.line(names.getOrDefault(id, id.toString()));
    }

    /// What came of verifying the log.
    public record Verified(boolean proven, String words) {
        public static Verified of(Verification verification) {
            return switch (verification) {
                case Verification.Proven proven ->
                    new Verified(
                            true,
                            "Every one of the " + Figures.count(proven.count()) + " events is in the tree that key "
                                    + proven.keyId().substring(0, 12) + " has signed.");
                case Verification.Tampered(var _, var reason) -> new Verified(false, "Tampered with: " + reason);
                case Verification.Unproven(var reason) -> new Verified(false, "Nothing is proven: " + reason);
            };
        }
    }
}
