package dev.holdfast.service.console;

import dev.holdfast.service.api.Problem;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What holds for every page: no other site makes it do anything, a browser runs and loads nothing but what is ours,
/// and
/// what went wrong is told as a page.
@ServerFilter("/console/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConsoleFilter {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Screens screens;

    ConsoleFilter(Screens screens) {
        this.screens = screens;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> refuseForeign(HttpRequest<?> request) {
        return Origin.isOurs(request)
                ? null
                : error(HttpResponse.status(HttpStatus.FORBIDDEN), "Forbidden", "Another site sent this request.");
    }

    @ResponseFilter
    void dress(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (response.body() instanceof Problem problem) {
            tell(request, response, problem);
        }
        response.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin");
        if (!response.getHeaders().contains(HttpHeaders.CACHE_CONTROL)) {
            response.header(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private void tell(HttpRequest<?> request, MutableHttpResponse<?> response, Problem problem) {
        if (problem.status() == HttpStatus.UNAUTHORIZED.getCode()) {
            var from = request.getMethod() == HttpMethod.GET
                    ? "?from=" + URLEncoder.encode(request.getUri().toString(), StandardCharsets.UTF_8)
                    : "";
            response.status(HttpStatus.SEE_OTHER)
                    .header(HttpHeaders.LOCATION, "/console/sign-in" + from)
                    .body(null);
        } else {
            var detail = problem.detail().orElse("The service could not do it. Its log says why.");
            error(response, problem.title(), problem.errors().isEmpty() ? detail : detail + ": " + flaws(problem));
        }
    }

    private static String flaws(Problem problem) {
        return String.join(
                "; ", problem.errors().stream().map(Problem.Flaw::detail).toList());
    }

    private MutableHttpResponse<?> error(MutableHttpResponse<?> response, String title, String detail) {
        var page = screens.render("error", Map.of("sources", screens.sources(), "title", title, "detail", detail));
        return response.contentType(MediaType.TEXT_HTML_TYPE).body(page);
    }
}
