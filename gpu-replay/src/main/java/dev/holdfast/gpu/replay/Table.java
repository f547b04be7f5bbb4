package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.engine.Cache;
import dev.holdfast.gpu.engine.Decoder;
import dev.holdfast.gpu.engine.Decoder.Rows;
import dev.holdfast.gpu.engine.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The answers in the making, a row each, and the cache of what was read for them. Rows stand on the right: what is
/// short is padded on the left.
///
/// Speakers come while others are in the middle of their answers, and leave when they are done.
final class Table {
    /// With fewer empty rows than this share, making room costs more than leaving them.
    private static final int WORTH_A_QUARTER = 4;

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
        var length = joining.stream().mapToInt(Speaker::length).max().orElseThrow();
        var pass = decoder.read(prompts(joining, length), Cache.EMPTY, Decoder.Which.LAST);
        speak(joining, pass.logits());
        arrange(joining, pass.cache());
    }

    private static Reading prompts(List<Speaker> joining, int length) {
        var size = joining.size() * length;
        var reading = new Reading(new long[size], new long[size], new long[size], joining.size(), length, length);
        for (var row = 0; row < joining.size(); row++) {
            var prompt = joining.get(row).question().prompt();
            var start = (row + 1) * length - prompt.length;
            for (var i = 0; i < prompt.length; i++) {
                reading.tokens()[start + i] = prompt[i];
                reading.positions()[start + i] = i;
                reading.mask()[start + i] = 1;
            }
        }
        return reading;
    }

    /// One more token for everybody.
    void step() {
        var total = cache.length() + 1;
        var batch = speakers.size();
        var reading = new Reading(new long[batch], new long[batch], new long[batch * total], batch, 1, total);
        for (var row = 0; row < batch; row++) {
            var speaker = speakers.get(row);
            reading.tokens()[row] = speaker.last();
            reading.positions()[row] = speaker.length() - 1L;
            java.util.Arrays.fill(reading.mask(), (row + 1) * total - speaker.length(), (row + 1) * total, 1);
        }
        var pass = decoder.read(reading, cache, Decoder.Which.LAST);
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

    /// Who is done leaves, who joins is seated beside those who stay, and padding that nobody needs is dropped.
    private void arrange(List<Speaker> joining, Cache theirs) {
        var staying = new ArrayList<Speaker>();
        var parts = new ArrayList<Part>();
        part(speakers, cache, staying, parts);
        part(joining, theirs, staying, parts);
        cache = Cache.EMPTY;
        speakers = staying;
        if (!parts.isEmpty()) {
            var length = parts.stream().mapToInt(Part::longest).max().orElseThrow();
            cache = decoder.gather(parts.stream().map(Part::rows).toList(), length);
        }
    }

    private record Part(Rows rows, int longest) {}

    private static void part(List<Speaker> all, Cache cache, List<Speaker> staying, List<Part> parts) {
        var rows = IntStream.range(0, all.size())
                .filter(row -> !all.get(row).isDone())
                .toArray();
        if (rows.length == 0) {
            cache.close();
            return;
        }
        IntStream.of(rows).mapToObj(all::get).forEach(staying::add);
        // the last token that was said has not been read
        var longest =
                IntStream.of(rows).map(row -> all.get(row).length() - 1).max().orElseThrow();
        parts.add(new Part(new Rows(cache, rows, cache.length() - longest), longest));
    }

    /// Everybody hears that it is over.
    void fail(Job.Unanswered why) {
        speakers.forEach(speaker -> speaker.question().fail(why));
        speakers = new ArrayList<>();
        cache.close();
        cache = Cache.EMPTY;
    }
}
