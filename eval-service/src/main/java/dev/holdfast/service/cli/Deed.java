package dev.holdfast.service.cli;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.service.remote.OnCall;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every command takes that changes something in a service's incidents: why, and where.
final class Deed {
    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is kept in the audit log.")
    private String reason = "";

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    String reason() {
        return reason;
    }

    OnCall on(Host host) {
        return new OnCall(service.open(host));
    }

    /// Prints where an action stands; FAIL where it came to nothing.
    static int tell(Host host, Action action) {
        host.terminal().line("%s  %s  %s".formatted(action.id(), action.state(), action.outlook()));
        return switch (action.state()) {
            case FAILED, BLOCKED, EXPIRED, UNVERIFIED -> ExitCode.FAIL.code();
            case PROPOSED, AWAITING_APPROVAL, AUTHORIZED, EXECUTING, EXECUTED -> ExitCode.PASS.code();
            case VERIFIED, REJECTED, SUPERSEDED -> ExitCode.PASS.code();
        };
    }
}
