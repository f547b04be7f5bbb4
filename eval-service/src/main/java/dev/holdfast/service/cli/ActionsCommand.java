package dev.holdfast.service.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is done about drift, and what waits for a person.
@Command(
        name = "actions",
        description = "Lists the actions of a service that have not ended; with a command, decides about one.",
        mixinStandardHelpOptions = true)
final class ActionsCommand implements Callable<Integer> {
    private final Host host;

    @Mixin
    private Listing listing = new Listing();

    ActionsCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        var actions = listing.of(host).actions().stream()
                .filter(shown -> listing.all() || !shown.action().state().isEnded())
                .toList();
        return listing.tell(host, actions, shown -> Deed.tell(host, shown.action()), "nothing is under way");
    }

    @Command(
            name = "approve",
            description = "Lets an action that waits for a person be done.",
            mixinStandardHelpOptions = true)
    int approve(@Parameters(paramLabel = "ACTION", description = "Its id.") String action, @Mixin Deed deed) {
        return Deed.tell(
                host, deed.on(host).approve(action, true, deed.reason()).action());
    }

    @Command(
            name = "reject",
            description = "Says that an action that waits for a person is not done.",
            mixinStandardHelpOptions = true)
    int reject(@Parameters(paramLabel = "ACTION", description = "Its id.") String action, @Mixin Deed deed) {
        return Deed.tell(
                host, deed.on(host).approve(action, false, deed.reason()).action());
    }

    @Command(
            name = "release",
            description = "Lets a model that was taken back go out again.",
            mixinStandardHelpOptions = true)
    int release(
            @Parameters(paramLabel = "ACTION", description = "The id of the action that took it back.") String action,
            @Mixin Deed deed) {
        deed.on(host).release(action, deed.reason());
        host.terminal().line(action + "  released");
        return ExitCode.PASS.code();
    }

    @Command(
            name = "freeze",
            description = "Has nothing changed without a person for a while.",
            mixinStandardHelpOptions = true)
    int freeze(
            @Option(names = "--agent", paramLabel = "NAME", description = "Only this one; all of them else.")
                    Optional<String> agent,
            @Option(names = "--for", required = true, paramLabel = "DURATION", description = "Such as PT2H or P1D.")
                    Duration length,
            @Mixin Deed deed) {
        host.terminal().line(deed.on(host).freeze(agent, host.clock().instant().plus(length), deed.reason()));
        return ExitCode.PASS.code();
    }
}
