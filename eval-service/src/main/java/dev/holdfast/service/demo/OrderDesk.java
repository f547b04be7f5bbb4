package dev.holdfast.service.demo;

import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The demo's agent: answers what a customer asks, well enough, and not always the same.
///
/// @param daysToReturn its refund policy; the silent change is that a new version has another one
/// @param mistakes     share of sums that it gets wrong, as a model at a temperature does
/// @param seed         of its mistakes
record OrderDesk(int daysToReturn, double mistakes, long seed, ConcurrentHashMap<String, AtomicInteger> asked) {
    private static final Pattern ORDER = Pattern.compile("A-\\d{5}");
    private static final Pattern DELIVERED = Pattern.compile("delivered (\\d+) days ago");
    private static final Pattern ITEM = Pattern.compile("(\\d+) x (\\d+\\.\\d{2}) EUR");

    /// What has been promised: goods may go back for 30 days.
    static OrderDesk certified() {
        return new OrderDesk(30, 0.02, 1, new ConcurrentHashMap<>());
    }

    /// The version that nobody announced. Same name, same tone, HTTP 200.
    static OrderDesk silentlyUpdated() {
        return new OrderDesk(14, 0.02, 2, new ConcurrentHashMap<>());
    }

    String answer(String question) {
        var delivered = DELIVERED.matcher(question);
        if (delivered.find()) {
            return json(Integer.parseInt(delivered.group(1)) <= daysToReturn ? "yes" : "no");
        }
        if (ITEM.matcher(question).find()) {
            return json(String.format(Locale.ROOT, "%.2f", total(question)));
        }
        var order = ORDER.matcher(question);
        return question.startsWith("Which order") && order.find()
                ? json(order.group())
                : "I'm sorry, but I can't help with that. I can answer questions about orders and refunds.";
    }

    private double total(String question) {
        var sum = ITEM.matcher(question).results().collect(Collectors.summingDouble(OrderDesk::price));
        return slips(question) ? sum + 1 : sum;
    }

    private static double price(MatchResult item) {
        return Integer.parseInt(item.group(1)) * Double.parseDouble(item.group(2));
    }

    /// Whether it gets this sum wrong this time; the same question asked again is another throw of the dice.
    private boolean slips(String question) {
        var time = asked.computeIfAbsent(question, _ -> new AtomicInteger()).incrementAndGet();
        return new java.util.SplittableRandom(seed * 31 + question.hashCode() * 1_000_003L + time).nextDouble()
                < mistakes;
    }

    private static String json(String answer) {
        return "{\"answer\": \"" + answer + "\"}";
    }
}
