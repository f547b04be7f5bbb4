package dev.holdfast.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import java.util.Map;

/// An organisation with one project, and somebody of each role.
public record Team(Api admin, Api author, Api certifier, Api ci, String project) {
    public static Team found(String name) {
        var admin = TestService.admin(name);
        var project = admin.post("/v1/projects", "{\"name\": \"support\"}").text("id");
        return new Team(admin, member(admin, "author"), member(admin, "certifier"), member(admin, "ci"), project);
    }

    /// Somebody new who has the role.
    public static Api member(Api admin, String role) {
        return member(admin, role, "the " + role);
    }

    /// Another with the same role, who has a name of their own.
    public static Api member(Api admin, String role, String name) {
        var member = admin.post("/v1/members", Json.line(Map.of("name", name, "roles", new String[] {role})));
        assertThat(member.status()).as(member.body()).isEqualTo(201);
        var issued = admin.post("/v1/tokens", Json.line(Map.of("member", member.text("id"), "name", "test")));
        return TestService.bearing(issued.text("secret"));
    }

    /// Sends a pact with its files.
    public Api.Answer publish(Map<String, String> files) {
        return author.post("/v1/pacts", Json.line(Map.of("project", project, "files", files)));
    }

    /// Sends recorded runs.
    public Api.Answer record(String pact, String lines) {
        return author.send(author.request("/v1/pacts/" + pact + "/runs")
                .header("Content-Type", "application/x-ndjson")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(lines)));
    }
}
