package dev.holdfast.service.security;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;

/// Gives a route the [Principal] that it takes as a parameter.
@Singleton
final class PrincipalBinder implements TypedRequestArgumentBinder<Principal> {
    @Override
    public Argument<Principal> argumentType() {
        return Argument.of(Principal.class);
    }

    @Override
    public BindingResult<Principal> bind(ArgumentConversionContext<Principal> context, HttpRequest<?> source) {
        var principal = source.getUserPrincipal(Authentication.class)
                .map(authentication -> authentication.getAttributes().get(BearerTokens.PRINCIPAL));
        return () -> principal.map(Principal.class::cast);
    }
}
