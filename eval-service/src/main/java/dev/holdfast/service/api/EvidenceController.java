package dev.holdfast.service.api;

import dev.holdfast.service.evidence.EvidenceExport;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/// What an organisation can show of a period.
@Controller("/v1/evidence")
@ExecuteOn(TaskExecutors.BLOCKING)
final class EvidenceController {
    private static final MediaType ZIP = MediaType.of("application/zip");

    private final EvidenceExport export;

    EvidenceController(EvidenceExport export) {
        this.export = export;
    }

    /// One archive: tables as CSV and JSON Lines, signed baselines, the audit log with its proofs, and a signed
    /// manifest.
    @Get(produces = "application/zip")
    @Secured(Scope.AUDIT_READ)
    StreamedFile export(Principal principal, @QueryValue Instant from, @QueryValue Instant to) throws IOException {
        if (principal.project().isPresent()) {
            throw new RefusedException(
                    Kind.FORBIDDEN, "project_token", "a token of one project does not read what is the organisation's");
        }
        if (!from.isBefore(to)) {
            throw new RefusedException(Kind.UNFIT, "out_of_range", "a period ends after it begins");
        }
        var file = Files.createTempFile("holdfast-evidence-", ".zip");
        try (var out = Files.newOutputStream(file)) {
            export.write(principal, from, to, out);
        }
        return new StreamedFile(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), ZIP);
    }
}
