package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Score;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/// `language`: 1 where the part is in the wanted language, as OpenNLP's model for 103 languages tells it.
///
/// Code, links and digits are no language and are left out. Of fewer than [#FEWEST_LETTERS] letters nobody can
/// tell, so they have no score.
record LanguageCheck(String code) implements Check {
    private static final int FEWEST_LETTERS = 20;
    private static final int MOST_CHARACTERS = 5_000;

    /// Of an answer, so that most of it may be code.
    private static final int MOST_LOOKED_AT = 20 * MOST_CHARACTERS;

    private static final Pattern NO_PROSE =
            Pattern.compile("(?s)```.*?(?:```|$)|`[^`]*`|https?://\\S+|[\\w.+-]+@[\\w.-]+");

    /// Read when it is first needed, for it takes a second.
    private static final class Model {
        static final LanguageDetectorModel MODEL = read();

        private static LanguageDetectorModel read() {
            var name = "/langdetect-183.bin";
            try (var in = Objects.requireNonNull(LanguageCheck.class.getResourceAsStream(name))) {
                return new LanguageDetectorModel(in);
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        }
    }

    @Override
    public Score check(GoldenTask task, Optional<JsonNode> part) {
        if (part.isEmpty()) {
            return Check.NO;
        }
        var beginning = beginning(JsonText.of(part.get()), MOST_LOOKED_AT);
        var prose = NO_PROSE.matcher(beginning).replaceAll(" ");
        if (prose.codePoints().filter(Character::isLetter).count() < FEWEST_LETTERS) {
            return new Score.Unscored("it holds too few letters to tell its language");
        }
        return Check.of(iso639_3(code).contains(detected(prose)));
    }

    private static String detected(String prose) {
        var text = beginning(prose, MOST_CHARACTERS);
        return new LanguageDetectorME(Model.MODEL).predictLanguage(text).getLang();
    }

    private static String beginning(String text, int most) {
        return text.substring(0, Math.min(text.length(), most));
    }

    /// The model tells Mandarin from Chinese, and knows both written Norwegians.
    private static java.util.Set<String> iso639_3(String code) {
        return switch (code) {
            case "zh" -> java.util.Set.of("zho", "cmn");
            case "no" -> java.util.Set.of("nor", "nob", "nno");
            case "et" -> java.util.Set.of("est", "ekk");
            case "lv" -> java.util.Set.of("lav", "lvs");
            case "fa" -> java.util.Set.of("fas", "pes");
            case "sw" -> java.util.Set.of("swa", "swh");
            default -> java.util.Set.of(Locale.of(code).getISO3Language());
        };
    }
}
