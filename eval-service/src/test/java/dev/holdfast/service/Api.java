package dev.holdfast.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/// Asks the service over HTTP as the bearer of one token.
public record Api(URI service, String token) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// An answer, as it came.
    public record Answer(int status, String type, String body) {
        public JsonNode json() {
            return Json.tree("answer", body);
        }

        /// A field of the answer, as text.
        public String text(String field) {
            return json().path(field).asText();
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /// A request that may be completed in other ways than the usual ones.
    public HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(service.resolve(path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
