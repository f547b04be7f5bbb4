package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Score;
import java.util.Optional;

/// `json_schema`: 1 where the part is JSON, with nothing around it, and valid by the schema (2020-12 where it names
/// no version).
///
/// @param fromText whether the part is a text that has to be JSON, or was taken out of JSON and is a value already
record JsonSchemaCheck(Schema schema, boolean fromText) implements Check {
    static JsonSchemaCheck of(JsonNode schema, boolean fromText) {
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        return new JsonSchemaCheck(registry.getSchema(schema), fromText);
    }

    @Override
    public Score check(GoldenTask task, Optional<JsonNode> part) {
        var value = fromText ? part.flatMap(text -> JsonText.strict(text.textValue())) : part;
        return Check.of(value.filter(json -> schema.validate(json).isEmpty()).isPresent());
    }
}
