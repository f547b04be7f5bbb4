package dev.holdfast.schema.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.schema.json.InvalidDocumentException;
import org.junit.jupiter.api.Test;

final class ToolCallLinesTest {
    @Test
    void keepsTheCallsOfAnObservationFromLineToLine() {
        var line = """
                {"run":"r","task":"t","output":"x","tool_calls":[{"name":"orders.get","arguments":{"id":"A-1"},\
                "result":{"total":7},"fault":"slow","problems":["late"]},{"name":"ping"}]}""";

        var observation = read(line);
        var again = read(RunFile.line("r", observation));

        assertThat(observation.toolCalls()).hasSize(2);
        assertThat(observation.toolCalls().getFirst().result()).contains("{\"total\":7}");
        assertThat(observation.toolCalls().getLast().arguments()).isEmpty();
        assertThat(again).isEqualTo(observation);
    }

    @Test
    void tellsWhatIsWrongWithACall() {
        var line = """
                {"run":"r","task":"t","output":"x","tool_calls":[{"arguments":{}},{"name":"a","args":{}}]}""";

        assertThatThrownBy(() -> read(line))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("must have a \"name\"")
                .hasMessageContaining("know no \"args\"");
    }

    @Test
    void refusesCallsThatAreNoList() {
        assertThatThrownBy(
                        () -> read("{\"run\":\"r\",\"task\":\"t\",\"output\":\"x\",\"tool_calls\":{\"name\":\"a\"}}"))
                .hasMessageContaining("must be a list");
    }

    private static Observation read(String line) {
        return RunFile.parse("test", line).runs().getFirst().observations().getFirst();
    }
}
