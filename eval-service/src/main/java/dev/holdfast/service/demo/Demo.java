package dev.holdfast.service.demo;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.actuator.WebhookActuator;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.notify.Message;
import dev.holdfast.alerting.wire.HttpLine;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.baselines.certify.BaselineFile;
import dev.holdfast.baselines.certify.Certification;
import dev.holdfast.baselines.certify.Certifier;
import dev.holdfast.baselines.certify.PublicKey;
import dev.holdfast.baselines.certify.SigningKey;
import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.Evaluator;
import dev.holdfast.baselines.plan.Backtest;
import dev.holdfast.gpu.vary.Variant;
import dev.holdfast.harness.replay.Progress;
import dev.holdfast.reports.ReportFolder;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.Run;
import dev.holdfast.service.local.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The loop on one machine: certify an agent, gate it, change it behind its name, notice, tell, take it back, verify.
public final class Demo {
    private static final int CERTIFIED_RUNS = 3;

    private final Path folder;
    private final Listener listener;
    private final InstantSource clock;
    private final String holdfast;

    /// Hears what happens, step by step.
    public interface Listener {
        /// A step begins.
        void step(String title);

        /// Something worth telling.
        void told(String text);

        /// A gate has answered.
        void gated(Evaluation evaluation, Path report);

        /// Somebody is told.
        void notified(Message message);
    }

    /// @param folder where the pact, the runs, the baseline and the reports go
    public Demo(Path folder, Listener listener, InstantSource clock, String holdfast) {
        this.folder = folder;
        this.listener = listener;
        this.clock = clock;
        this.holdfast = holdfast;
    }

    /// The evaluations: of the agent as certified, and of the one that took its place.
    ///
    /// @param recovered absent where the watch did not alarm, so that there was nothing to do
    public record Outcome(Evaluation certified, Evaluation swapped, Optional<Recovered> recovered) {}

    /// What came of the alarm.
    ///
    /// @param after the run that verified
    public record Recovered(Incident incident, Action action, Evaluation after) {}

    /// The loop, with the version that nobody announced.
    public Outcome run() throws IOException {
        return run(DeskModel::trainedOn);
    }

    /// What the provider makes of the model.
    @FunctionalInterface
    interface Provider {
        Variant of(DeskModel model) throws IOException;
    }

    Outcome run(Provider provider) throws IOException {
        ExampleFiles.DEMO.write(folder);
        var desk = DeskModel.unpack(folder.resolve("models"));
        var key = WebhookKey.generate();
        try (var model = desk.certified();
                var successor = desk.varied(provider.of(desk));
                var server = new AgentServer(model, key, clock);
                var line = new HttpLine(Duration.ofSeconds(10))) {
            var file = PactReader.read(folder.resolve("pact.yaml"));
            var bench = new Workbench(Map.of("ORDER_DESK_URL", server.url()), clock, holdfast);
            listener.step("An agent is running");
            listener.told("a small language model that works an order desk, at " + server.url()
                    + ", speaking the OpenAI protocol");

            listener.step("Certify it");
            var baseline = certify(file, bench);

            listener.step("Gate the same agent again");
            var before = gate(file, bench, baseline, "before");

            listener.step("The provider trains the model on. Nobody is told");
            server.swap(successor);
            listener.told("same URL, same model name, same tone, HTTP 200 all the way");

            listener.step("Gate it again");
            var after = gate(file, bench, baseline, "after");

            var actuator = new WebhookActuator(line, server.pinUrl(), key, clock);
            var recovery = new Recovery(file.pact(), baseline, actuator, clock);
            var recovered = recovered(new Desk(file, bench, baseline), recovery, List.of(before, after));
            return new Outcome(before.evaluation(), after.evaluation(), recovered);
        }
    }

    /// What every run of the demo is made with.
    private record Desk(PactFile file, Workbench bench, Baseline baseline) {}

    private record Gated(Run run, Evaluation evaluation) {}

    private Optional<Recovered> recovered(Desk desk, Recovery recovery, List<Gated> earlier) throws IOException {
        listener.step("Watch it: the suite runs once more");
        var newest = evaluated(desk, "watched");
        var runs = Stream.concat(earlier.stream(), Stream.of(newest)).toList();
        var history = new Backtest(desk.file(), desk.baseline(), Confidence.DEFAULT, holdfast)
                .over(runs.stream().map(Gated::run).toList());
        var incident = recovery.incident(newest.evaluation(), Alarms.of(history));
        if (incident.isEmpty()) {
            listener.told("the watch is not in alarm; nobody is woken up");
            return Optional.empty();
        }
        listener.told("the watch is in alarm and the newest run still shows it: an incident is opened");
        var action = recovery.proposed(
                incident.get(),
                newest.evaluation(),
                runs.reversed().stream()
                        .map(gated -> gated.evaluation().verdict())
                        .toList());
        if (action.isEmpty()) {
            return Optional.empty();
        }
        listener.step("Somebody is told");
        listener.notified(recovery.message(incident.get(), action.get()));
        return Optional.of(takenBack(desk, recovery, incident.get(), action.get()));
    }

    private Recovered takenBack(Desk desk, Recovery recovery, Incident incident, Action proposed) throws IOException {
        listener.step("Approve it, and go back");
        listener.told("the approval quotes " + proposed.approvalDigest());
        var done = recovery.approved(proposed, "you");
        listener.told(done.state() + ": " + done.why());

        listener.step("Verify: run the suite again");
        var run = evaluated(desk, "verified").evaluation();
        var verified = recovery.verified(done, run);
        listener.told(verified.state() + ": " + verified.why());
        if (verified.state() != State.VERIFIED) {
            return new Recovered(incident, verified, run);
        }
        var resolved = recovery.resolved(incident, verified);
        listener.told("the incident is over");
        return new Recovered(resolved, verified, run);
    }

    private Baseline certify(PactFile file, Workbench bench) throws IOException {
        var runs = new ArrayList<Run>();
        for (var i = 1; i <= CERTIFIED_RUNS; i++) {
            runs.add(replay(file, bench, "certified-" + i));
        }
        var key = SigningKey.generate();
        var path = folder.resolve("order-desk.baseline.json");
        switch (new Certifier(file, runs).certify(clock.instant(), holdfast)) {
            case Certification.Certified certified -> BaselineFile.write(path, certified, key);
            case Certification.Refused(var reasons) -> throw new IOException("not certified: " + reasons);
        }
        trust(key.publicKey());
        var baseline = BaselineFile.read(path, List.of(key.publicKey()));
        listener.told("%d runs of %d golden tasks, signed: %s"
                .formatted(runs.size(), file.suite().tasks().size(), path));
        return baseline;
    }

    /// So that `holdfast verify` and `holdfast gate` believe the demo's baseline later on.
    private void trust(PublicKey key) throws IOException {
        var trusted = Files.createDirectories(folder.resolve(".holdfast").resolve("trusted"));
        Files.writeString(trusted.resolve("demo.pub"), key.pem());
    }

    private Gated gate(PactFile file, Workbench bench, Baseline baseline, String name) throws IOException {
        var gated = evaluated(new Desk(file, bench, baseline), name);
        var report = folder.resolve("report-" + name);
        ReportFolder.write(gated.evaluation(), report);
        listener.gated(gated.evaluation(), report.resolve("report.html"));
        return gated;
    }

    private Gated evaluated(Desk desk, String name) throws IOException {
        var run = replay(desk.file(), desk.bench(), name);
        var evaluation = new Evaluator(desk.file(), desk.baseline(), run, Confidence.DEFAULT)
                .evaluate("gate-" + name, clock.instant(), holdfast);
        return new Gated(run, evaluation);
    }

    private Run replay(PactFile file, Workbench bench, String name) throws IOException {
        var order = new Workbench.Order(name, Workbench.journal(file, name), 1, false);
        return bench.replay(file, order, Progress.UNHEARD, _ -> {}).run();
    }
}
