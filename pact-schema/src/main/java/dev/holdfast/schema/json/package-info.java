/// How is a document read, located and written, the same way everywhere?
///
/// In: text of YAML or JSON. Out: trees whose every node knows its line and column, and one codec for all records.
/// Start at [dev.holdfast.schema.json.Json] for JSON and [dev.holdfast.schema.json.LocatedYaml] for what people
/// write. Nothing here knows what a pact is.
@NullMarked
package dev.holdfast.schema.json;

import org.jspecify.annotations.NullMarked;
