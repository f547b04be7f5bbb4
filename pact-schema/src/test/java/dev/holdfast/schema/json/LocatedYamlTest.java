package dev.holdfast.schema.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocatedYamlTest {
    @Test
    void knowsTheLineAndColumnOfValuesAndKeys() {
        var document = LocatedYaml.read("p.yaml", "a: 1\nb:\n  - x\n  - {c: 2}\n");

        assertThat(document.at("/b/1/c", "!")).isEqualTo(new Problem("p.yaml", 4, 9, "!"));
        assertThat(document.atKey("/b/1/c", "!")).isEqualTo(new Problem("p.yaml", 4, 6, "!"));
    }

    @Test
    void placesAProblemOfSomethingThatIsNotThereAtItsParent() {
        var document = LocatedYaml.read("p.yaml", "a:\n  b: 1\n");

        assertThat(document.at("/a/missing/deeper", "!")).isEqualTo(new Problem("p.yaml", 2, 3, "!"));
    }

    @Test
    void tellsARepeatedKeyAndKeepsTheFirst() {
        var document = LocatedYaml.read("p.yaml", "a: 1\na: 2\n");

        assertThat(document.problems()).containsExactly(new Problem("p.yaml", 2, 1, "duplicate key \"a\""));
        assertThat(document.tree().get("a").asInt()).isEqualTo(1);
    }

    @Test
    void addressesKeysWithSlashesAndTildes() {
        var document = LocatedYaml.read("p.yaml", "\"a/b~c\": 1\n");

        assertThat(document.at("/a~1b~0c", "!").column()).isEqualTo(10);
    }

    @Test
    void tellsWhereATextIsNoYaml() {
        var document = LocatedYaml.read("p.yaml", "a: [1, 2\nb: 3\n");

        assertThat(document.tree().isNull()).isTrue();
        assertThat(document.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message()).startsWith("not YAML");
        });
    }

    @Test
    void stopsAnAliasThatContainsItself() {
        var document = LocatedYaml.read("p.yaml", "a: &a\n  b: *a\n");

        assertThat(document.problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("itself");
    }

    @Test
    void stopsABombOfAliases() {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 8; i++) {
            var before = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (before + ",").repeat(9) + before));
        }

        var document = LocatedYaml.read("p.yaml", bomb.toString());

        assertThat(document.problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("aliases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void stopsATextThatIsNestedWithoutEnd(String one) {
        assertThat(LocatedYaml.read("p.yaml", one.repeat(50_000)).problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("nested more than 100 deep");
    }

    @Test
    void stopsAliasesThatNestWithoutEnd() {
        var chain = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 20_000; i++) {
            chain.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }

        assertThat(LocatedYaml.read("p.yaml", chain.toString()).problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("aliases");
    }

    @Test
    void refusesATextThatIsTooLarge() {
        assertThat(LocatedYaml.read("p.yaml", "a".repeat(1_000_001)).problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("too large");
        assertThat(LocatedYaml.read("p.yaml", "").problems()).containsExactly(Problem.of("p.yaml", "is empty"));
    }

    @Test
    void takesScalarsForWhatTheyAre() {
        var tree = LocatedYaml.read("p.yaml", "[1, 1.5, true, null, '1', .nan, 0x1F, 5pt, 92%, 1e3]")
                .tree();

        assertThat(tree).hasToString("[1,1.5,true,null,\"1\",\".nan\",\"0x1F\",\"5pt\",\"92%\",1000]");
    }
}
