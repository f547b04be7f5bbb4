package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Breaker;
import dev.holdfast.alerting.incident.Change;
import dev.holdfast.alerting.incident.Happening;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.alerting.notify.Silence;
import dev.holdfast.alerting.notify.Told;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Incidents, their history and what was told of them, in a transaction of their organisation.
record IncidentRows(Connection connection, UUID organisation) {
    /// What platform incidents are filed under; they belong to no agent.
    static final String PLATFORM = "platform";

    /// One that ended is still looked at for this long, so that its end is told.
    private static final Duration MEMORY = Duration.ofDays(7);

    static String subject(Subject subject) {
        return Json.canonical(subject);
    }

    static String subject(Incident incident) {
        return incident.identity() instanceof Identity.Drift drift ? subject(drift.subject()) : PLATFORM;
    }

    /// Whether this run was looked at for the first time.
    boolean isNew(Occasion occasion, Breaker.Turn turn, Instant at) throws SQLException {
        return Rows.change(
                        connection,
                        """
                        INSERT INTO occasions (organisation, evaluation, at, document, subject, turn, sound)
                        VALUES (?, ?, ?, ?::jsonb, ?, ?::jsonb, ?) ON CONFLICT DO NOTHING""",
                        organisation,
                        occasion.evaluation().id(),
                        at,
                        Json.line(occasion.evaluation()),
                        subject(occasion.subject()),
                        Json.line(turn),
                        turn.control())
                == 1;
    }

    /// What the last runs of an agent said of a promise, the newest first. What was measured with something broken said
    /// nothing.
    List<Verdict> recent(Identity.Drift drift, int runs) throws SQLException {
        var sound = Rows.texts(
                connection,
                "SELECT sound::text FROM occasions WHERE subject = ? ORDER BY at DESC, evaluation DESC LIMIT ?",
                subject(drift.subject()),
                runs);
        var evaluations = evaluations(drift, runs);
        return IntStream.range(0, evaluations.size())
                .mapToObj(
                        i -> "true".equals(sound.get(i)) ? verdict(evaluations.get(i), drift.promise()) : Verdict.ERROR)
                .toList();
    }

    /// The last runs of an agent, the newest first.
    List<Evaluation> evaluations(Identity.Drift drift, int runs) throws SQLException {
        return Rows.list(
                connection,
                Evaluation.class,
                "SELECT document FROM occasions WHERE subject = ? ORDER BY at DESC, evaluation DESC LIMIT ?",
                subject(drift.subject()),
                runs);
    }

    private static Verdict verdict(Evaluation evaluation, String promise) {
        return evaluation.findings().stream()
                .filter(finding -> finding.promised().id().equals(promise))
                .findFirst()
                .map(Finding::verdict)
                .orElse(Verdict.INCONCLUSIVE);
    }

    /// The breaker after all runs of the organisation so far.
    ///
    /// @param patience an answer that is no older will do
    Breaker breaker(Instant now, Duration patience) throws SQLException {
        var lately =
                Rows.list(connection, Breaker.class, "SELECT document FROM breakers WHERE at > ?", now.minus(patience));
        return lately.isEmpty() ? breaker(now) : lately.getFirst();
    }

    private Breaker breaker(Instant now) throws SQLException {
        var turns = Rows.list(
                connection,
                Breaker.Turn.class,
                "SELECT turn FROM occasions WHERE at > ? AND turn IS NOT NULL",
                now.minus(Breaker.WINDOW));
        var before = Rows.list(connection, Breaker.class, "SELECT document FROM breakers").stream()
                .findFirst()
                .orElse(Breaker.CLOSED);
        var after = before.after(turns, isWholeCycle(turns, before.since()), now);
        Rows.change(connection, """
                INSERT INTO breakers (organisation, at, document) VALUES (?, ?, ?::jsonb)
                ON CONFLICT (organisation) DO UPDATE SET at = excluded.at, document = excluded.document""", organisation, now, Json.line(after));
        return after;
    }

    /// Whether every agent was looked at since then.
    private static boolean isWholeCycle(List<Breaker.Turn> turns, Instant since) {
        var seen = turns.stream()
                .filter(turn -> turn.at().isAfter(since))
                .map(Breaker.Turn::subject)
                .collect(Collectors.toSet());
        return turns.stream().allMatch(turn -> seen.contains(turn.subject()));
    }

    /// The names of the runs of an agent since then that say something about it, the oldest first.
    List<String> runsSince(Identity.Drift drift, Instant since, int most) throws SQLException {
        return Rows.list(connection, Evaluation.class, """
                        SELECT document FROM occasions WHERE subject = ? AND sound AND at >= ?
                        ORDER BY at DESC, evaluation DESC LIMIT ?""", subject(drift.subject()), since, most).reversed().stream()
                .flatMap(evaluation -> evaluation.candidate().runs().stream())
                .distinct()
                .toList();
    }

    /// Whether somebody has accepted it since then, and the baseline of it is not decided upon.
    boolean isAccepted(Identity identity, Instant since) throws SQLException {
        return !Rows.texts(connection, """
                        SELECT i.id FROM incidents i JOIN baselines b ON b.incident = i.id
                        WHERE i.identity = ? AND NOT i.open AND i.changed_at > ? AND b.state = 'proposed' LIMIT 1""", identity.key(), since).isEmpty();
    }

    Optional<Evaluation> evaluation(Subject of, String id) throws SQLException {
        return Rows.list(
                        connection,
                        Evaluation.class,
                        "SELECT document FROM occasions WHERE subject = ? AND evaluation = ?",
                        subject(of),
                        id)
                .stream()
                .findFirst();
    }

    /// Until the end of the transaction nobody else changes incidents of this subject or of the platform.
    void lock(String subject) throws SQLException {
        for (var name : List.of(PLATFORM, subject)) {
            Rows.texts(
                    connection,
                    "SELECT pg_advisory_xact_lock(hashtextextended(?, 300))::text",
                    organisation + "/" + name);
        }
    }

    /// Those of the subject and of the platform that are open, or ended lately.
    List<Incident> lately(String subject, Instant now) throws SQLException {
        return Rows.list(
                connection,
                Incident.class,
                "SELECT document FROM incidents WHERE subject IN (?, ?) AND (open OR changed_at > ?) ORDER BY id",
                subject,
                PLATFORM,
                now.minus(MEMORY));
    }

    List<Incident> all() throws SQLException {
        return Rows.list(
                connection, Incident.class, "SELECT document FROM incidents ORDER BY changed_at DESC LIMIT 500");
    }

    List<Incident> ended(Instant since) throws SQLException {
        return Rows.list(
                connection,
                Incident.class,
                "SELECT document FROM incidents WHERE NOT open AND changed_at > ? ORDER BY changed_at",
                since);
    }

    Optional<Incident> find(String id) throws SQLException {
        return Rows.list(connection, Incident.class, "SELECT document FROM incidents WHERE id = ?", id).stream()
                .findFirst();
    }

    List<Happening> history(String incident) throws SQLException {
        return Rows.list(connection, Happening.class, """
                SELECT jsonb_build_object('at', at, 'what', document) FROM incident_events
                WHERE incident = ? ORDER BY number""", incident);
    }

    void keep(Change change) throws SQLException {
        var incident = change.incident();
        Rows.change(
                connection,
                """
                INSERT INTO incidents (organisation, id, identity, subject, open, changed_at, document)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb)
                ON CONFLICT (organisation, id) DO UPDATE
                SET open = excluded.open, changed_at = excluded.changed_at, document = excluded.document""",
                organisation,
                incident.id(),
                incident.identity().key(),
                subject(incident),
                incident.isOpen(),
                change.at(),
                Json.line(incident));
        Rows.change(
                connection,
                "INSERT INTO incident_events (organisation, incident, at, document) VALUES (?, ?, ?, ?::jsonb)",
                organisation,
                incident.id(),
                change.at(),
                Json.line(change.event()));
    }

    Map<String, Told> told(String subject) throws SQLException {
        return Rows.list(
                        connection,
                        Told.class,
                        "SELECT document FROM tellings WHERE subject IN (?, ?)",
                        subject,
                        PLATFORM)
                .stream()
                .collect(Collectors.toMap(Told::group, told -> told));
    }

    void keep(Told told, String subject, Optional<Instant> wakeAt) throws SQLException {
        Rows.change(
                connection,
                """
                INSERT INTO tellings (organisation, incidents, subject, wake_at, document) VALUES (?, ?, ?, ?, ?::jsonb)
                ON CONFLICT (organisation, incidents) DO UPDATE
                SET wake_at = excluded.wake_at, document = excluded.document""",
                organisation,
                told.group(),
                subject,
                wakeAt.map(java.sql.Timestamp::from).orElse(null),
                Json.line(told));
    }

    List<Silence> silences(Instant now) throws SQLException {
        return Rows.list(connection, Silence.class, "SELECT document FROM silences WHERE until > ?", now);
    }

    void keep(Silence silence) throws SQLException {
        Rows.change(
                connection,
                "INSERT INTO silences (organisation, id, until, document) VALUES (?, ?, ?, ?::jsonb)",
                organisation,
                silence.id(),
                silence.until(),
                Json.line(silence));
    }

    /// Ends a silence before its time.
    boolean endSilence(String id) throws SQLException {
        return Rows.change(connection, "DELETE FROM silences WHERE id = ?", id) == 1;
    }
}
