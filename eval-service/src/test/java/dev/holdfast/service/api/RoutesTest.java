package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Route;
import dev.holdfast.service.TestService;
import dev.holdfast.service.security.Scope;
import io.micronaut.security.rules.SecurityRule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RoutesTest {
    private final List<Route> routes = Route.all();

    @Test
    void namesAScopeOnEveryRoute() {
        var known = new HashSet<>(Scope.ALL);
        known.add(SecurityRule.IS_AUTHENTICATED);

        assertThat(routes)
                .hasSizeGreaterThan(10)
                .allSatisfy(route ->
                        assertThat(Set.copyOf(route.scopes())).isNotEmpty().isSubsetOf(known));
    }

    @Test
    void refusesEveryRouteToNobody() {
        var nobody = TestService.bearing("");

        var open = routes.stream()
                .filter(route -> route.ask(nobody, "x", "{}").status() != 401)
                .toList();

        assertThat(open).isEmpty();
    }
}
