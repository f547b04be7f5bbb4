package dev.holdfast.harness.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ToolNamesTest {
    @Test
    void everyNameLeadsThereAndBackEvenWhereTwoWouldBecomeOne() {
        var wanted = List.of("orders.get", "orders_get", "orders-get", "a.b_c", "a_b.c", "a_b_c");

        var names = ToolNames.of(wanted);

        assertThat(wanted.stream().map(names::there))
                .containsExactly("orders_get_2", "orders_get", "orders-get", "a_b_c_2", "a_b_c_3", "a_b_c")
                .doesNotHaveDuplicates();
        assertThat(wanted.stream().map(names::there).map(names::back)).containsExactlyElementsOf(wanted);
    }

    @Test
    void aNameThatNobodyGaveStaysAsItIs() {
        assertThat(ToolNames.of(List.of("orders.get")).back("orders_refund")).isEqualTo("orders_refund");
    }
}
