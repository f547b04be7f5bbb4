package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Verdict;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GitHubReportTest {
    @Test
    void looksAsItDid() throws Exception {
        Golden.assertSame("failed.github.txt", GitHubReport.of(Examples.failed()));
        Golden.assertSame("passed.github.txt", GitHubReport.of(Examples.passed()));
        Golden.assertSame("inconclusive.github.txt", GitHubReport.of(Examples.inconclusive()));
        Golden.assertSame("unmeasured.github.txt", GitHubReport.of(Examples.unmeasured()));
    }

    @Test
    void staysBelowTheTenThatGitHubShows() {
        var finding = Examples.failed().findings().getFirst();
        var many = Examples.evaluation(Verdict.FAIL, "h", Collections.nCopies(50, finding), List.of(), List.of());

        assertThat(GitHubReport.of(many).lines())
                .hasSize(9)
                .last()
                .isEqualTo("::error title=More::43 more promises like these.");
    }

    @ParameterizedTest
    @MethodSource("dev.holdfast.reports.Payloads#all")
    void writesOneCommandALineWhateverTheTextSays(String payload) {
        var lines = GitHubReport.of(Payloads.everywhere(payload)).lines().toList();

        assertThat(lines)
                .hasSize(7)
                .allMatch(line -> line.matches("::(error|warning|notice) title=[^:,\\p{Cntrl}]*::[^\\p{Cntrl}]*"));
        assertThat(lines).noneMatch(line -> line.matches(".*%(?!25|0A|0D|3A|2C).*"));
    }
}
