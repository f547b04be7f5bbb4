package dev.holdfast.service.console;

import dev.holdfast.service.security.OidcSignIn;
import dev.holdfast.service.security.Session;
import dev.holdfast.service.security.SessionCookies;
import dev.holdfast.service.security.Sessions;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// In and out: the text of a token is exchanged for a session.
@Hidden
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SignInController {
    private static final String REFUSED = "That token is not good here: it is unknown, expired or revoked.";

    private final Sessions sessions;
    private final Screens screens;
    private final boolean hasProvider;

    SignInController(Sessions sessions, Screens screens, @Nullable OidcSignIn provider) {
        this.sessions = sessions;
        this.screens = screens;
        this.hasProvider = provider != null;
    }

    @Get(value = "/sign-in", produces = MediaType.TEXT_HTML)
    @Secured(SecurityRule.IS_ANONYMOUS)
    String ask(@QueryValue Optional<String> from) {
        return page(Door.page(from), "");
    }

    @Post(value = "/sign-in", consumes = MediaType.APPLICATION_FORM_URLENCODED, produces = MediaType.TEXT_HTML)
    @Secured(SecurityRule.IS_ANONYMOUS)
    HttpResponse<?> signIn(HttpRequest<?> request, @Body Map<String, String> form) {
        var from = Door.page(Optional.ofNullable(form.get("from")));
        var session = sessions.open(form.getOrDefault("token", "").strip());
        return session.isPresent()
                ? HttpResponse.seeOther(URI.create(from))
                        .cookie(SessionCookies.of(session.get(), Origin.isEncrypted(request)))
                : HttpResponse.status(HttpStatus.UNAUTHORIZED).body(page(from, REFUSED));
    }

    @Post(value = "/sign-out", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(SecurityRule.IS_AUTHENTICATED)
    HttpResponse<?> signOut(Session session, HttpRequest<?> request, @Body Map<String, String> fields) {
        var _ = Form.of(session, fields);
        sessions.close(session);
        return HttpResponse.seeOther(URI.create("/console/sign-in"))
                .cookie(SessionCookies.forgotten(Origin.isEncrypted(request)));
    }

    private String page(String from, String refused) {
        return screens.render(
                "signIn",
                Map.of(
                        "sources",
                        screens.sources(),
                        "from",
                        from,
                        "refused",
                        refused,
                        "provider",
                        hasProvider ? Door.toProvider(from) : ""));
    }
}
