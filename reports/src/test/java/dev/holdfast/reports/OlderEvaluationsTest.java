package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OlderEvaluationsTest {
    @Test
    void whatWasNotLookedAtYetIsNotThere() {
        var older = without("clusters", "attribution", "tools", "policy");

        var evaluation = Json.read("older.json", older, Evaluation.class);

        assertThat(evaluation.clusters()).isEmpty();
        assertThat(evaluation.tools()).isEmpty();
        assertThat(evaluation.policy()).isEmpty();
        assertThat(HtmlReport.of(evaluation)).contains("Probes").doesNotContain("Answer policy");
    }

    @Test
    void whatEveryVersionHasMayNotBeMissing() {
        var broken = without("findings");

        assertThatThrownBy(() -> Json.read("broken.json", broken, Evaluation.class))
                .isInstanceOf(InvalidDocumentException.class);
    }

    private static String without(String... keys) {
        var evaluation = Json.read("evaluation", Json.line(Examples.probed()), Map.class);
        List.of(keys).forEach(evaluation::remove);
        return Json.line(evaluation);
    }
}
