package dev.holdfast.schema.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToolReaderTest {
    @TempDir
    private Path folder;

    @Test
    void readsToolsWithTheirSchemasAndFixturesInOrder() throws IOException {
        var tools = PactReader.read(Examples.full().write(folder)).pact().tools();

        assertThat(tools.keySet()).containsExactly("orders.get", "orders.refund");
        var get = Objects.requireNonNull(tools.get("orders.get"));
        assertThat(get.description()).isEqualTo("Looks up an order.");
        assertThat(get.isSimulated()).isTrue();
        assertThat(get.fixtures())
                .containsExactly(
                        new Tool.Fixture(
                                Optional.empty(),
                                Json.tree("", "{\"id\":17}"),
                                new Tool.Reply.Result(Json.tree("", "{\"total\":12.5}"))),
                        new Tool.Fixture(
                                Optional.of("orders/2"),
                                Json.tree("", "{\"id\":18}"),
                                new Tool.Reply.Result(Json.tree("", "{\"total\":31}"))),
                        new Tool.Fixture(
                                Optional.empty(),
                                Json.tree("", "{}"),
                                new Tool.Reply.Refusal("there is no such order")));
        assertThat(Objects.requireNonNull(tools.get("orders.refund")).isSimulated())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "description": "Looks    | "descripton": "Looks    | 2:3   | unknown key "descripton"; did you mean "description"?
            "description": "Looks    | "descripton": "Looks    | 1:1   | a tool needs a "description"
            "type": "integer"        | "type": "integr"        | 3:66  | not a JSON Schema
            {"type": "object", "properties": {"id" | {"type": "array", "properties": {"id" | 3:17 | must be a JSON Schema of {"type": "object", …}
            "required": ["id"]       | "required": ["idd"]     | 3:92  | requires "idd", which is no property; did you mean "id"?
            {"type": "integer"}      | {"$ref": "http://x/y"}  | 3:66  | a "$ref" must stay within the file
            }}, "required": ["total"]} | }}, "required": ["total"] | 6:1 | expected close marker for Object
            """)
    void saysWhereASchemaFileIsWrong(String right, String wrong, String place, String reason) throws IOException {
        Examples.full().write(folder);
        assertThat(Examples.GET).contains(right);
        Files.writeString(folder.resolve("get.json"), Examples.GET.replace(right, wrong));

        refuses("get.json:" + place, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "when": {"id": 17}    | "whem": {"id": 17}         | 1:2   | unknown key "whem"; did you mean "when"?
            "when": {"id": 17}    | "when": {"ide": 17}        | 1:11  | "orders.get" has no parameter "ide"; did you mean "id"?
            "when": {"id": 17}    | "when": {"id": "17"}       | 1:17  | string found, integer expected
            "when": {"id": 17}    | "when": 17                 | 1:10  | expected the arguments that it answers
            {"total": 12.5}       | {"total": "12.5"}          | 1:42  | not of the tool's "result" schema
            {"total": 12.5}       | {"totl": 12.5}             | 1:32  | required property 'total' not found
            , "result": {"total": 12.5} | ''                   | 1:1   | needs either "result" or "error"
            {"error": "there is no such order"} | {"error": 5} | 3:11  | expected what the tool says
            {"error"              | {error                     | 3     | not JSON
            """)
    void saysWhereAFixtureIsWrong(String right, String wrong, String place, String reason) throws IOException {
        Examples.full().write(folder);
        assertThat(Examples.ORDERS).contains(right);
        Files.writeString(folder.resolve("orders.jsonl"), Examples.ORDERS.replace(right, wrong));

        refuses("orders.jsonl:" + place, reason);
    }

    @Test
    void refusesAFixtureForATaskThatThereIsNot() throws IOException {
        Examples.full().write(folder);
        Files.writeString(folder.resolve("orders.jsonl"), Examples.ORDERS.replace("orders/2", "orders/3"));

        refuses("pact.yaml:", "a fixture is for task \"orders/3\", and no golden task has that id; did you mean");
    }

    @Test
    void refusesAnEmptyFileOfFixtures() throws IOException {
        Examples.full().write(folder);
        Files.writeString(folder.resolve("orders.jsonl"), "\n");

        refuses("orders.jsonl: ", "holds no fixture");
    }

    @Test
    void aPlausibleLieTakesTwoTruths() throws IOException {
        Examples.full().replace("[timeout, empty]", "[plausible]").write(folder);
        Files.writeString(folder.resolve("orders.jsonl"), "{\"result\": {\"total\": 1}}\n");

        refuses("pact.yaml:", "plausible takes at least two different results in the fixtures of \"orders.get\"");
    }

    @Test
    void aTabInJsonIsNoMistake() throws IOException {
        Examples.full().write(folder);
        Files.writeString(folder.resolve("get.json"), Examples.GET.replace("  ", "\t"));

        assertThat(PactReader.read(folder.resolve("pact.yaml")).pact().tools()).hasSize(2);
    }

    private void refuses(String place, String reason) {
        assertThatThrownBy(() -> PactReader.read(folder.resolve("pact.yaml")))
                .isInstanceOfSatisfying(
                        InvalidDocumentException.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::toString)
                                .anySatisfy(problem ->
                                        assertThat(problem).contains(place).contains(reason)));
    }
}
