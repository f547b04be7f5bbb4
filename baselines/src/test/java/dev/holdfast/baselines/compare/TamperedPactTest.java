package dev.holdfast.baselines.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.baselines.certify.Certification;
import dev.holdfast.baselines.certify.Certifier;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Attribution;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Invariant 7 for what is promised and what is asked: every bit of the pact's file and of its golden tasks is flipped,
/// one at a time. Either the file is refused, or the evaluation says that the pact or its golden tasks changed, or
/// nothing that is read did.
final class TamperedPactTest {
    private static final Run RUN = Examples.run("a", 4, i -> Examples.right(i, 4));

    @TempDir
    private Path folder;

    @Test
    void findsEveryFlippedBitOfThePactOrReadsTheSame() throws IOException {
        assertThat(flipped("pact.yaml", "pact"))
                .as("share of flips that are found")
                .isGreaterThan(.95);
    }

    @Test
    void findsEveryFlippedBitOfTheGoldenTasksOrReadsTheSame() throws IOException {
        assertThat(flipped("golden.jsonl", "golden tasks"))
                .as("share of flips that are found")
                .isGreaterThan(.95);
    }

    private double flipped(String name, String part) throws IOException {
        var original = new Examples(folder).pact(4, "{metric: ok, max_drop: 5pt}");
        var baseline = baseline(original);
        var file = folder.resolve(name);
        var bytes = Files.readAllBytes(file);
        var found = 0;
        for (var bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, bytes);
            if (isFound(original, baseline, part)) {
                found++;
            }
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return (double) found / (8 * bytes.length);
    }

    private boolean isFound(PactFile original, Baseline baseline, String part) {
        PactFile read;
        try {
            read = PactReader.read(folder.resolve("pact.yaml"));
        } catch (InvalidDocumentException e) {
            assertThat(e).hasMessageContaining(folder.toString());
            return true;
        }
        var named = new WhatChanged(read, baseline, RUN)
                .parts(Map.of()).stream()
                        .filter(each -> each.state() == Attribution.State.CHANGED)
                        .map(Attribution.Part::name)
                        .toList();
        if (named.isEmpty()) {
            assertThat(read.pact()).isEqualTo(original.pact());
            assertThat(read.suite()).isEqualTo(original.suite());
            return false;
        }
        assertThat(named).containsAnyOf(part, "pact");
        return true;
    }

    private static Baseline baseline(PactFile file) {
        var certified = (Certification.Certified) new Certifier(file, List.of(RUN)).certify(Examples.NOON, "test");
        return new Baseline(certified.certificate(), certified.runs(), "key", certified.control());
    }
}
