package dev.holdfast.gpu.measure;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answers of a model that was trusted, and how likely it found what it said.
public record Reference(Head head, Map<String, Said> answers) {
    private static final int VERSION = 2;

    /// The first line of the file.
    ///
    /// @param tokenizer of the model; another tokenizer's tokens mean something else
    /// @param floor     how far the same model is from itself in another batch
    public record Head(int reference, String model, Digest weights, Digest tokenizer, NoiseFloor floor) {
        public static Head of(String model, Digest weights, Digest tokenizer, NoiseFloor floor) {
            return new Head(VERSION, model, weights, tokenizer, floor);
        }
    }

    /// What it said to one task.
    ///
    /// @param tokens           the answer's, with the one that ends it
    /// @param logProbabilities of these tokens
    /// @param places           what it thought of each
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Said(String task, long[] tokens, double[] logProbabilities, List<Place> places) {}

    /// What it thought of one place: its likeliest tokens with the natural logarithms of their probabilities, and
    /// that of all others together.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Place(int[] tokens, double[] logProbabilities, double rest) {
        /// Kullback and Leibler's divergence of what another model thinks of the same place from this, in nats.
        ///
        /// The tokens that are not among the likeliest count as one, which can only make it smaller.
        public double divergence(Place other) {
            var sum = term(rest, other.rest);
            for (var i = 0; i < tokens.length; i++) {
                sum += term(logProbabilities[i], other.logProbabilities[i]);
            }
            return Math.max(0, sum);
        }

        /// `p log(p/q) - p + q`, whose last parts sum to 0: each term is then at least 0, and nothing is cancelled
        /// but in a single one.
        private static double term(double here, double there) {
            var ratio = there - here;
            return Math.exp(here) * (Math.expm1(ratio) - ratio);
        }
    }

    /// The answer to a task, where it was asked.
    public Optional<Said> of(String task) {
        return Optional.ofNullable(answers.get(task));
    }

    public NoiseFloor floor() {
        return head.floor();
    }

    /// Reads a file of them.
    ///
    /// @throws InvalidDocumentException when it is none
    public static Reference read(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        if (lines.isEmpty()) {
            throw new InvalidDocumentException(Problem.of(file.toString(), "is empty, expected a reference"));
        }
        if (!lines.getFirst().matches("\\{\\s*\"reference\"\\s*:\\s*" + VERSION + "\\s*,.*")) {
            throw new InvalidDocumentException(Problem.ofLine(
                    file.toString(),
                    1,
                    "is no reference of version " + VERSION + "; `holdfast model reference` makes one"));
        }
        var head = Json.read(file + " line 1", lines.getFirst(), Head.class);
        var answers = new LinkedHashMap<String, Said>();
        for (var i = 1; i < lines.size(); i++) {
            var said = Json.read(file + " line " + (i + 1), lines.get(i), Said.class);
            answers.put(said.task(), said);
        }
        return new Reference(head, answers);
    }

    /// Writes a file of them, a line each.
    public static void write(Path file, Head head, Collection<Said> answers) throws IOException {
        var lines = new ArrayList<String>();
        lines.add(Json.line(head));
        answers.forEach(said -> lines.add(Json.line(said)));
        Files.write(file, lines);
    }
}
