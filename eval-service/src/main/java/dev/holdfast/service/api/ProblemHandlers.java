package dev.holdfast.service.api;

import dev.holdfast.baselines.certify.UntrustedBaselineException;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.service.audit.log.UnrecordedException;
import dev.holdfast.service.database.DatabaseException;
import dev.holdfast.service.refusal.RefusedException;
import io.micronaut.context.annotation.Factory;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/// The exceptions that have an answer of their own.
@Factory
final class ProblemHandlers {
    private final ErrorResponseProcessor<Problem> responses;

    ProblemHandlers(ErrorResponseProcessor<Problem> responses) {
        this.responses = responses;
    }

    @Singleton
    ExceptionHandler<InvalidDocumentException, HttpResponse<Problem>> invalid() {
        return this::answer;
    }

    @Singleton
    ExceptionHandler<UntrustedBaselineException, HttpResponse<Problem>> untrusted() {
        return this::answer;
    }

    @Singleton
    ExceptionHandler<RefusedException, HttpResponse<Problem>> refused() {
        return this::answer;
    }

    @Singleton
    ExceptionHandler<UnrecordedException, HttpResponse<Problem>> unrecorded() {
        return this::answer;
    }

    @Singleton
    ExceptionHandler<DatabaseException, HttpResponse<Problem>> refusedByDatabase() {
        return this::answer;
    }

    @Singleton
    ExceptionHandler<DataAccessException, HttpResponse<Problem>> refusedByRepository() {
        return this::answer;
    }

    private HttpResponse<Problem> answer(HttpRequest<?> request, Exception e) {
        return responses.processResponse(ErrorContext.builder(request).cause(e).build(), HttpResponse.serverError());
    }
}
