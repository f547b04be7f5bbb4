package dev.holdfast.baselines.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ClusteringTest {
    private static final Clustering CLUSTERING = new Clustering(1);

    @Test
    void putsAnswersThatFailAlikeTogetherAndSaysWhichWordsTheyShare() {
        var refusals = IntStream.range(0, 12).mapToObj(i -> "I am unable to help with request " + i);
        var errors = IntStream.range(0, 6).mapToObj(i -> "Error 500: the server at host" + i + " timed out");

        var clusters = CLUSTERING.of(Stream.concat(refusals, errors).toList(), List.of());

        assertThat(clusters).hasSize(2);
        assertThat(clusters.getFirst().members()).hasSize(12).allMatch(member -> member < 12);
        assertThat(clusters.getFirst().words().getFirst()).isEqualTo("am unable to");
        assertThat(clusters.getLast().members()).hasSize(6).allMatch(member -> member >= 12);
        assertThat(clusters.getLast().words().getFirst()).isEqualTo("the server at");
    }

    @Test
    void keepsAnswersOfOneKindInOneClusterAndTellsItFromTheOthers() {
        var clusters = CLUSTERING.of(java.util.Collections.nCopies(8, "no"), java.util.Collections.nCopies(8, "yes"));

        assertThat(clusters).hasSize(1);
        assertThat(clusters.getFirst().words()).containsExactly("no");
    }

    @Test
    void saysNothingAboutAFew() {
        assertThat(CLUSTERING.of(java.util.Collections.nCopies(5, "no"), List.of()))
                .isEmpty();
    }

    @Test
    void copesWithAnswersThatSayNothing() {
        assertThat(CLUSTERING.of(List.of("", "", "", "a b", "", "", "a b", "\u0000", "c"), List.of()))
                .isNotEmpty();
    }

    @Test
    void givesTheSameClustersForTheSameSeed() {
        var texts = IntStream.range(0, 60)
                .mapToObj(i -> "answer " + i % 7 + " of kind " + i % 4 + " and " + i % 3)
                .toList();

        assertThat(CLUSTERING.of(texts, List.of())).isEqualTo(CLUSTERING.of(texts, List.of()));
    }
}
