package dev.holdfast.service.console;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Leads to the pages that addresses in messages mean, and from the service's own address to its first page.
@Hidden
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class LandingController {
    @Get(uris = {"/", "/console"})
    HttpResponse<?> home() {
        return to("agents");
    }

    @Get("/incidents/{id}")
    HttpResponse<?> incident(String id) {
        return to("incidents/" + encoded(id));
    }

    @Get("/evaluations/{id}")
    HttpResponse<?> evaluation(String id) {
        return to("evaluations/" + encoded(id));
    }

    private static HttpResponse<?> to(String page) {
        return HttpResponse.seeOther(URI.create("/console/" + page));
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
