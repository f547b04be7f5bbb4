package dev.holdfast.alerting.action;

import java.time.Duration;

/// How careful automatic actions are. The values to start with are to be tuned on data.
///
/// @param replays       that must have been valid
/// @param invalidShare  of the replays, at most
/// @param failing       of the last runs
/// @param lastRuns      that are looked at
/// @param cooldown      after the last action
/// @param perDay        automatic actions of one agent in 24 hours
/// @param inARow        automatic actions without a person in between
/// @param approvalTime  after which a proposal expires
public record Limits(
        int replays,
        double invalidShare,
        int failing,
        int lastRuns,
        Duration cooldown,
        int perDay,
        int inARow,
        Duration approvalTime) {
    public static final Limits DEFAULT = new Limits(30, 0.1, 2, 3, Duration.ofHours(6), 1, 2, Duration.ofHours(4));
}
