package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.engine.Decoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Answers many questions at once with one model, which one thread works. Questions join while others are being
/// answered; of those that wait, such of like length are taken together, for padding is work too.
///
/// Who asks waits while too many do, so that a suite of any length takes the same memory.
final class Batcher implements AutoCloseable {
    /// So many batches wait at most; enough to choose like lengths from.
    private static final int BATCHES_WAITING = 4;

    private static final long PATIENCE_MILLIS = 50;

    private final Decoder decoder;
    private final Speaker.Voice voice;
    private final Room room;
    private final Table table;
    private final BlockingQueue<Job> queue;
    private final List<Job> waiting = new ArrayList<>();
    private final Thread worker;
    private volatile boolean closed;

    Batcher(Decoder decoder, Speaker.Voice voice, Room room) {
        this.decoder = decoder;
        this.voice = voice;
        this.room = room;
        this.table = new Table(decoder);
        this.queue = new ArrayBlockingQueue<>(BATCHES_WAITING * room.most());
        this.worker = Thread.ofPlatform().daemon().name("local model").start(this::work);
    }

    /// Hands a job over; waits while too many are waiting.
    void submit(Job job) throws InterruptedException {
        while (!queue.offer(job, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            if (closed || job.isCancelled()) {
                break;
            }
        }
        if (closed) {
            job.fail(CLOSED);
        }
    }

    private static final Job.Unanswered CLOSED = new Job.Unanswered(true, "the model was closed");

    private void work() {
        try {
            while (!closed) {
                take();
                turn();
            }
        } catch (InterruptedException e) {
            // closed
        } finally {
            table.fail(CLOSED);
            queue.drainTo(waiting);
            waiting.forEach(job -> job.fail(CLOSED));
        }
    }

    /// Waits where there is nothing to do.
    private void take() throws InterruptedException {
        if (waiting.isEmpty() && table.isEmpty()) {
            waiting.add(queue.take());
        }
        queue.drainTo(waiting, Math.max(0, BATCHES_WAITING * room.most() - waiting.size()));
        waiting.removeIf(Job::isCancelled);
    }

    /// An engine may throw anything; who asked hears of it, and the next question is tried again.
    private void turn() {
        List<Job> taken = List.of();
        try {
            taken = taken();
            recite(taken);
            answer(taken);
        } catch (RuntimeException | OutOfMemoryError e) {
            var why = new Job.Unanswered(false, "the engine broke: " + e.getMessage());
            taken.forEach(job -> job.fail(why));
            table.fail(why);
        }
    }

    private void recite(List<Job> taken) {
        var recitals = taken.stream()
                .filter(Job.Recital.class::isInstance)
                .map(Job.Recital.class::cast)
                .toList();
        if (!recitals.isEmpty()) {
            var longest = recitals.stream().mapToInt(Job.Recital::length).max().orElseThrow();
            var rows = room.readers(decoder.shape(), longest);
            for (var from = 0; from < recitals.size(); from += rows) {
                new Choir(decoder).recite(recitals.subList(from, Math.min(from + rows, recitals.size())));
            }
        }
    }

    private void answer(List<Job> taken) {
        var speakers = taken.stream()
                .filter(Job.Question.class::isInstance)
                .map(question -> new Speaker((Job.Question) question, voice))
                .toList();
        if (!speakers.isEmpty()) {
            var longest = speakers.stream().mapToInt(Speaker::length).max().orElseThrow();
            var rows = room.readers(decoder.shape(), longest);
            for (var from = 0; from < speakers.size(); from += rows) {
                table.seat(speakers.subList(from, Math.min(from + rows, speakers.size())));
            }
        }
        if (!table.isEmpty()) {
            table.step();
        }
    }

    /// What is to be begun now. A few free rows are not worth the arranging while others speak.
    private List<Job> taken() {
        var free = room.speakers(decoder.shape()) - table.seated();
        var worth = table.isEmpty() || free >= Math.min(waiting.size(), Math.max(1, room.most() / BATCHES_WAITING));
        if (waiting.isEmpty() || free < 1 || !worth) {
            return List.of();
        }
        var oldest = waiting.getFirst();
        var sorted = new ArrayList<>(waiting);
        sorted.sort(Comparator.comparingInt(job -> job.prompt().length));
        var count = Math.min(free, sorted.size());
        var first = Math.clamp(sorted.indexOf(oldest) - count / 2, 0, sorted.size() - count);
        var taken = List.copyOf(sorted.subList(first, first + count));
        waiting.removeAll(new java.util.HashSet<>(taken));
        return taken;
    }

    /// Whoever still waits is told.
    @Override
    public void close() {
        closed = true;
        worker.interrupt();
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        decoder.close();
    }
}
