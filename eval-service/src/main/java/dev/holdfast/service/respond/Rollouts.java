package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Quarantine;
import dev.holdfast.alerting.action.Rollout;
import dev.holdfast.alerting.actuator.Order;
import dev.holdfast.alerting.actuator.Reading;
import dev.holdfast.alerting.actuator.Setting;
import dev.holdfast.alerting.actuator.Staged;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Candidates that go out in steps: each run that passes lets one go further, one that fails takes it back.
@Singleton
public final class Rollouts {
    private static final int ALL = 100;

    private final ActionRows.Pen pen;
    private final Switchboard switchboard;

    Rollouts(ActionRows.Pen pen, Switchboard switchboard) {
        this.pen = pen;
        this.switchboard = switchboard;
    }

    /// Begins one. The gate has been looked at.
    public Rollout begin(Acting acting, Subject subject, String candidate, UUID gate) {
        var holder = holder(subject);
        if (!(holder.read() instanceof Reading.Current(var pinned, var _, var _))) {
            throw refused("unreadable", "what is pinned cannot be read");
        }
        if (pinned.equals(candidate)) {
            throw refused("pinned", candidate + " is pinned already");
        }
        holder.refusal(candidate).ifPresent(why -> {
            throw refused("refused", why);
        });
        var rollout = Rollout.begun(subject, pinned, candidate, gate.toString(), acting.name());
        var kept = pen.database().write(acting.tenant(), connection -> {
            refuseQuarantined(connection, rollout);
            var written = Rows.change(
                    connection,
                    """
                    INSERT INTO rollouts (organisation, id, subject, over, version, begun_at, document)
                    VALUES (?, ?, ?, false, ?, ?, ?::jsonb) ON CONFLICT DO NOTHING""",
                    acting.tenant().organisation(),
                    rollout.id(),
                    IncidentRows.subject(subject),
                    rollout.version(),
                    pen.clock().instant(),
                    Json.line(rollout));
            if (written == 1) {
                log(connection, acting, rollout);
            }
            return written == 1;
        });
        if (!kept) {
            throw refused("under_way", "another candidate is going out, or this gate was used before");
        }
        return carriedOut(acting, rollout);
    }

    private static void refuseQuarantined(Connection connection, Rollout rollout) throws SQLException {
        if (Quarantines.held(connection).stream()
                .anyMatch(each -> each.subject().equals(rollout.subject()) && each.holds(rollout.candidate()))) {
            throw refused("quarantined", rollout.candidate() + " is in quarantine");
        }
    }

    /// The newest first.
    public List<Rollout> all(Tenant tenant) {
        return list(tenant, "SELECT document FROM rollouts ORDER BY begun_at DESC LIMIT 500");
    }

    /// A person takes it back.
    public Rollout stop(Acting acting, String id, String reason) {
        var rollout = list(acting.tenant(), "SELECT document FROM rollouts WHERE id = ?", id).stream()
                .findFirst()
                .orElseThrow(() -> RefusedException.missing("rollout", id));
        if (rollout.phase() != Rollout.Phase.GOING) {
            throw refused("over", "it is " + rollout.phase().name().toLowerCase(Locale.ROOT));
        }
        var back = rollout.back(reason);
        if (!write(acting, rollout, back)) {
            throw refused("moved", "it has just moved; look again");
        }
        return carriedOut(acting, back);
    }

    /// What a run means for a candidate that is going out.
    void hear(Tenant tenant, Evaluation run, Subject subject) {
        var acting = Acting.system(tenant, "rollouts");
        var settles = switchboard.settles(tenant.organisation(), subject);
        for (var rollout : open(tenant)) {
            if (rollout.subject().equals(subject)) {
                rollout.after(run, settles)
                        .filter(next -> write(acting, rollout, next))
                        .ifPresent(next -> carriedOut(acting, next));
            }
        }
    }

    /// Takes up what a node left undone.
    @Scheduled(fixedDelay = "30s", initialDelay = "12s")
    public void takeUp() {
        for (var organisation : pen.database().<List<UUID>>anonymous(Rollouts::pending)) {
            var acting = Acting.system(Tenant.of(organisation), "rollouts");
            open(acting.tenant()).forEach(rollout -> carriedOut(acting, rollout));
        }
    }

    private static List<UUID> pending(Connection connection) throws SQLException {
        Rows.texts(connection, "SELECT set_config('holdfast.dispatcher', 'on', true)");
        return Rows.texts(connection, "SELECT DISTINCT organisation::text FROM rollouts WHERE NOT over").stream()
                .map(UUID::fromString)
                .toList();
    }

    /// Written down before and after, as actions are; the system that holds the pin takes no lower epoch.
    private Rollout carriedOut(Acting acting, Rollout rollout) {
        if (rollout.setAt().isPresent()
                || switchboard
                        .actuator(acting.tenant().organisation(), rollout.subject())
                        .isEmpty()) {
            return rollout;
        }
        var mine = rollout.under(pen.database().anonymous(Circumstances::lease));
        if (!write(acting, rollout, mine)) {
            return rollout;
        }
        var now = pen.clock().instant();
        var next = switch (set(holder(mine.subject()), mine)) {
            case Setting.Applied _ -> Optional.of(mine.set(now));
            case Setting.Conflict(var current) ->
                Optional.of(mine.failed("pinned was " + current + "; somebody else is at it", now));
            case Setting.Stale(var epoch) ->
                Optional.of(mine.failed("somebody with epoch " + epoch + " was here", now));
            case Setting.Refused(var why) -> Optional.of(mine.failed(why, now));
            case Setting.Unknown _ -> Optional.<Rollout>empty();
        };
        return next.filter(after -> write(acting, mine, after)).orElse(mine);
    }

    private static Setting set(Staged holder, Rollout rollout) {
        var order = rollout.order();
        var all =
                holder.read() instanceof Reading.Current(var model, var _, var _) && model.equals(rollout.candidate());
        if (rollout.phase() == Rollout.Phase.BACK && all) {
            return holder.set(new Order(order.id(), rollout.candidate(), rollout.expected(), order.epoch()));
        }
        return rollout.percent() == ALL ? holder.set(order) : holder.stage(order, rollout.percent());
    }

    private boolean write(Acting acting, Rollout before, Rollout after) {
        return pen.database().write(acting.tenant(), connection -> {
            var written = Rows.change(
                    connection,
                    "UPDATE rollouts SET over = ?, version = ?, document = ?::jsonb WHERE id = ? AND version = ?",
                    after.isOver(),
                    after.version(),
                    Json.line(after),
                    before.id(),
                    before.version());
            if (written == 1 && before.phase() == Rollout.Phase.GOING && after.phase() == Rollout.Phase.BACK) {
                Quarantines.keep(connection, acting.tenant().organisation(), quarantine(after));
            }
            if (written == 1) {
                log(connection, acting, after);
            }
            return written == 1;
        });
    }

    private Quarantine quarantine(Rollout rollout) {
        return new Quarantine(
                rollout.subject(),
                rollout.candidate(),
                rollout.id(),
                pen.clock().instant(),
                Optional.empty());
    }

    private void log(Connection connection, Acting acting, Rollout rollout) throws SQLException {
        var step = rollout.phase().name().toLowerCase(Locale.ROOT) + "_" + rollout.percent();
        pen.log()
                .record(
                        connection,
                        acting.tenant().organisation(),
                        acting.actor(),
                        Deed.decided("rollout", rollout.id(), step, rollout).because(Optional.of(rollout.why())));
    }

    private List<Rollout> open(Tenant tenant) {
        return list(tenant, "SELECT document FROM rollouts WHERE NOT over ORDER BY begun_at");
    }

    private List<Rollout> list(Tenant tenant, String query, String... values) {
        return pen.database()
                .read(tenant, connection -> Rows.list(connection, Rollout.class, query, (Object[]) values));
    }

    private Staged holder(Subject subject) {
        return switchboard
                .actuator(UUID.fromString(subject.organisation()), subject)
                .filter(Staged.class::isInstance)
                .map(Staged.class::cast)
                .orElseThrow(() -> refused(
                        "no_shares",
                        "whatever holds the pin of " + subject.agent() + " cannot send it a share of the traffic"));
    }

    private static RefusedException refused(String code, String why) {
        return new RefusedException(RefusedException.Kind.CONFLICT, code, why);
    }
}
