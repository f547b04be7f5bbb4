package dev.holdfast.service.console;

import dev.holdfast.service.security.OidcSignIn;
import dev.holdfast.service.security.Session;
import dev.holdfast.service.security.SessionCookies;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// In by way of the identity provider: out to it, and back with its word.
@Hidden
@Controller(ProviderController.PATH)
@Requires(beans = OidcSignIn.class)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ProviderController {
    static final String PATH = "/console/provider";

    private final OidcSignIn provider;
    private final Screens screens;

    ProviderController(OidcSignIn provider, Screens screens) {
        this.provider = provider;
        this.screens = screens;
    }

    @Get(value = "/begin", produces = MediaType.TEXT_HTML)
    @Secured(SecurityRule.IS_ANONYMOUS)
    HttpResponse<?> begin(
            HttpRequest<?> request, @QueryValue Optional<String> from, @QueryValue Optional<String> organisation) {
        var departure = provider.begin(back(request));
        return departure.isPresent()
                ? HttpResponse.seeOther(departure.get().to())
                        .cookie(new Passage(
                                        departure.get().secret(),
                                        Door.page(from),
                                        organisation.filter(id -> id.matches("[0-9a-f-]{36}")))
                                .cookie(Origin.isEncrypted(request)))
                : refused(HttpStatus.BAD_GATEWAY, "The identity provider cannot be reached now.", Door.page(from));
    }

    @Get(value = "/end", produces = MediaType.TEXT_HTML)
    @Secured(SecurityRule.IS_ANONYMOUS)
    HttpResponse<?> end(HttpRequest<?> request, @QueryValue Optional<String> state, @QueryValue Optional<String> code) {
        var passage = Passage.of(request);
        var session = passage.flatMap(kept -> provider.end(new OidcSignIn.Arrival(
                kept.secret(), back(request), state.orElse(""), code.orElse(""), kept.organisation())));
        var from = passage.map(Passage::from).orElse(Door.page(Optional.empty()));
        return session.isPresent()
                ? signedIn(request, session.get(), from)
                : refused(
                                HttpStatus.UNAUTHORIZED,
                                "The identity provider did not vouch for a member of one organisation here.",
                                from)
                        .cookie(Passage.forgotten(Origin.isEncrypted(request)));
    }

    /// A page and not a redirect: a browser that another site has led here does not send the session's cookie along.
    private HttpResponse<?> signedIn(HttpRequest<?> request, Session session, String from) {
        var encrypted = Origin.isEncrypted(request);
        return HttpResponse.ok(screens.render("signedIn", Map.of("sources", screens.sources(), "from", from)))
                .cookie(SessionCookies.of(session, encrypted))
                .cookie(Passage.forgotten(encrypted));
    }

    private io.micronaut.http.MutableHttpResponse<?> refused(HttpStatus status, String why, String from) {
        return HttpResponse.status(status)
                .body(screens.render(
                        "signIn",
                        Map.of(
                                "sources",
                                screens.sources(),
                                "from",
                                from,
                                "refused",
                                why,
                                "provider",
                                Door.toProvider(from))));
    }

    /// As the provider knows it, which takes no other.
    private static URI back(HttpRequest<?> request) {
        var scheme = Origin.isEncrypted(request) ? "https" : "http";
        return URI.create(scheme + "://" + request.getHeaders().get(HttpHeaders.HOST) + PATH + "/end");
    }
}
