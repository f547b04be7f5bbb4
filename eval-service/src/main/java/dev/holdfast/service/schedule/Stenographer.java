package dev.holdfast.service.schedule;

import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.store.StoredRun;
import dev.holdfast.service.transcript.Transcript;
import dev.holdfast.service.transcript.archive.TranscriptArchive;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;

/// Keeps what was asked and answered in a run word for word, sealed, where the organisation wants that.
@Singleton
final class Stenographer {
    private final TranscriptArchive archive;

    Stenographer(TranscriptArchive archive) {
        this.archive = archive;
    }

    /// Inside the transaction that keeps the run.
    ///
    /// @param file with whoever was asked in the agent's place
    void keep(Connection connection, StoredRun stored, PactFile file, Run run) throws SQLException {
        if (!archive.settings(connection, stored.organisation()).captures()) {
            return;
        }
        var tasks = file.suite().byId();
        var transcripts = new ArrayList<Transcript>();
        for (var seen : run.observations()) {
            var task = tasks.get(seen.task());
            if (task != null) {
                transcripts.add(Transcript.of(run.id(), request(file.pact().agent(), task), seen));
            }
        }
        var shelf = new TranscriptArchive.Shelf(stored.organisation(), stored.project(), stored.id());
        archive.keep(connection, shelf, Actor.system("scheduler"), transcripts);
    }

    /// The messages as JSON, the system prompt first.
    private static String request(Agent agent, GoldenTask task) {
        var messages = new ArrayList<Message>();
        agent.prompt().ifPresent(prompt -> messages.add(new Message(Message.Role.SYSTEM, prompt.text())));
        messages.addAll(task.messages());
        return Json.line(messages);
    }
}
