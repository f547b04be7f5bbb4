package dev.holdfast.service.server;

import dev.holdfast.harness.judge.Docket;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.target.Targets;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.service.local.Controls;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Asks everybody whom a pact needs one question: its agent and its control the first golden task, every judge whether
/// it
/// is there. It keeps nothing.
public record PactDoctor(Secrets secrets, InstantSource clock) {
    private static final GoldenTask ARE_YOU_THERE = new GoldenTask(
            "doctor",
            List.of(new Message(Message.Role.USER, "Answer with the word yes.")),
            Optional.empty(),
            Set.of(),
            Optional.empty());

    public List<Doctor.Finding> look(PactFile file) throws InterruptedException {
        var findings = new ArrayList<Doctor.Finding>();
        var first = file.suite().tasks().getFirst();
        findings.add(ask("agent", () -> Targets.open(file, secrets, clock), first));
        var control = Controls.of(file);
        if (control.isPresent()) {
            findings.add(ask("control", () -> Targets.open(control.get(), secrets, clock), first));
        }
        for (var juror : new Docket(file).jurors().entrySet()) {
            findings.add(ask(
                    "judge " + juror.getKey(),
                    () -> Targets.judge(juror.getValue().target(), secrets, clock),
                    ARE_YOU_THERE));
        }
        return findings;
    }

    private Doctor.Finding ask(String who, Supplier<Replayer> open, GoldenTask task) throws InterruptedException {
        try (var replayer = open.get()) {
            var begun = System.nanoTime();
            var reply = replayer.replay(task, 0);
            return finding(who, reply, Duration.ofNanos(System.nanoTime() - begun));
        } catch (InvalidDocumentException e) {
            return new Doctor.Finding(who, false, String.valueOf(e.getMessage()));
        }
    }

    private static Doctor.Finding finding(String who, Reply reply, Duration taken) {
        return reply.outcome() instanceof Outcome.Failed(var kind, var message)
                ? new Doctor.Finding(who, false, kind.key() + ": " + message)
                : new Doctor.Finding(
                        who,
                        true,
                        "%s answered in %d ms".formatted(reply.model().orElse("it"), taken.toMillis()));
    }
}
