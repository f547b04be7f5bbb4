package dev.holdfast.service.transcript;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.List;
import java.util.Optional;

/// What an organisation does not want to be kept. It is taken out before anything is written, and cannot be had back.
///
/// @param rules applied one after the other, to every text of a transcript
public record Masking(List<Rule> rules) {
    /// Stands where something was.
    public static final String MASK = "[masked]";

    /// Hides nothing.
    public static final Masking NONE = new Masking(List.of());

    private static final int LONGEST = 1_000;
    private static final Configuration JSON = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    /// Either of the two.
    ///
    /// @param path    a JSONPath into texts that are JSON; other texts it leaves alone
    /// @param pattern RE2, in any text
    public record Rule(Optional<String> path, Optional<String> pattern) {
        public Rule {
            if (path.isPresent() == pattern.isPresent()) {
                throw new IllegalArgumentException("a masking rule has either a path or a pattern");
            }
            path.ifPresent(Rule::checkPath);
            pattern.ifPresent(Rule::checkPattern);
        }

        public static Rule path(String path) {
            return new Rule(Optional.of(path), Optional.empty());
        }

        public static Rule pattern(String pattern) {
            return new Rule(Optional.empty(), Optional.of(pattern));
        }

        private static void checkPath(String path) {
            try {
                checkLength(path);
                // the whole cannot be masked: a text that is only a mask is no transcript
                if (JsonPath.compile(path).getPath().equals("$")) {
                    throw new IllegalArgumentException("\"$\" is the whole text; a path names a part of it");
                }
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("\"" + path + "\" is no JSONPath: " + e.getMessage(), e);
            }
        }

        private static void checkPattern(String pattern) {
            try {
                checkLength(pattern);
                if (Pattern.compile(pattern).matcher("").find()) {
                    throw new IllegalArgumentException("\"" + pattern + "\" matches nothing at all, and so everywhere");
                }
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("\"" + pattern + "\" is no RE2 pattern: " + e.getMessage(), e);
            }
        }

        private static void checkLength(String text) {
            if (text.length() > LONGEST) {
                throw new IllegalArgumentException("a masking rule has at most " + LONGEST + " characters");
            }
        }

        private String mask(String text) {
            return path.map(value -> maskPath(value, text))
                    .orElseGet(() ->
                            Pattern.compile(pattern.orElseThrow()).matcher(text).replaceAll(MASK));
        }

        /// A text in which nothing is found keeps its spelling.
        private static String maskPath(String path, String text) {
            try {
                var tree = JsonPath.using(JSON).parse(text);
                var before = tree.jsonString();
                JsonPath.compile(path).set(tree.json(), MASK, JSON);
                var after = tree.jsonString();
                return before.equals(after) ? text : after;
            } catch (InvalidJsonException e) {
                return text;
            }
        }
    }

    public Masking {
        rules = List.copyOf(rules);
    }

    public Transcript mask(Transcript transcript) {
        return transcript.masked(text -> {
            var masked = text;
            for (var rule : rules) {
                masked = rule.mask(masked);
            }
            return masked;
        });
    }
}
