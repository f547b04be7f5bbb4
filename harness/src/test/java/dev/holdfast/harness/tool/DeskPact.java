package dev.holdfast.harness.tool;

import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A pact on disk about an order desk that looks orders up with two tools.
public final class DeskPact {
    private static final String GET = """
            {"description": "Looks an order up by its number.",
             "parameters": {"type": "object", "properties": {"id": {"type": "integer", "minimum": 1}},
                            "required": ["id"], "additionalProperties": false},
             "result": {"type": "object", "required": ["status", "total"],
                        "properties": {"id": {"type": "integer"}, "status": {"type": "string"}, "total": {"type": "number"}}}}
            """;
    private static final String SEARCH = """
            {"description": "Finds orders by what their customers say of them.",
             "parameters": {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}}
            """;
    private static final String ORDERS = """
            {"when": {"id": 17}, "result": {"id": 17, "status": "packed", "total": 12.5}}
            {"when": {"id": 18}, "result": {"id": 18, "status": "delivered", "total": 99.25}}
            {"when": {"id": 19}, "error": "there is no order 19"}
            {"task": "special", "when": {"id": 18}, "result": {"id": 18, "status": "lost", "total": 99.25}}
            """;
    private static final String FOUND = """
            {"result": {"status": "in stock", "total": 31}}
            """;

    private DeskPact() {}

    /// The pact with this target under these probes.
    ///
    /// @param target in YAML's flow style
    /// @param probes likewise
    public static PactFile write(Path folder, String target, String probes) {
        try {
            Files.writeString(folder.resolve("golden.jsonl"), """
                    {"id": "first", "input": "Where is order 17?"}
                    {"id": "second", "input": "Where is order 18?"}
                    {"id": "special", "input": "Where is order 18?"}
                    {"id": "unknown", "input": "Where is order 19?"}
                    """);
            Files.writeString(folder.resolve("get.json"), GET);
            Files.writeString(folder.resolve("search.json"), SEARCH);
            Files.writeString(folder.resolve("orders.jsonl"), ORDERS);
            Files.writeString(folder.resolve("found.jsonl"), FOUND);
            return PactReader.read(Files.writeString(folder.resolve("pact.yaml"), """
                    {holdfast: 1, pact: desk, golden: [golden.jsonl],
                     agent: {target: {%s}, limits: {timeout: 20s, retries: 0}},
                     tools: {orders.get: {schema: get.json, fixtures: orders.jsonl},
                             orders.search: {schema: search.json, fixtures: found.jsonl}},
                     probes: {%s},
                     promises: [{metric: latency, p95, at_most: 60s}]}
                    """.formatted(target, probes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
