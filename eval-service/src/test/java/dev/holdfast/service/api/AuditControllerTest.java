package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Superuser;
import dev.holdfast.service.TestService;
import dev.holdfast.service.audit.Checkpoint;
import dev.holdfast.service.audit.Event;
import dev.holdfast.service.audit.LogBundleVerifier;
import dev.holdfast.service.audit.Verification;
import dev.holdfast.service.audit.log.AuditSettings;
import dev.holdfast.service.merkle.Consistency;
import dev.holdfast.service.merkle.Inclusion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AuditControllerTest {
    private final Api admin = TestService.admin("acme");

    @Test
    void listsEventsPageByPage() {
        for (var i = 0; i < 5; i++) {
            admin.post("/v1/projects", "{\"name\": \"p%d\"}".formatted(i));
        }

        var first = admin.get("/v1/audit?limit=3");
        var rest = admin.get("/v1/audit?limit=100&cursor=" + first.text("nextCursor"));

        assertThat(first.json().path("items")).hasSize(3);
        assertThat(rest.json().path("items")).hasSize(5);
        assertThat(rest.json().at("/items/0/action").asText()).isEqualTo("project.created");
        assertThat(rest.json().has("nextCursor")).isFalse();
    }

    @Test
    void provesOverHttpWhatItLists() {
        admin.post("/v1/projects", "{\"name\": \"p\"}");
        var older = Checkpoint.read("c", admin.get("/v1/audit/checkpoint").body());
        admin.post("/v1/projects", "{\"name\": \"q\"}");
        var newer = Checkpoint.read("c", admin.get("/v1/audit/checkpoint").body());

        var leaf = Json.bind("leaf", admin.get("/v1/audit?cursor=4").json().at("/items/0"), Event.class);
        var inclusion = admin.get("/v1/audit/proof/inclusion?leaf=4&size=" + newer.size());
        var consistency = admin.get("/v1/audit/proof/consistency?from=%d&to=%d".formatted(older.size(), newer.size()));

        assertThat(newer.size()).isEqualTo(5);
        assertThat(Json.read("i", inclusion.body(), Inclusion.class).proves(leaf.hash(), newer.root()))
                .isTrue();
        assertThat(Json.read("c", consistency.body(), Consistency.class).proves(older.root(), newer.root()))
                .isTrue();
    }

    @Test
    void exportsABundleThatCanBeVerifiedOffline() throws IOException {
        var bundle = admin.get("/v1/audit/export").body();

        var key = TestService.bean(AuditSettings.class).key().publicKey();
        assertThat(new LogBundleVerifier(List.of(key), List.of())
                        .verify("bundle", new ByteArrayInputStream(bundle.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOfSatisfying(
                        Verification.Proven.class,
                        proven -> assertThat(proven.count()).isEqualTo(3));
    }

    @Test
    void givesTheKeyAway() {
        assertThat(admin.get("/v1/audit/key").body())
                .isEqualTo(
                        TestService.bean(AuditSettings.class).key().publicKey().pem());
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThat(admin.get("/v1/audit?limit=0").status()).isEqualTo(422);
        assertThat(admin.get("/v1/audit?cursor=-1").status()).isEqualTo(422);
        assertThat(admin.get("/v1/audit?cursor=x").status()).isEqualTo(400);
        assertThat(admin.get("/v1/audit/proof/inclusion?leaf=3&size=3").status())
                .isEqualTo(422);
        assertThat(admin.get("/v1/audit/proof/inclusion?leaf=0&size=99").status())
                .isEqualTo(422);
        assertThat(admin.get("/v1/audit/proof/consistency?from=3&to=2").status())
                .isEqualTo(422);
        assertThat(admin.get("/v1/audit/export?first=-1").status()).isEqualTo(422);
    }

    @Test
    void showsItToNobodyWhoMayNotReadIt() {
        var member = admin.post("/v1/members", "{\"name\": \"v\", \"roles\": [\"viewer\"]}");
        var viewer = TestService.bearing(
                admin.post("/v1/tokens", "{\"member\": \"%s\", \"name\": \"v\"}".formatted(member.text("id")))
                        .text("secret"));

        assertThat(viewer.get("/v1/audit").status()).isEqualTo(403);
        assertThat(viewer.get("/v1/audit/checkpoint").status()).isEqualTo(403);
        assertThat(viewer.get("/v1/audit/export").status()).isEqualTo(403);
    }

    @Test
    void tellsNothingOfSecrets() {
        var member = admin.get("/v1/me").text("member");
        var secret = admin.post("/v1/tokens", "{\"member\": \"%s\", \"name\": \"x\"}".formatted(member))
                .text("secret");

        assertThat(admin.get("/v1/audit").body()).contains("token.created").doesNotContain(secret);
    }

    @Test
    void saysThatItIsNoFaultOfWhoeverAskedWhenNothingCanBeWrittenDown() throws IOException, SQLException {
        Superuser.run(
                "CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE EXCEPTION USING ERRCODE = ''42501''; END'",
                "CREATE TRIGGER is_full BEFORE INSERT ON audit_events FOR EACH ROW WHEN (NEW.organisation = '%s')"
                                .formatted(admin.get("/v1/me").text("organisation"))
                        + " EXECUTE FUNCTION is_full()");
        Api.Answer answer;
        try {
            answer = admin.post("/v1/projects", "{\"name\": \"support\"}");
        } finally {
            Superuser.run("DROP TRIGGER is_full ON audit_events", "DROP FUNCTION is_full");
        }

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("unrecorded");
        assertThat(admin.get("/v1/projects").json().path("items")).isEmpty();
    }
}
