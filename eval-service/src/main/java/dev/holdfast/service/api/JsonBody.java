package dev.holdfast.service.api;

import dev.holdfast.schema.json.Json;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.Headers;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.MessageBodyHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Bodies are read and written by the one codec: an unknown or missing field is an error with its line and column.
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
final class JsonBody<T> implements MessageBodyHandler<T> {
    private static final String SOURCE = "body";

    @Override
    public boolean isReadable(Argument<T> type, @Nullable MediaType mediaType) {
        return isOurs(type);
    }

    @Override
    public boolean isWriteable(Argument<T> type, @Nullable MediaType mediaType) {
        return isOurs(type);
    }

    @Override
    public T read(Argument<T> type, @Nullable MediaType mediaType, Headers headers, InputStream body) {
        try (body) {
            return Json.read(SOURCE, new String(body.readAllBytes(), StandardCharsets.UTF_8), type.getType());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void writeTo(Argument<T> type, MediaType mediaType, T object, MutableHeaders headers, OutputStream body) {
        headers.set(HttpHeaders.CONTENT_TYPE, mediaType);
        try {
            body.write(Json.pretty(object).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Records of ours, alone or in a list; what the server itself says of its health is not.
    private static boolean isOurs(Argument<?> type) {
        return type.getType().getName().startsWith("dev.holdfast")
                || type.getFirstTypeVariable().filter(JsonBody::isOurs).isPresent();
    }
}
