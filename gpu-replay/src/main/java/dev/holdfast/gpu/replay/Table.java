package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.engine.Cache;
import dev.holdfast.gpu.engine.Decoder;
import dev.holdfast.gpu.engine.Decoder.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The answers in the making, a row each, and the cache of what was read for them.
///
/// Speakers come while others are in the middle of their answers, and leave when they are done.
final class Table {
    /// With fewer empty rows than this share, making room costs more than leaving them.
    private static final int WORTH_A_QUARTER = 4;

    /// What is read of somebody who is done.
    private static final long[] NOTHING = {};

    private final Decoder decoder;
    private List<Speaker> speakers = new ArrayList<>();
    private Cache cache = Cache.EMPTY;

    Table(Decoder decoder) {
        this.decoder = decoder;
    }

    int seated() {
        return (int) speakers.stream().filter(speaker -> !speaker.isDone()).count();
    }

    boolean isEmpty() {
        return seated() == 0;
    }

    /// Reads the questions of those who join; each says its first token.
    void seat(List<Speaker> joining) {
        var prompts =
                joining.stream().map(speaker -> speaker.question().prompt()).toArray(long[][]::new);
        var pass = decoder.read(prompts, Cache.EMPTY, Decoder.Which.LAST);
        speak(joining, pass.logits());
        arrange(joining, pass.cache());
    }

    /// One more token for everybody.
    void step() {
        var last = speakers.stream()
                .map(speaker -> speaker.isDone() ? NOTHING : new long[] {speaker.last()})
                .toArray(long[][]::new);
        if (Arrays.stream(last).allMatch(said -> said.length == 0)) {
            return; // cancelled this moment
        }
        var pass = decoder.read(last, cache, Decoder.Which.LAST);
        cache = pass.cache();
        speak(speakers, pass.logits());
        if ((speakers.size() - seated()) * WORTH_A_QUARTER >= speakers.size()) {
            arrange(List.of(), Cache.EMPTY);
        }
    }

    private void speak(List<Speaker> all, float[] logits) {
        var vocabulary = decoder.shape().vocabulary();
        for (var row = 0; row < all.size(); row++) {
            var speaker = all.get(row);
            if (!speaker.isDone()) {
                speaker.speak(new Logits(logits, row * vocabulary, vocabulary));
            }
        }
    }

    /// Who is done leaves, and who joins is seated beside those who stay.
    private void arrange(List<Speaker> joining, Cache theirs) {
        var staying = new ArrayList<Speaker>();
        var parts = new ArrayList<Rows>();
        part(speakers, cache, staying, parts);
        part(joining, theirs, staying, parts);
        cache = parts.isEmpty() ? Cache.EMPTY : decoder.gather(parts);
        speakers = staying;
    }

    private static void part(List<Speaker> all, Cache cache, List<Speaker> staying, List<Rows> parts) {
        var rows = IntStream.range(0, all.size())
                .filter(row -> !all.get(row).isDone())
                .toArray();
        if (rows.length == 0) {
            cache.close();
            return;
        }
        IntStream.of(rows).mapToObj(all::get).forEach(staying::add);
        parts.add(new Rows(cache, rows));
    }

    /// Everybody hears that it is over.
    void fail(Job.Unanswered why) {
        speakers.forEach(speaker -> speaker.question().fail(why));
        speakers = new ArrayList<>();
        cache.close();
        cache = Cache.EMPTY;
    }
}
