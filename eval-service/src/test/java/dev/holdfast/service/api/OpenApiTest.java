package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Route;
import dev.holdfast.service.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The contract lies in the repository, so that a change of it is seen in review. To accept one:
/// `cp eval-service/target/classes/META-INF/swagger/holdfast.yml docs/openapi.yml`.
final class OpenApiTest {
    private static final Path COMMITTED = Path.of("../docs/openapi.yml");

    @Test
    void isTheContractThatWasReviewed() throws IOException {
        assertThat(served()).isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void namesEveryRoute() {
        var document = served();

        assertThat(Route.all()).allSatisfy(route -> assertThat(document).contains("  " + route.path() + ":\n"));
    }

    @Test
    void showsItselfWithoutTheNetwork() {
        var page = TestService.bearing("").get("/swagger-ui/index.html");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("//unpkg").doesNotContain("//cdn");
    }

    @Test
    void keepsTheFiguresOfAllToThoseWhoRunTheService() {
        assertThat(TestService.bearing("").get("/prometheus").status()).isEqualTo(401);
        assertThat(TestService.admin("acme").get("/prometheus").status()).isEqualTo(403);
        var platform = TestService.bearing(TestService.server().firstToken().orElseThrow());
        assertThat(platform.get("/prometheus").body()).contains("jvm_memory_used_bytes");
    }

    private static String served() {
        return TestService.bearing("").get("/openapi/holdfast.yml").body();
    }
}
