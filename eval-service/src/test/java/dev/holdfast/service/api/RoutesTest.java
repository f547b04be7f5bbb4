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
    private static final String NOTHING = "00000000-0000-0000-0000-000000000000";

    private final List<Route> routes = Route.all();

    @Test
    void namesAScopeOnEveryRoute() {
        var known = new HashSet<>(Scope.ALL);
        known.add(SecurityRule.IS_AUTHENTICATED);

        assertThat(routes.stream().filter(route -> !isSigned(route)))
                .hasSizeGreaterThan(10)
                .allSatisfy(route ->
                        assertThat(Set.copyOf(route.scopes())).isNotEmpty().isSubsetOf(known));
    }

    /// Messages of people who have no token and sign instead; `ChangesTest` says whose are taken.
    private static boolean isSigned(Route route) {
        return route.path().equals("/v1/changes/{organisation}/{pact}");
    }

    @Test
    void refusesEveryRouteToNobody() {
        var nobody = TestService.bearing("");

        var open = routes.stream()
                .filter(route -> route.ask(nobody, NOTHING, "{}").status() != 401)
                .toList();

        assertThat(open).isEmpty();
    }
}
