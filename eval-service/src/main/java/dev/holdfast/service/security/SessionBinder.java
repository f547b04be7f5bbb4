package dev.holdfast.service.security;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;

/// Gives a page the [Session] that it takes as a parameter. A token without a session does not open pages.
@Singleton
final class SessionBinder implements TypedRequestArgumentBinder<Session> {
    @Override
    public Argument<Session> argumentType() {
        return Argument.of(Session.class);
    }

    @Override
    public BindingResult<Session> bind(ArgumentConversionContext<Session> context, HttpRequest<?> source) {
        var session = source.getUserPrincipal(Authentication.class)
                .map(authentication -> authentication.getAttributes().get(SessionCookies.SESSION));
        return () -> session.map(Session.class::cast);
    }
}
