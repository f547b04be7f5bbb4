package dev.holdfast.service.security;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.holdfast.schema.json.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a member is to an organisation, and so what the member may do.
public enum Role {
    VIEWER(Scope.READ),
    AUTHOR(Scope.READ, Scope.PACT_WRITE, Scope.RUN_WRITE, Scope.GATE_EVALUATE, Scope.BASELINE_PROPOSE),
    OPERATOR(
            Scope.READ,
            Scope.RUN_WRITE,
            Scope.GATE_EVALUATE,
            Scope.DEPLOYMENT_WRITE,
            Scope.INCIDENT_WRITE,
            Scope.ACTION_APPROVE,
            Scope.SCHEDULE_WRITE,
            Scope.AUDIT_READ),
    CERTIFIER(Scope.READ, Scope.BASELINE_CERTIFY, Scope.AUDIT_READ),
    ADMIN(
            Scope.READ,
            Scope.PROJECT_WRITE,
            Scope.PACT_WRITE,
            Scope.RUN_WRITE,
            Scope.GATE_EVALUATE,
            Scope.DEPLOYMENT_WRITE,
            Scope.BASELINE_PROPOSE,
            Scope.BASELINE_CERTIFY,
            Scope.INCIDENT_WRITE,
            Scope.ACTION_APPROVE,
            Scope.SCHEDULE_WRITE,
            Scope.AUDIT_READ,
            Scope.MEMBER_WRITE,
            Scope.TOKEN_WRITE),
    /// A pipeline: asks gates, and tells what was deployed.
    CI(Scope.GATE_EVALUATE, Scope.DEPLOYMENT_WRITE),
    /// Who runs the service: makes organisations, reads its figures.
    PLATFORM(Scope.ORGANISATION_CREATE, Scope.METRICS_READ);

    @SuppressWarnings("ImmutableEnumChecker") // it is: Set.of
    private final Set<String> scopes;

    Role(String... scopes) {
        this.scopes = Set.of(scopes);
    }

    /// What a member of this role may do.
    public Set<String> scopes() {
        return scopes;
    }

    /// Takes the written form.
    @JsonCreator
    public static Role of(String written) {
        return Arrays.stream(values())
                .filter(role -> role.written().equals(written))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no role \"" + written + "\"" + Nearest.hint(written, names())));
    }

    /// As it stands in documents and tables.
    @JsonValue
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(Role::written).toList();
    }
}
