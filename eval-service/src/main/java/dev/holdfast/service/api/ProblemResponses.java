package dev.holdfast.service.api;

import dev.holdfast.baselines.certify.UntrustedBaselineException;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.service.audit.log.UnrecordedException;
import dev.holdfast.service.refusal.RefusedException;
import io.micronaut.context.annotation.Primary;
import io.micronaut.data.exceptions.OptimisticLockException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every answer that is not one, as a [Problem].
@Singleton
@Primary
final class ProblemResponses implements ErrorResponseProcessor<Problem> {
    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var status = response.status();
        var problem = context.getRootCause()
                .flatMap(thrown -> causes(thrown)
                        .flatMap(cause -> ours(context, cause).stream())
                        .findFirst())
                .orElseGet(() -> problem(context, status, code(status), messages(context), List.of()));
        return response.status(problem.status()).body(problem).contentType(MediaType.of(Problem.MEDIA_TYPE));
    }

    /// The server wraps what is thrown while it reads a body.
    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(Optional.of(thrown), Optional::isPresent, cause -> cause.map(Throwable::getCause))
                .flatMap(Optional::stream);
    }

    private static Optional<Problem> ours(ErrorContext context, Throwable cause) {
        return switch (cause) {
            case InvalidDocumentException invalid ->
                Optional.of(problem(
                        context,
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "invalid_document",
                        Optional.of("the document that was sent has problems"),
                        Problem.flaws(invalid.problems())));
            case RefusedException refused ->
                Optional.of(problem(
                        context,
                        status(refused.kind()),
                        refused.code(),
                        Optional.ofNullable(refused.getMessage()),
                        refused.reasons().stream()
                                .map(reason -> new Problem.Flaw("", 0, 0, reason))
                                .toList()));
            case UntrustedBaselineException untrusted ->
                plain(context, HttpStatus.UNPROCESSABLE_ENTITY, "untrusted_baseline", untrusted.getMessage());
            case UnrecordedException unrecorded ->
                plain(context, HttpStatus.SERVICE_UNAVAILABLE, "unrecorded", unrecorded.getMessage());
            case OptimisticLockException _ ->
                plain(context, HttpStatus.PRECONDITION_FAILED, "changed_since", "it was changed since you saw it");
            default ->
                SqlRefusal.of(cause)
                        .flatMap(refusal -> plain(context, refusal.status(), refusal.code(), refusal.detail()));
        };
    }

    private static Optional<Problem> plain(
            ErrorContext context, HttpStatus status, String code, @Nullable String detail) {
        return Optional.of(problem(context, status, code, Optional.ofNullable(detail), List.of()));
    }

    private static HttpStatus status(RefusedException.Kind kind) {
        return switch (kind) {
            case MISSING -> HttpStatus.NOT_FOUND;
            case GONE -> HttpStatus.GONE;
            case UNKNOWN -> HttpStatus.UNAUTHORIZED;
            case CONFLICT -> HttpStatus.CONFLICT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case UNFIT -> HttpStatus.UNPROCESSABLE_ENTITY;
            case OUTDATED -> HttpStatus.PRECONDITION_FAILED;
            case UNCONDITIONAL -> HttpStatus.PRECONDITION_REQUIRED;
            case TOO_MUCH -> HttpStatus.TOO_MANY_REQUESTS;
        };
    }

    private static Problem problem(
            ErrorContext context, HttpStatus status, String code, Optional<String> detail, List<Problem.Flaw> errors) {
        return new Problem(
                "about:blank",
                status.getReason(),
                status.getCode(),
                detail,
                context.getRequest().getPath(),
                code,
                RequestIds.of(context.getRequest()),
                errors);
    }

    /// What the server knows better than we do; a fault of ours is told to the log only.
    private static Optional<String> messages(ErrorContext context) {
        return Optional.of(context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; ")))
                .filter(text -> !text.isBlank());
    }

    private static String code(HttpStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
