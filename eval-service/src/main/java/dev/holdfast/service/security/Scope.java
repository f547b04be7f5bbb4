package dev.holdfast.service.security;

import java.util.List;

/// What can be allowed. A route names one of these in its `@Secured`.
public final class Scope {
    /// Reads everything of the organisation but tokens and the audit log.
    public static final String READ = "content:read";

    public static final String PROJECT_WRITE = "project:write";
    public static final String PACT_WRITE = "pact:write";
    public static final String RUN_WRITE = "run:write";

    /// Asks whether a candidate may go out, and reads the answer.
    public static final String GATE_EVALUATE = "gate:evaluate";

    public static final String DEPLOYMENT_WRITE = "deployment:write";

    /// Puts forward runs, or a signed file, as a baseline.
    public static final String BASELINE_PROPOSE = "baseline:propose";

    /// Approves a baseline that somebody else put forward.
    public static final String BASELINE_CERTIFY = "baseline:certify";

    /// Acknowledges and silences.
    public static final String INCIDENT_WRITE = "incident:write";

    public static final String ACTION_APPROVE = "action:approve";
    public static final String SCHEDULE_WRITE = "schedule:write";
    public static final String AUDIT_READ = "audit:read";
    public static final String MEMBER_WRITE = "member:write";
    public static final String TOKEN_WRITE = "token:write";

    /// Reads the figures of the whole service, which name organisations.
    public static final String METRICS_READ = "metrics:read";

    /// Makes organisations; of no use inside one.
    public static final String ORGANISATION_CREATE = "organisation:create";

    /// All of them.
    public static final List<String> ALL = List.of(
            READ,
            PROJECT_WRITE,
            PACT_WRITE,
            RUN_WRITE,
            GATE_EVALUATE,
            DEPLOYMENT_WRITE,
            BASELINE_PROPOSE,
            BASELINE_CERTIFY,
            INCIDENT_WRITE,
            ACTION_APPROVE,
            SCHEDULE_WRITE,
            AUDIT_READ,
            MEMBER_WRITE,
            TOKEN_WRITE,
            METRICS_READ,
            ORGANISATION_CREATE);

    private Scope() {}
}
