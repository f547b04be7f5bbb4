package dev.holdfast.gpu.served;

/// A text that no two tokenizers cut alike, as far as it goes: words, numbers, code, other scripts.
final class Probe {
    static final String TEXT = """
            The order A-12345 of 29.11.2026 costs 1,234.56 EUR; refunds within 30 days aren't charged.
            {"tool": "refund", "arguments": {"id": "A-12345"}}
            \tif (x <= 10) { return naïve(東京, "🙂"); } // Überraschung
            """;

    private Probe() {}
}
