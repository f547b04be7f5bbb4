package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/// A JSON Schema (2020-12 where it names no version) that values are held against.
public final class JsonShape {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema SCHEMA_OF_SCHEMAS =
            REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    private final Schema schema;

    private JsonShape(Schema schema) {
        this.schema = schema;
    }

    /// A way in which a value is not as it should be.
    ///
    /// @param pointer to the part of the value
    public record Mismatch(String pointer, String message) {
        /// `/id: string found, integer expected`.
        @Override
        public String toString() {
            return (pointer.isEmpty() ? "" : pointer + ": ") + message;
        }
    }

    public static JsonShape of(JsonNode schema) {
        return new JsonShape(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema));
    }

    /// Empty when the value is as it should be.
    public List<Mismatch> mismatches(JsonNode value) {
        return mismatches(schema, value);
    }

    /// What is wrong with a schema itself.
    static List<Mismatch> mismatchesOfSchema(JsonNode schema) {
        return mismatches(SCHEMA_OF_SCHEMAS, schema);
    }

    private static List<Mismatch> mismatches(Schema schema, JsonNode value) {
        return schema.validate(value).stream()
                .map(JsonShape::mismatch)
                .distinct()
                .toList();
    }

    private static Mismatch mismatch(Error error) {
        return new Mismatch(DocumentSchema.pointer(error.getInstanceLocation()), error.getMessage());
    }
}
