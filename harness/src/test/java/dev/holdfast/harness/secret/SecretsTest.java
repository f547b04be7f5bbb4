package dev.holdfast.harness.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Reference;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {
    private static final String KEY = "sk-Zm9v/+\"bar\" 42?ü";

    @TempDir
    private Path folder;

    @Test
    void referencesStandForVariablesAndFiles() throws IOException {
        Files.writeString(folder.resolve("token"), "file-token\n");

        var secrets = secrets("KEY", "$1\\2");

        assertThat(secrets.resolve(new Reference("Bearer ${env:KEY}, ${file:token}")))
                .isEqualTo("Bearer $1\\2, file-token");
        assertThat(secrets.resolve(new Reference("no reference"))).isEqualTo("no reference");
    }

    @Test
    void saysWhichVariableIsMissing() {
        assertThatThrownBy(() -> secrets("KEY", "k").resolve(new Reference("${env:OTHER_KEY}")))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("${env:OTHER_KEY}: the environment variable OTHER_KEY is not set");
    }

    @Test
    void anEmptyValueOrAMissingFileIsNoValue() {
        assertThatThrownBy(() -> secrets("KEY", "").resolve(new Reference("${env:KEY}")))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> secrets("KEY", "k").resolve(new Reference("${file:absent}")))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void aValueIsFoundHoweverOftenAndHoweverItIsEscaped() {
        var value = "s/e\"c&r\\e\nt-1";
        var secrets = secrets("KEY", value);
        secrets.resolve(new Reference("${env:KEY}"));
        var once = Json.line(value);

        assertThat(List.of(
                        once,
                        Json.line(once),
                        Json.line(Json.line(once)),
                        once.replace("/", "\\/").replace("&", "\\u0026"),
                        Json.line(once.replace("s", "\\u0073").replace("/", "\\u002F"))))
                .allSatisfy(text -> assertThat(secrets.redact(text))
                        .contains("${env:KEY}")
                        .doesNotContain("t-1")
                        .doesNotContain("r\\"));
        assertThat(secrets.redact("\\".repeat(1_000_000))).hasSize(1_000_000);
    }

    @Test
    void theReferenceTakesThePlaceOfItsValue() {
        var secrets = secrets("KEY", KEY);
        secrets.resolve(new Reference("${env:KEY}"));

        assertThat(secrets.redact("The key is " + KEY + ", you said.")).isEqualTo("The key is ${env:KEY}, you said.");
    }

    @Test
    void otherSpellingsAreKnownToo() {
        var secrets = secrets("KEY", KEY);
        secrets.resolve(new Reference("${env:KEY}"));
        var bytes = KEY.getBytes(StandardCharsets.UTF_8);

        var text = String.join(
                "\n",
                Json.line(Map.of("k", KEY)),
                URLEncoder.encode(KEY, StandardCharsets.UTF_8),
                URLEncoder.encode(KEY, StandardCharsets.UTF_8).replace("+", "%20"),
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));

        assertThat(secrets.redact(text).lines())
                .allMatch(line -> line.contains("${env:KEY}"))
                .allMatch(line -> line.length() < 25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "user:", "user:p"})
    void aValueInsideALongerBase64TextIsFound(String before) {
        var secrets = secrets("KEY", KEY);
        secrets.resolve(new Reference("${env:KEY}"));

        for (var after : new String[] {"", "a", "ab", "abc"}) {
            var encoded = Base64.getEncoder().encodeToString((before + KEY + after).getBytes(StandardCharsets.UTF_8));
            assertThat(secrets.redact(encoded)).contains("${env:KEY}").hasSizeLessThan(encoded.length());
        }
    }

    @Test
    void valuesTooShortToBeAKeyAreLeftAlone() {
        var secrets = secrets("PORT", "80");
        secrets.resolve(new Reference("${env:PORT}"));

        assertThat(secrets.redact("1980")).isEqualTo("1980");
    }

    private Secrets secrets(String name, String value) {
        return new Secrets(asked -> asked.equals(name) ? Optional.of(value) : Optional.empty(), folder);
    }
}
