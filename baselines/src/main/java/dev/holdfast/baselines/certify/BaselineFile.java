package dev.holdfast.baselines.certify;

import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A baseline as a signed file, which lives beside the pact like a lock file.
public final class BaselineFile {
    private BaselineFile() {}

    /// Signs; the text is what a file of it holds.
    public static String text(Certification.Certified certified, SigningKey key) {
        var runs = Stream.concat(certified.runs().stream(), certified.control().stream())
                .flatMap(BaselineFile::lines)
                .collect(Collectors.joining("\n", "", "\n"));
        return Envelope.seal(Json.line(Statement.of(certified.certificate(), runs)), key)
                .json();
    }

    /// Signs and writes, whole or not at all.
    public static void write(Path path, Certification.Certified certified, SigningKey key) throws IOException {
        var temporary = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.writeString(temporary, text(certified, key));
            Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// Reads a baseline that one of the trusted keys signed.
    ///
    /// @throws UntrustedBaselineException when it is forged, edited, signed by a stranger, or no baseline at all
    public static Baseline read(Path path, Collection<PublicKey> trusted) throws IOException {
        return read(path.toString(), content(path), trusted);
    }

    /// The same from its text.
    ///
    /// @param source how to call it
    public static Baseline read(String source, String text, Collection<PublicKey> trusted) {
        var opened = envelope(source, text).open(source, trusted);
        var statement = statement(source, opened.payload());
        if (!statement.flaw().isEmpty()) {
            throw new UntrustedBaselineException(source + " " + statement.flaw());
        }
        var runs = RunFile.parse(source, statement.predicate().runs()).runs();
        return new Baseline(
                statement.predicate().certificate(),
                runs.stream().filter(run -> !run.isOfControl()).toList(),
                opened.signedBy().id(),
                runs.stream().filter(Run::isOfControl).toList());
    }

    private static String content(Path path) throws IOException {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new UntrustedBaselineException("there is no baseline " + path + "; `holdfast certify` makes one");
        } catch (CharacterCodingException e) {
            throw new UntrustedBaselineException(path + " is no baseline: it is not text in UTF-8");
        }
    }

    private static Envelope envelope(String source, String text) {
        try {
            return Json.readPacked(source, text, Envelope.class);
        } catch (InvalidDocumentException e) {
            throw new UntrustedBaselineException(source + " is no signed baseline: "
                    + e.problems().getFirst().message());
        }
    }

    private static Statement statement(String source, String payload) {
        try {
            return Json.readPacked(source, payload, Statement.class);
        } catch (InvalidDocumentException e) {
            throw new UntrustedBaselineException(source + " was written by another version: "
                    + e.problems().getFirst().message());
        }
    }

    private static Stream<String> lines(Run run) {
        return Stream.of(
                        run.plan().stream().map(RunFile::line),
                        run.observations().stream().map(observation -> RunFile.line(run.id(), observation)),
                        run.votes().stream().map(vote -> RunFile.line(run.id(), vote)))
                .flatMap(lines -> lines);
    }
}
