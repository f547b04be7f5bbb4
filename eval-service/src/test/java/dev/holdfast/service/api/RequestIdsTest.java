package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Api;
import dev.holdfast.service.TestService;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

final class RequestIdsTest {
    private final Api admin = TestService.admin("named");

    @Test
    void answersWithTheNameThatARequestBroughtAlong() throws Exception {
        assertThat(id(send(admin.request("/v1/projects").header(RequestIds.HEADER, "deploy-42"))))
                .isEqualTo("deploy-42");
    }

    @Test
    void givesOthersANameOfTheirOwn() throws Exception {
        assertThat(id(send(admin.request("/v1/projects").header(RequestIds.HEADER, "a name with blanks"))))
                .matches("[0-9a-f-]{36}");
    }

    @Test
    void namesTheRequestInItsProblemWhoeverAsked() throws Exception {
        var refused = send(admin.request("/v1/projects/00000000-0000-0000-0000-000000000000")
                .header(RequestIds.HEADER, "deploy-43"));
        var stranger = send(TestService.bearing("").request("/v1/me"));

        assertThat(refused.body()).contains("\"requestId\" : \"deploy-43\"");
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.body()).contains("\"requestId\" : \"" + id(stranger));
    }

    @Test
    void writesTheNameIntoTheAuditLog() throws Exception {
        send(admin.request("/v1/projects")
                .header("Content-Type", "application/json")
                .header(RequestIds.HEADER, "deploy-44")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"p\"}")));

        assertThat(admin.get("/v1/audit").body()).contains("\"request_id\" : \"deploy-44\"");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue(RequestIds.HEADER).orElse("");
    }
}
