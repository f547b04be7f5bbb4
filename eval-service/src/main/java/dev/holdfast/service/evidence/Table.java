package dev.holdfast.service.evidence;

import java.util.List;

/// One table of the evidence.
///
/// @param name   of its file, below a folder that names what an auditor asks about
/// @param period whether the query takes the period's first moment and the moment after its last; else it tells how
///               things stand
/// @param query  inside the tenant's transaction
record Table(String name, boolean period, String query) {
    /// In the order of what is asked: who may do what, would you have known, who decided, what was done.
    static final List<Table> ALL = List.of(
            now("access/members", "SELECT id, name, subject, roles, created_at FROM members ORDER BY created_at"),
            now("access/tokens", """
                    SELECT id, member, project, name, prefix, scopes, created_at, expires_at, last_used_at, revoked_at
                    FROM tokens ORDER BY created_at"""),
            now(
                    "access/trusted-keys",
                    "SELECT id, key_id, name, added_by, created_at FROM trusted_keys ORDER BY created_at"),
            during("monitoring/due-runs", """
                    SELECT id, pact, pact_version, reason, due_at, state, created_at, ended_at, run, evaluation, detail
                    FROM due_runs WHERE due_at >= ? AND due_at < ? ORDER BY due_at, id"""),
            during("monitoring/schedule-coverage", """
                    SELECT pact, count(*) AS due, count(*) FILTER (WHERE state = 'ended') AS ended,
                           count(*) FILTER (WHERE state = 'missed') AS missed,
                           count(*) FILTER (WHERE state = 'failed') AS failed
                    FROM due_runs WHERE reason = 'schedule' AND due_at >= ? AND due_at < ? GROUP BY pact ORDER BY pact"""),
            during("monitoring/evaluations", """
                    SELECT id, pact, version, run, baseline, verdict, headline, at
                    FROM evaluations WHERE at >= ? AND at < ? ORDER BY at, id"""),
            during("monitoring/alarms", """
                    SELECT id, pact, due_run, baseline, alarm, created_at
                    FROM alarms WHERE created_at >= ? AND created_at < ? ORDER BY created_at, id"""),
            during("changes/pact-versions", """
                    SELECT v.id, v.pact, p.name, v.number, v.author, v.digest, v.pact_digest, v.suite_digest, v.created_at
                    FROM pact_versions v JOIN pacts p ON p.id = v.pact
                    WHERE v.created_at >= ? AND v.created_at < ? ORDER BY v.created_at, v.id"""),
            during("changes/gates", """
                    SELECT id, pact, version, run, candidate, environment, on_inconclusive, asked_by, created_at, answer
                    FROM gates WHERE created_at >= ? AND created_at < ? ORDER BY created_at, id"""),
            during("changes/deployments", """
                    SELECT id, pact, gate, model, environment, note, told_by, created_at
                    FROM deployments WHERE created_at >= ? AND created_at < ? ORDER BY created_at, id"""),
            now("changes/baselines", """
                    SELECT id, pact, state, proposed_by, decided_by, decided_at, reason, key_id, provisional, created_at
                    FROM baselines ORDER BY created_at, id"""),
            during("incidents/incidents", """
                    SELECT id, identity, open, changed_at, document
                    FROM incidents WHERE changed_at >= ? AND changed_at < ? ORDER BY changed_at, id"""),
            during("incidents/events", """
                    SELECT incident, number, at, document
                    FROM incident_events WHERE at >= ? AND at < ? ORDER BY at, number"""),
            during("incidents/actions", """
                    SELECT action, version, at, document
                    FROM action_states WHERE at >= ? AND at < ? ORDER BY at, action, version"""),
            now("incidents/silences", "SELECT id, until, document FROM silences ORDER BY id"));

    private static Table now(String name, String query) {
        return new Table(name, false, query);
    }

    private static Table during(String name, String query) {
        return new Table(name, true, query);
    }
}
