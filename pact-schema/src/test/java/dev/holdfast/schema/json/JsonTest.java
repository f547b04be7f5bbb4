package dev.holdfast.schema.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonTest {
    record Note(String text, Optional<String> author, Instant at, List<Integer> pages) {}

    private static final Note NOTE =
            new Note("ü \u0000 \"", Optional.empty(), Instant.parse("2026-11-21T08:00:00.5Z"), List.of(1, 2));

    @Test
    void writesAndReadsARecord() {
        var written = Json.line(NOTE);

        assertThat(written).doesNotContain("author").contains("2026-11-21T08:00:00.5");
        assertThat(Json.read("note.json", written, Note.class)).isEqualTo(NOTE);
    }

    @Test
    void refusesAnUnknownKeyWithItsPlace() {
        var text = "{\"text\":\"a\",\"at\":\"2026-11-21T08:00:00Z\",\n\"pages\":[],\"autor\":\"me\"}";

        assertThatThrownBy(() -> Json.read("note.json", text, Note.class))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageStartingWith("note.json:2:")
                .hasMessageContaining("autor");
    }

    @Test
    void refusesAMissingKey() {
        assertThatThrownBy(() -> Json.read("note.json", "{\"text\":\"a\",\"pages\":[]}", Note.class))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("at");
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        assertThatThrownBy(() -> Json.tree("a.json", "{\"a\":1,\"a\":2}"))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("Duplicate");
    }

    @Test
    void refusesWhatFollowsTheDocument() {
        assertThatThrownBy(() -> Json.tree("a.json", "{} {}")).isInstanceOf(InvalidDocumentException.class);
        assertThatThrownBy(() -> Json.tree("a.json", "")).hasMessageContaining("is empty");
    }

    @Test
    void tellsTheLineAndColumnWhereTheTextBreaks() {
        assertThatThrownBy(() -> Json.tree("a.json", "{\n  \"a\": tru\n}")).hasMessageStartingWith("a.json:2:");
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThatThrownBy(() -> Json.tree("a.json", "[".repeat(5000))).isInstanceOf(InvalidDocumentException.class);
    }

    @Test
    void hasOneDigestForAllSpellingsOfADocument() {
        var one = Json.tree("a", "{\"b\": [1, {\"d\": null, \"c\": \"x\"}], \"a\": 0.5}");
        var other = Json.tree("b", "{\"a\":0.5,\"b\":[1,{\"c\":\"x\",\"d\":null}]}");
        var another = Json.tree("c", "{\"a\":0.5,\"b\":[{\"c\":\"x\",\"d\":null},1]}");

        assertThat(Json.canonical(one)).isEqualTo("{\"a\":0.5,\"b\":[1,{\"c\":\"x\",\"d\":null}]}");
        assertThat(Json.digest(one)).isEqualTo(Json.digest(other)).isNotEqualTo(Json.digest(another));
    }

    @Test
    void takesTheDigestThatOtherToolsTake() {
        // printf '{"a":1}' | sha256sum
        assertThat(Json.digest(Map.of("a", 1)).hex())
                .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    }

    @Test
    void refusesADigestThatIsNone() {
        assertThatThrownBy(() -> new Digest("sha256:abc")).hasMessageContaining("sha256:abc");
        assertThatThrownBy(() -> Json.read("d.json", "\"md5:00\"", Digest.class))
                .isInstanceOf(InvalidDocumentException.class);
    }
}
