package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.TestService;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProjectControllerTest {
    private final dev.holdfast.service.Api admin = TestService.admin("acme");

    @Test
    void createsAndShowsAProject() {
        var created = admin.post("/v1/projects", "{\"name\": \"support\"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(admin.get("/v1/projects/" + created.text("id")).text("name")).isEqualTo("support");
        assertThat(admin.get("/v1/projects").json().path("items")).hasSize(1);
    }

    @Test
    void hidesAProjectFromAnotherOrganisation() {
        var created = admin.post("/v1/projects", "{\"name\": \"support\"}");
        var stranger = TestService.admin("others");

        var seen = stranger.get("/v1/projects/" + created.text("id"));

        assertThat(seen.status()).isEqualTo(404);
        assertThat(seen.type()).isEqualTo("application/problem+json");
        assertThat(seen.text("code")).isEqualTo("not_found");
        assertThat(stranger.get("/v1/projects").json().path("items")).isEmpty();
    }

    @Test
    void saysWhereABodyIsWrong() {
        var refused = admin.post("/v1/projects", "{\"name\": \"support\",\n  \"colour\": \"red\"}");

        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.type()).isEqualTo("application/problem+json");
        assertThat(refused.json().path("errors").path(0).path("line").asInt()).isEqualTo(2);
        assertThat(refused.body()).contains("colour");
    }

    @Test
    void refusesBrokenJson() {
        for (var body : List.of("{\"name\": ", "{\"name\": null}", "[]", "7")) {
            var refused = admin.post("/v1/projects", body);

            assertThat(refused.status()).as(body + refused.body()).isEqualTo(422);
        }
        assertThat(admin.post("/v1/projects", "").status()).isEqualTo(400);
    }

    @Test
    void refusesASecondProjectOfTheSameName() {
        admin.post("/v1/projects", "{\"name\": \"support\"}");

        assertThat(admin.post("/v1/projects", "{\"name\": \"support\"}").status())
                .isEqualTo(409);
    }

    @Test
    void refusesAnAgentInAProjectOfAnotherOrganisation() {
        var theirs = TestService.admin("others").post("/v1/projects", "{\"name\": \"x\"}");

        var refused = admin.post(
                "/v1/agents",
                "{\"project\": \"%s\", \"name\": \"desk\", \"about\": \"\"}".formatted(theirs.text("id")));

        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("dangling");
    }

    @Test
    void answersNobodyWithoutAToken() {
        var nobody = TestService.bearing("").get("/v1/projects");

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.type()).isEqualTo("application/problem+json");
        assertThat(TestService.bearing("hf_wrong").get("/v1/projects").status()).isEqualTo(401);
    }

    @Test
    void saysThatThereIsNoSuchRoute() {
        var missing = admin.get("/v1/nothing");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.type()).isEqualTo("application/problem+json");
        assertThat(admin.delete("/v1/projects").status()).isEqualTo(405);
    }
}
