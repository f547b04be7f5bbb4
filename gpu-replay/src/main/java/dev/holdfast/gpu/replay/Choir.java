package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.engine.Cache;
import dev.holdfast.gpu.engine.Decoder;
import dev.holdfast.gpu.engine.Reading;
import java.util.List;

/// Says texts that are given, several at once, for what the model thinks of each token.
record Choir(Decoder decoder) {
    void recite(List<Job.Recital> recitals) {
        var length = recitals.stream().mapToInt(Job.Recital::length).max().orElseThrow() - 1;
        var pass = decoder.read(reading(recitals, length), Cache.EMPTY, Decoder.Which.ALL);
        pass.cache().close();
        for (var row = 0; row < recitals.size(); row++) {
            hear(recitals.get(row), pass.logits(), row * length);
        }
    }

    /// Padded on the right, where nothing looks back at it.
    private static Reading reading(List<Job.Recital> recitals, int length) {
        var size = recitals.size() * length;
        var reading = new Reading(new long[size], new long[size], new long[size], recitals.size(), length, length);
        for (var row = 0; row < recitals.size(); row++) {
            var recital = recitals.get(row);
            for (var i = 0; i < recital.length() - 1; i++) {
                var place = row * length + i;
                var asked = recital.prompt().length;
                reading.tokens()[place] = i < asked ? recital.prompt()[i] : recital.said()[i - asked];
                reading.positions()[place] = i;
                reading.mask()[place] = 1;
            }
        }
        return reading;
    }

    private void hear(Job.Recital recital, float[] logits, int row) {
        var vocabulary = decoder.shape().vocabulary();
        for (var token = 0; token < recital.said().length; token++) {
            var heard = new Logits(logits, (row + recital.prompt().length - 1 + token) * vocabulary, vocabulary);
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
