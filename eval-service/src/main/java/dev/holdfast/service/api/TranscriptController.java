package dev.holdfast.service.api;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredRun;
import dev.holdfast.service.transcript.Transcript;
import dev.holdfast.service.transcript.UnreadableException;
import dev.holdfast.service.transcript.archive.KeptTranscript;
import dev.holdfast.service.transcript.archive.TranscriptArchive;
import dev.holdfast.service.transcript.archive.TranscriptSettings;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.List;
import java.util.UUID;

/// Transcripts.
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TranscriptController {
    private final Database database;
    private final TranscriptArchive archive;
    private final Runs runs;

    TranscriptController(Database database, TranscriptArchive archive, Runs runs) {
        this.database = database;
        this.archive = archive;
        this.runs = runs;
    }

    /// Transcripts of one run.
    public record Sent(List<Transcript> transcripts) {}

    /// How many rows were done; when none were, all are.
    public record Done(int rows) {}

    @Post("/runs/{id}/transcripts")
    @Status(HttpStatus.CREATED)
    @Secured(Scope.RUN_WRITE)
    Page<KeptTranscript> keep(Principal principal, UUID id, @Body Sent sent) {
        return Page.all(database.write(principal.tenant(), connection -> {
            var run = run(id);
            refuseForeign(run, sent);
            var shelf = new TranscriptArchive.Shelf(run.organisation(), run.project(), id);
            return archive.keep(connection, shelf, principal.actor(), sent.transcripts());
        }));
    }

    @Get("/runs/{id}/transcripts")
    @Secured(Scope.READ)
    Page<KeptTranscript> list(Principal principal, UUID id) {
        return Page.all(database.read(
                principal.tenant(), connection -> archive.ofRun(connection, principal.organisation(), id)));
    }

    /// Reading is an event.
    @Get("/transcripts/{id}")
    @Secured(Scope.TRANSCRIPT_READ)
    TranscriptArchive.Opened open(Principal principal, UUID id) {
        try {
            return database.write(
                            principal.tenant(),
                            connection -> archive.open(connection, principal.organisation(), principal.actor(), id))
                    .orElseThrow(() -> RefusedException.missing("transcript", id));
        } catch (UnreadableException e) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "unreadable", String.valueOf(e.getMessage()));
        }
    }

    /// Erases text and salt; the digest stays.
    @Delete("/transcripts/{id}")
    @Status(HttpStatus.NO_CONTENT)
    @Secured(Scope.TRANSCRIPT_WRITE)
    void erase(Principal principal, UUID id) {
        var erased = database.write(
                principal.tenant(),
                connection -> archive.erase(connection, principal.organisation(), principal.actor(), id));
        if (!erased) {
            throw RefusedException.missing("transcript", id);
        }
    }

    /// Wraps some keys by the key that is in use now; to be asked until no rows are done.
    @Post("/transcripts/rewrap")
    @Secured(Scope.TRANSCRIPT_WRITE)
    Done rewrap(Principal principal) {
        return new Done(database.write(
                principal.tenant(),
                connection -> archive.rewrap(connection, principal.organisation(), principal.actor())));
    }

    @Get("/transcript-settings")
    @Secured(Scope.READ)
    TranscriptSettings settings(Principal principal) {
        return database.read(principal.tenant(), connection -> archive.settings(connection, principal.organisation()));
    }

    @Put("/transcript-settings")
    @Secured(Scope.TRANSCRIPT_WRITE)
    TranscriptSettings set(Principal principal, @Body TranscriptSettings settings) {
        return database.write(principal.tenant(), connection -> {
            archive.set(connection, principal.organisation(), principal.actor(), settings);
            return settings;
        });
    }

    private StoredRun run(UUID id) {
        return runs.findById(id).orElseThrow(() -> RefusedException.missing("run", id));
    }

    private static void refuseForeign(StoredRun run, Sent sent) {
        if (!sent.transcripts().stream().allMatch(transcript -> transcript.run().equals(run.name()))) {
            throw new RefusedException(
                    RefusedException.Kind.UNFIT, "run_differs", "a transcript is of another run than " + run.name());
        }
    }
}
