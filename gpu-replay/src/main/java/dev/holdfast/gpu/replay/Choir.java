package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.engine.Cache;
import dev.holdfast.gpu.engine.Decoder;
import java.util.Arrays;
import java.util.List;

/// Says texts that are given, several at once, for what the model thinks of each token.
record Choir(Decoder decoder) {
    void recite(List<Job.Recital> recitals) {
        var read = recitals.stream().map(Choir::read).toArray(long[][]::new);
        var pass = decoder.read(read, Cache.EMPTY, Decoder.Which.ALL);
        pass.cache().close();
        var begin = 0;
        for (var row = 0; row < read.length; row++) {
            hear(recitals.get(row), pass.logits(), begin);
            begin += read[row].length;
        }
    }

    /// All but the last token, after which nothing is said.
    private static long[] read(Job.Recital recital) {
        var read = Arrays.copyOf(recital.prompt(), recital.length() - 1);
        System.arraycopy(recital.said(), 0, read, recital.prompt().length, recital.said().length - 1);
        return read;
    }

    private void hear(Job.Recital recital, float[] logits, int begin) {
        var vocabulary = decoder.shape().vocabulary();
        for (var token = 0; token < recital.said().length; token++) {
            var heard = new Logits(logits, (begin + recital.prompt().length - 1 + token) * vocabulary, vocabulary);
            if (!heard.areFinite()) {
                recital.fail(
                        new Job.Unanswered(false, "the model computes no numbers: its logits are NaN or infinite"));
                return;
            }
            recital.listener().heard(token, heard);
        }
        recital.end().complete(new Job.Recited());
    }
}
