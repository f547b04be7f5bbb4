package dev.holdfast.service.console;

import dev.holdfast.service.TestService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser without a screen: keeps its cookie, says where its forms come from, follows nothing by itself.
///
/// @param cookie of the session; empty before signing in
record Visitor(String cookie) {
    private static final URI SERVICE = TestService.server().uri();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form_token\" value=\"([0-9a-f]+)\"");

    static Visitor stranger() {
        return new Visitor("");
    }

    /// Signs in with a token, as the page of that name does.
    static Visitor bearing(String token) {
        var answer = stranger().post("/console/sign-in", Map.of("token", token));
        return new Visitor(answer.headers()
                .firstValue("Set-Cookie")
                .map(set -> set.substring(0, set.indexOf(';')))
                .orElse(""));
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /// A form as a page of ours sends it, but for its token.
    HttpResponse<String> post(String path, Map<String, String> fields) {
        return send(request(path).header("Origin", origin()).POST(body(fields)));
    }

    /// A form of a page of this session.
    HttpResponse<String> submit(String path, Map<String, String> fields) {
        var all = new HashMap<>(fields);
        all.put("form_token", formToken());
        return post(path, all);
    }

    String formToken() {
        var token = FORM_TOKEN.matcher(get("/console/agents").body());
        if (!token.find()) {
            throw new IllegalStateException("the page has no form");
        }
        return token.group(1);
    }

    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(SERVICE.resolve(path));
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    static String origin() {
        return "http://" + SERVICE.getAuthority();
    }

    static HttpRequest.BodyPublisher body(Map<String, String> fields) {
        return BodyPublishers.ofString(fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(
                    request.header("Content-Type", "application/x-www-form-urlencoded")
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
