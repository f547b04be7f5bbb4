package dev.holdfast.service.demo;

import dev.holdfast.baselines.certify.BaselineFile;
import dev.holdfast.baselines.certify.Certification;
import dev.holdfast.baselines.certify.Certifier;
import dev.holdfast.baselines.certify.PublicKey;
import dev.holdfast.baselines.certify.SigningKey;
import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.Evaluator;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The loop on one machine: certify an agent, gate it, change it behind its name, gate it again.
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
    }

    /// @param folder where the pact, the runs, the baseline and the reports go
    public Demo(Path folder, Listener listener, InstantSource clock, String holdfast) {
        this.folder = folder;
        this.listener = listener;
        this.clock = clock;
        this.holdfast = holdfast;
    }

    /// Both evaluations: of the agent as certified, and of the one that took its place.
    public record Outcome(Evaluation certified, Evaluation swapped) {}

    /// The loop, with the version that nobody announced.
    public Outcome run() throws IOException {
        return run(OrderDesk.silentlyUpdated());
    }

    Outcome run(OrderDesk successor) throws IOException {
        try (var server = new AgentServer(OrderDesk.certified())) {
            ExampleFiles.write(folder);
            var file = PactReader.read(folder.resolve("pact.yaml"));
            var bench = new Workbench(Map.of("ORDER_DESK_URL", server.url()), clock, holdfast);
            listener.step("An agent is running");
            listener.told("an order desk at " + server.url() + ", speaking the OpenAI protocol");

            listener.step("Certify it");
            var baseline = certify(file, bench);

            listener.step("Gate the same agent again");
            var before = gate(file, bench, baseline, "before");

            listener.step("The provider updates the model. Nobody is told");
            server.swap(successor);
            listener.told("same URL, same model name, same tone, HTTP 200 all the way");

            listener.step("Gate it again");
            return new Outcome(before, gate(file, bench, baseline, "after"));
        }
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

    private Evaluation gate(PactFile file, Workbench bench, Baseline baseline, String name) throws IOException {
        var run = replay(file, bench, name);
        var evaluation = new Evaluator(file, baseline, run, Confidence.DEFAULT)
                .evaluate("gate-" + name, clock.instant(), holdfast);
        var report = folder.resolve("report-" + name);
        ReportFolder.write(evaluation, report);
        listener.gated(evaluation, report.resolve("report.html"));
        return evaluation;
    }

    private Run replay(PactFile file, Workbench bench, String name) throws IOException {
        var order = new Workbench.Order(name, Workbench.journal(file, name), 1, false);
        return bench.replay(file, order, Progress.UNHEARD, _ -> {}).run();
    }
}
