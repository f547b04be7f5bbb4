package dev.holdfast.service.console;

import dev.holdfast.service.console.page.TranscriptPart;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.security.Session;
import dev.holdfast.service.transcript.UnreadableException;
import dev.holdfast.service.transcript.archive.TranscriptArchive;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import java.util.UUID;

/// What was asked and answered word for word. It is opened at the push of a button, since reading it is an event.
@Hidden
@Controller("/console/transcripts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TranscriptsController {
    private final Database database;
    private final TranscriptArchive archive;
    private final Screens screens;

    TranscriptsController(Database database, TranscriptArchive archive, Screens screens) {
        this.database = database;
        this.archive = archive;
        this.screens = screens;
    }

    @Post(value = "/{id}", consumes = MediaType.APPLICATION_FORM_URLENCODED, produces = MediaType.TEXT_HTML)
    @Secured(Scope.TRANSCRIPT_READ)
    String read(Session session, UUID id, @Body Map<String, String> fields) {
        var _ = Form.of(session, fields);
        var principal = session.principal();
        try {
            var opened = database.write(
                            principal.tenant(),
                            connection -> archive.open(connection, principal.organisation(), principal.actor(), id))
                    .orElseThrow(() -> RefusedException.missing("transcript", id));
            return screens.render("transcript", Map.of("part", TranscriptPart.of(opened.transcript())));
        } catch (UnreadableException e) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "unreadable", String.valueOf(e.getMessage()));
        }
    }
}
