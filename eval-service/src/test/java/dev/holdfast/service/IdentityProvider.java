package dev.holdfast.service;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// An identity provider over real HTTP: it shows where its keys are, asks nobody who they are, and exchanges each code
/// once, with the client that it gave it to.
public final class IdentityProvider implements AutoCloseable {
    public static final String CLIENT = "holdfast-console";
    public static final String CLIENT_SECRET = "a secret: of the client";

    private final HttpServer http;
    private final RSAKey key;
    private final String issuer;
    private final String audience;
    private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
    private volatile String subject = "nobody";
    private volatile UnaryOperator<JWTClaimsSet.Builder> says = UnaryOperator.identity();

    private IdentityProvider(HttpServer http, RSAKey key, String audience) {
        this.http = http;
        this.key = key;
        this.issuer = "http://127.0.0.1:" + http.getAddress().getPort();
        this.audience = audience;
    }

    /// Starts on a free port.
    ///
    /// @param audience of what it signs by [#claims]
    public static IdentityProvider start(String audience) throws IOException, JOSEException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var provider =
                new IdentityProvider(http, new RSAKeyGenerator(2048).keyID("k1").generate(), audience);
        http.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, provider.describe()));
        http.createContext(
                "/keys", exchange -> answer(exchange, 200, new JWKSet(provider.key.toPublicJWK()).toString()));
        http.createContext("/authorize", provider::authorize);
        http.createContext("/token", provider::exchange);
        http.start();
        return provider;
    }

    public String issuer() {
        return issuer;
    }

    public RSAKey key() {
        return key;
    }

    /// From now on this is who signs in, and what the token says of them is said differently.
    public void signsIn(String newSubject, UnaryOperator<JWTClaimsSet.Builder> differently) {
        subject = newSubject;
        says = differently;
    }

    public JWTClaimsSet.Builder claims(String about) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject(about)
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
    }

    public String sign(JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private String describe() {
        return Json.line(Map.of(
                "issuer", issuer,
                "jwks_uri", issuer + "/keys",
                "authorization_endpoint", issuer + "/authorize",
                "token_endpoint", issuer + "/token"));
    }

    /// The browser is sent back with a code, and what it came with is remembered.
    private void authorize(HttpExchange exchange) throws IOException {
        var query = fields(exchange.getRequestURI().getRawQuery());
        var code = UUID.randomUUID().toString();
        asked.put(code, query);
        exchange.getResponseHeaders()
                .add("Location", query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        var form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
        var query = asked.remove(form.getOrDefault("code", ""));
        if (query == null || !isClient(exchange) || !isSame(query, form)) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        var claims = says.apply(claims(subject).audience(CLIENT).claim("nonce", query.get("nonce")))
                .build();
        try {
            answer(exchange, 200, Json.line(Map.of("token_type", "Bearer", "id_token", sign(claims))));
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    /// RFC 6749, 2.3.1: both halves are encoded before they are put together.
    private static boolean isClient(HttpExchange exchange) {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        var pair = new String(
                        Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.US_ASCII)
                .split(":", 2);
        return decoded(pair[0]).equals(CLIENT) && decoded(pair[1]).equals(CLIENT_SECRET);
    }

    private static boolean isSame(Map<String, String> query, Map<String, String> form) {
        return query.get("redirect_uri").equals(form.get("redirect_uri"))
                && query.get("client_id").equals(form.get("client_id"))
                && query.get("code_challenge").equals(challenge(form.getOrDefault("code_verifier", "")));
    }

    private static String challenge(String verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> fields(String text) {
        return new HashMap<>(Arrays.stream(text.split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1]))));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
