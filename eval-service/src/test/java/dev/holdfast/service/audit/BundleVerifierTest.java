package dev.holdfast.service.audit;

import static dev.holdfast.service.audit.LogExamples.bundle;
import static dev.holdfast.service.audit.LogExamples.checkpoint;
import static dev.holdfast.service.audit.LogExamples.event;
import static dev.holdfast.service.audit.LogExamples.events;
import static dev.holdfast.service.audit.LogExamples.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.baselines.certify.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BundleVerifierTest {
    private static final SigningKey KEY = SigningKey.generate();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 70})
    void provesAWholeLog(int size) {
        var verification = verify(bundle(events(size), KEY), KEY);

        assertThat(verification)
                .isEqualTo(new Verification.Proven(
                        LogExamples.ORIGIN, 0, size, size, KEY.publicKey().id(), List.of()));
    }

    @Test
    void provesAPartOfALog() {
        var verification = verify(bundle(events(20), 12, KEY, List.of()), KEY);

        assertThat(verification)
                .isEqualTo(new Verification.Proven(
                        LogExamples.ORIGIN, 12, 8, 20, KEY.publicKey().id(), List.of()));
    }

    @Test
    void findsEveryFlippedByteAndNamesItsLeaf() {
        var text = bundle(events(5), KEY);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var random = new SplittableRandom(20261129);
        var line = 0;

        for (var i = 0; i < bytes.length; i++) {
            var original = bytes[i];
            bytes[i] ^= (byte) (1 << random.nextInt(8));
            var verification = verify(bytes, KEY);
            assertThat(verification).as("byte %d", i).isNotInstanceOf(Verification.Proven.class);
            if (line > 0) {
                assertThat(verification).as("byte %d", i).isInstanceOf(Verification.Tampered.class);
                assertThat(((Verification.Tampered) verification).leaf())
                        .as("byte %d", i)
                        .hasValue(line - 1);
            }
            bytes[i] = original;
            line += original == '\n' ? 1 : 0;
        }
    }

    @Test
    void namesTheLeafThatWasChangedWithoutItsTree() {
        var events = new ArrayList<>(events(40));
        var lines = lines(events);
        events.set(17, event(17, "nothing to see here"));
        lines.set(18, lines(events).get(18));

        var verification = verify(String.join("\n", lines) + "\n", KEY);

        assertThat(verification)
                .isEqualTo(new Verification.Tampered(
                        OptionalLong.of(17), "leaf 17 is not what was logged: it is not in the tree that was signed"));
    }

    @Test
    void namesALeafThatWasTakenOut() {
        var lines = lines(events(40));
        lines.remove(6);

        var verification = verify(String.join("\n", lines) + "\n", KEY);

        assertThat(verification)
                .isEqualTo(
                        new Verification.Tampered(OptionalLong.of(5), "leaf 5 is missing: leaf 6 stands in its place"));
    }

    @Test
    void namesTheLeafAtWhichABundleWasCutOff() {
        var lines = lines(events(40)).subList(0, 31);

        var verification = verify(String.join("\n", lines) + "\n", KEY);

        assertThat(verification)
                .isEqualTo(new Verification.Tampered(
                        OptionalLong.of(30), "leaf 30 is missing: the bundle ends before it"));
    }

    @Test
    void noticesWhatWasAddedAtTheEnd() {
        assertThat(verify(bundle(events(3), KEY) + "{}\n", KEY)).isInstanceOf(Verification.Tampered.class);
    }

    @Test
    void believesNoStranger() {
        var verification = verify(bundle(events(3), SigningKey.generate()), KEY);

        assertThat(verification)
                .isInstanceOfSatisfying(
                        Verification.Unproven.class,
                        unproven -> assertThat(unproven.reason()).contains("no key that is trusted here"));
    }

    @Test
    void showsThatALogContinuesEveryOlderCheckpoint() {
        var all = events(70);
        var bundle = bundle(all, KEY);

        for (var size = 0; size <= 70; size++) {
            assertThat(verify(bundle, KEY, older(all.subList(0, size), KEY)))
                    .isInstanceOfSatisfying(
                            Verification.Proven.class,
                            proven -> assertThat(proven.beyond()).hasSize(1));
        }
    }

    @Test
    void showsItByAProofWhereTheLeavesAreNotInTheBundle() {
        var all = events(70);

        assertThat(verify(bundle(all, 60, KEY, List.of(33L)), KEY, older(all.subList(0, 33), KEY)))
                .isInstanceOf(Verification.Proven.class);
        assertThat(verify(bundle(all, 60, KEY, List.of()), KEY, older(all.subList(0, 33), KEY)))
                .isInstanceOfSatisfying(
                        Verification.Unproven.class,
                        unproven -> assertThat(unproven.reason())
                                .contains("does not tell whether the log continues the checkpoint of 33 leaves"));
    }

    /// Who holds the database and the key signs whatever suits him; checkpoints that are kept elsewhere tell.
    @Test
    void findsARewrittenLogByTheCheckpointsThatWereKept() {
        var genuine = events(70);
        var rewritten = new ArrayList<>(genuine);
        rewritten.set(41, event(41, "nothing to see here"));

        var verification = verify(
                bundle(rewritten, KEY),
                KEY,
                older(genuine.subList(0, 60), KEY),
                older(genuine.subList(0, 40), KEY),
                older(genuine.subList(0, 20), KEY));

        assertThat(verification)
                .isEqualTo(new Verification.Tampered(
                        OptionalLong.empty(),
                        "the log was rewritten since it had 60 leaves: one of the leaves 40 to 59 is not what it was, or"
                                + " is gone, or was put in between"));
    }

    @Test
    void namesTheRewrittenLeafWhereCheckpointsLieOnBothSides() {
        var genuine = events(70);
        var rewritten = new ArrayList<>(genuine);
        rewritten.set(41, event(41, "nothing to see here"));

        var verification = verify(
                bundle(rewritten, 69, KEY, List.of(41L, 42L)),
                KEY,
                older(genuine.subList(0, 41), KEY),
                older(genuine.subList(0, 42), KEY));

        assertThat(verification)
                .isInstanceOfSatisfying(
                        Verification.Tampered.class,
                        tampered -> assertThat(tampered.leaf()).hasValue(41));
    }

    @Test
    void findsALogThatLostItsEnd() {
        var genuine = events(70);

        assertThat(verify(bundle(genuine.subList(0, 50), KEY), KEY, older(genuine, KEY)))
                .isInstanceOfSatisfying(
                        Verification.Unproven.class,
                        unproven -> assertThat(unproven.reason())
                                .startsWith("leaf 50 is missing: the log had 70 leaves once, and has 50 here"));
    }

    @Test
    void holdsALogAgainstNoForgedCheckpointAndNoneOfAnotherLog() {
        var all = events(10);
        var other = new Checkpoint(
                "holdfast.example.com/other", 5, checkpoint(all.subList(0, 5)).root());
        var forged = older(all.subList(0, 5), KEY).note().replaceFirst("\n5\n", "\n4\n");

        assertThat(verify(
                        bundle(all, KEY),
                        KEY,
                        new BundleVerifier.Older("kept", other.sign(KEY).written())))
                .isInstanceOf(Verification.Unproven.class);
        assertThat(verify(bundle(all, KEY), KEY, new BundleVerifier.Older("kept", forged)))
                .isInstanceOfSatisfying(
                        Verification.Tampered.class,
                        tampered -> assertThat(tampered.reason())
                                .contains("kept: the checkpoint was changed after it was signed"));
        assertThat(verify(bundle(all, KEY), KEY, older(all.subList(0, 5), SigningKey.generate())))
                .isInstanceOf(Verification.Unproven.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsAnythingWithoutAFault(long seed) {
        var random = new SplittableRandom(seed);
        var genuine = bundle(events(5), KEY).getBytes(StandardCharsets.UTF_8);

        for (var i = 0; i < 200; i++) {
            var bytes = java.util.Arrays.copyOf(genuine, random.nextInt(genuine.length));
            for (var j = 0; j < 3 && bytes.length > 0; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(verify(bytes, KEY)).isNotInstanceOf(Verification.Proven.class);
        }
    }

    private static List<String> lines(List<Event> events) {
        return new ArrayList<>(bundle(events, KEY).lines().toList());
    }

    private static BundleVerifier.Older older(List<Event> events, SigningKey key) {
        return new BundleVerifier.Older("kept", checkpoint(events).sign(key).written());
    }
}
