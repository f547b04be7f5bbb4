package dev.holdfast.harness.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Suspicion;
import dev.holdfast.schema.run.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuspicionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"status": "ok"}                                     | GENERIC_SUCCESS
            {"success": true, "data": null}                      | GENERIC_SUCCESS
            Operation completed successfully.                    | GENERIC_SUCCESS
            {"id": 17, "status": "ok"}                           |
            {"count": 0}                                         |
            {"a": 100, "b": [20, 3000]}                          | ROUND_NUMBERS
            {"a": 100, "b": 20}                                  |
            {"a": 100, "b": [20, 3001]}                          |
            {"name": "John Doe", "city": "Ghent"}                | PLACEHOLDER
            {"mail": "someone@example.com"}                      | PLACEHOLDER
            {"name": "Jan de Vries", "mail": "jan@vries.be"}     |
            not found                                            |
            {}                                                   |
            """)
    void oneAnswerMayLookMadeUp(String answer, Suspicion sign) {
        assertThat(Suspicions.signs(answer)).isEqualTo(sign == null ? java.util.Set.of() : java.util.Set.of(sign));
    }

    @Test
    void theSameAnswerToEveryQuestionIsSuspicious() {
        var calls = IntStream.range(0, 4)
                .mapToObj(id -> call(id, "{\"state\":\"left\"}", ""))
                .toList();

        assertThat(Suspicions.of(calls)).isEqualTo(Map.of(Suspicion.SAME_FOR_ALL, 4));
        assertThat(Suspicions.of(calls.subList(0, 2))).isEmpty();
    }

    @Test
    void theSameAnswerToTheSameQuestionIsNot() {
        assertThat(Suspicions.of(List.of(call(1, "{\"n\":1}", ""), call(1, "{\"n\":1}", ""), call(1, "{\"n\":1}", ""))))
                .isEmpty();
    }

    @Test
    void whatHoldfastHasSpoiltIsNotHeldAgainstTheTool() {
        var calls =
                IntStream.range(0, 4).mapToObj(id -> call(id, "{}", "empty")).toList();

        assertThat(Suspicions.of(calls)).isEmpty();
    }

    private static ToolCall call(int id, String result, String fault) {
        return new ToolCall(
                "orders.get",
                Json.toTree(Map.of("id", id)),
                Optional.of(result),
                Optional.of(fault).filter(key -> !key.isEmpty()),
                List.of(),
                Optional.empty());
    }
}
