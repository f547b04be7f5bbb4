package dev.holdfast.service.evidence;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Lines of CSV (RFC 4180) that a spreadsheet takes for text and never for a formula.
final class Csv {
    private static final String FORMULAS = "=+-@\t\r\0";

    private Csv() {}

    /// A line with its end; absent values are empty.
    static String line(List<Optional<String>> values) {
        return values.stream()
                .map(value -> value.map(Csv::field).orElse(""))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(String value) {
        var harmless =
                !value.isEmpty() && FORMULAS.indexOf(value.charAt(0)) >= 0 && !isNumber(value) ? "'" + value : value;
        return harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }

    private static boolean isNumber(String value) {
        return value.matches("-?[0-9]+(\\.[0-9]+)?");
    }
}
