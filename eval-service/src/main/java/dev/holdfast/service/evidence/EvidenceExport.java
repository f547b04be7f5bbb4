package dev.holdfast.service.evidence;

import dev.holdfast.baselines.certify.Envelope;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Exporter;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.evaluation.ServiceIdentity;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Role;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes all that an organisation can show of a period into one archive.
@Singleton
public final class EvidenceExport {
    private final Database database;
    private final Exporter exporter;
    private final ServiceIdentity identity;
    private final Stamps stamps;
    private final AuditLog log;

    EvidenceExport(Database database, Exporter exporter, ServiceIdentity identity, Registrar registrar) {
        this.database = database;
        this.exporter = exporter;
        this.identity = identity;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
    }

    /// That it was asked for is the last event in it.
    public void write(Principal who, Instant from, Instant to, OutputStream out) throws IOException {
        database.write(who.tenant(), connection -> {
            log.record(
                    connection, who.organisation(), who.actor(), Deed.done("evidence", who.organisation(), "exported"));
            return true;
        });
        var archive = new Archive(new ZipOutputStream(out));
        archive.add("access/roles.json", Json.pretty(roles()));
        for (var table : Table.ALL) {
            var rows = database.read(who.tenant(), connection -> rows(connection, table, from, to));
            archive.add(table.name() + ".csv", rows.csv());
            archive.add(table.name() + ".jsonl", rows.lines());
        }
        for (var id : database.read(who.tenant(), EvidenceExport::baselines)) {
            archive.add("baselines/" + id + ".json", database.read(who.tenant(), connection -> file(connection, id)));
        }
        archive.add("log/key.pem", identity.key().publicKey().pem());
        archive.add("log/log.jsonl", events(who.organisation()));
        archive.end(new Manifest.Predicate(who.organisation(), from, to, stamps.now(), identity.version()));
    }

    /// The archive as it grows, and what it holds.
    private final class Archive {
        private final ZipOutputStream zip;
        private final List<Manifest.Subject> files = new ArrayList<>();

        Archive(ZipOutputStream zip) {
            this.zip = zip;
        }

        void add(String name, String text) throws IOException {
            put(name, text);
            files.add(
                    new Manifest.Subject(name, Map.of("sha256", Digest.of(text).hex())));
        }

        void end(Manifest.Predicate predicate) throws IOException {
            var manifest = Json.line(Manifest.of(files, predicate));
            put(Manifest.FILE, Envelope.seal(manifest, identity.key()).json());
            zip.finish();
        }

        private void put(String name, String text) throws IOException {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }

    private record Rows(String csv, String lines) {}

    private static Rows rows(Connection connection, Table table, Instant from, Instant to) throws SQLException {
        try (var select = connection.prepareStatement(table.query())) {
            if (table.period()) {
                select.setObject(1, from.atOffset(ZoneOffset.UTC));
                select.setObject(2, to.atOffset(ZoneOffset.UTC));
            }
            try (var row = select.executeQuery()) {
                var names = new ArrayList<String>();
                for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    names.add(row.getMetaData().getColumnLabel(i));
                }
                var csv = new StringBuilder(
                        Csv.line(names.stream().map(Optional::of).toList()));
                var lines = new StringBuilder();
                while (row.next()) {
                    var values = new LinkedHashMap<String, Optional<String>>();
                    for (var name : names) {
                        values.put(name, Optional.ofNullable(row.getString(name)));
                    }
                    csv.append(Csv.line(List.copyOf(values.values())));
                    lines.append(Json.line(values)).append('\n');
                }
                return new Rows(csv.toString(), lines.toString());
            }
        }
    }

    private static Map<String, List<String>> roles() {
        var roles = new LinkedHashMap<String, List<String>>();
        Arrays.stream(Role.values())
                .forEach(role -> roles.put(
                        role.written(), role.scopes().stream().sorted().toList()));
        return roles;
    }

    private static List<UUID> baselines(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT id FROM baselines ORDER BY created_at, id");
                var row = select.executeQuery()) {
            var ids = new ArrayList<UUID>();
            while (row.next()) {
                ids.add(row.getObject(1, UUID.class));
            }
            return List.copyOf(ids);
        }
    }

    private static String file(Connection connection, UUID baseline) throws SQLException {
        try (var select = connection.prepareStatement("SELECT file FROM baselines WHERE id = ?")) {
            select.setObject(1, baseline);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /// All of the log, since only then a reader sees that nothing is missing.
    private String events(UUID organisation) throws IOException {
        var file = Files.createTempFile("holdfast-evidence-", ".jsonl");
        try {
            try (var out = Files.newBufferedWriter(file)) {
                exporter.write(organisation, 0, Optional.empty(), out);
            }
            return Files.readString(file);
        } finally {
            Files.delete(file);
        }
    }
}
