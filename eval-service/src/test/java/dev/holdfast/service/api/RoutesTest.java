package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.TestService;
import dev.holdfast.service.security.Scope;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RoutesTest {
    private final List<UriRouteInfo<?, ?>> routes = TestService.bean(Router.class)
            .uriRoutes()
            .<UriRouteInfo<?, ?>>map(route -> route)
            .filter(route -> route.getUriMatchTemplate().toPathString().startsWith("/v1"))
            .toList();

    @Test
    void namesAScopeOnEveryRoute() {
        var allowed = new java.util.HashSet<>(Scope.ALL);
        allowed.add(SecurityRule.IS_AUTHENTICATED);

        assertThat(routes)
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        route -> assertThat(Set.of(route.getAnnotationMetadata().stringValues(Secured.class)))
                                .hasSize(1)
                                .isSubsetOf(allowed));
    }

    @Test
    void refusesEveryRouteToNobody() {
        var nobody = TestService.bearing("");

        var open = routes.stream()
                .filter(route -> nobody.send(nobody.request(route.getUriMatchTemplate()
                                                .toPathString()
                                                .replaceAll("\\{[^}]*}", "x"))
                                        .method(
                                                route.getHttpMethodName(),
                                                java.net.http.HttpRequest.BodyPublishers.ofString("{}")))
                                .status()
                        != 401)
                .collect(Collectors.toList());

        assertThat(open).isEmpty();
    }
}
