package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Route;
import dev.holdfast.service.TestService;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    void saysWhatMayBeLeftOutOfABody() {
        assertThat(required("FreezeController.NewFreeze")).containsExactlyInAnyOrder("until", "reason");
        assertThat(required("OccasionController.NewOccasion"))
                .contains("pact", "agent")
                .doesNotContain("project");
        assertThat(required("ServiceTokens.Order")).containsExactlyInAnyOrder("member", "name");
        assertThat(required("GateKeeper.Question")).containsExactlyInAnyOrder("pact", "digest", "run");
    }

    /// No body of a route of ours calls something required that is optional.
    @Test
    void asksForNothingThatIsOptional() {
        var wrong = new ArrayList<String>();
        for (var type : bodies()) {
            var required = required(name(type));
            Arrays.stream(type.getRecordComponents())
                    .filter(component -> component.getType().getSimpleName().startsWith("Optional"))
                    .filter(component -> required.contains(component.getName()))
                    .forEach(component -> wrong.add(name(type) + "." + component.getName()));
        }

        assertThat(bodies()).hasSizeGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    /// Records of the service that routes take.
    private static Set<Class<?>> bodies() {
        return TestService.server().context().getBeanDefinitions(Qualifiers.byStereotype(Controller.class)).stream()
                .flatMap(controller -> controller.getExecutableMethods().stream())
                .flatMap(method -> Arrays.stream(method.getArguments()))
                .filter(argument -> argument.isAnnotationPresent(Body.class)
                        && argument.getType().isRecord())
                .map(Argument::getType)
                .collect(Collectors.toSet());
    }

    /// As the document calls it.
    private static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    /// The list that follows `required:` in the block of a schema.
    private static List<String> required(String schema) {
        var block = served().split("\n    " + Pattern.quote(schema) + ":\n", 2);
        assertThat(block).as(schema).hasSize(2);
        return block[1].lines()
                .takeWhile(line -> line.startsWith("      "))
                .dropWhile(line -> !line.equals("      required:"))
                .skip(1)
                .takeWhile(line -> line.startsWith("      - "))
                .map(line -> line.substring("      - ".length()))
                .toList();
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
