package dev.holdfast.harness.score;

import static dev.holdfast.harness.score.Examples.EXPECTED;
import static dev.holdfast.harness.score.Examples.WHOLE;
import static dev.holdfast.harness.score.Examples.expecting;
import static dev.holdfast.harness.score.Examples.expectingNothing;
import static dev.holdfast.harness.score.Examples.metric;
import static dev.holdfast.harness.score.Examples.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Measure.Similarity.By;
import dev.holdfast.schema.run.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextScorersTest {
    @ParameterizedTest
    @CsvSource({
        "0.31, 0.30, 0.01, false, 1",
        "0.29, 0.30, 0.01, false, 1",
        "0.311, 0.30, 0.01, false, 0",
        "-5, 5, 1, false, 0",
        "101, 100, 0.01, true, 1",
        "101.5, 100, 0.01, true, 0",
        "-99, -100, 0.01, true, 1",
        "1, 0, 0.5, true, 0",
        "0, 0, 0, true, 1",
        "1e3, 1000, 0, false, 1",
        "1e999999999, 1, 1, false, 0",
        "12 EUR, 12, 1, false, 0",
    })
    void aNumberIsWithinItsMarginOrNot(String answer, String ideal, double size, boolean relative, double worth) {
        var within = new Measure.Within(EXPECTED, new Measure.Margin(size, relative));

        assertThat(score(metric(within, WHOLE), expecting(ideal), answer)).isEqualTo(new Score.Scored(worth));
    }

    @Test
    void aNumberIsLookedForWhereThePathLeads() {
        var within = new Measure.Within(new Measure.Ideal.Expected("/total"), new Measure.Margin(0.5, false));
        var total = metric(within, new Extract.Pointer("/total"));

        assertThat(score(total, expecting("{\"total\": 10}"), "{\"total\": 10.5}"))
                .isEqualTo(new Score.Scored(1));
        assertThat(score(total, expecting("{\"total\": 10}"), "{\"sum\": 10.5}"))
                .isEqualTo(new Score.Scored(0));
        assertThat(score(total, expecting("{\"total\": \"ten\"}"), "{\"total\": 10}"))
                .isEqualTo(new Score.Unscored("the task expects no number to compare with"));
    }

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 0.5714", "same, same, 1", "abc, xyz, 0", "'', abc, 0"})
    void editSimilarityIsOneMinusTheShareOfEdits(String answer, String ideal, double worth) {
        // Levenshtein(kitten, sitting) = 3 of 7 characters
        assertThat(similarity(By.EDITS, answer, ideal)).isCloseTo(worth, within(1e-4));
    }

    /// The reference values are those of the Python package rouge-score 0.1.2, which its README and its tests
    /// state: rouge_scorer.RougeScorer(['rougeL']).score(ideal, answer)['rougeL'].fmeasure
    @ParameterizedTest
    @CsvSource({
        "The quick brown dog jumps on the log., The quick brown fox jumps over the lazy dog, 0.5882352941176471",
        "testing, testing one two, 0.5",
        "testing one, testing one two, 0.8",
        "testing two, testing one two, 0.8",
        "'', testing, 0",
        "TESTING-one  two!, testing one two, 1"
    })
    void rougeLIsThatOfTheReferenceImplementation(String answer, String ideal, double worth) {
        assertThat(similarity(By.ROUGE_L, answer, ideal)).isCloseTo(worth, within(1e-12));
    }

    /// The reference values are those of the Python package sacrebleu 2.6.0:
    /// `sacrebleu.sentence_bleu(answer, [ideal]).score / 100`
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The quick brown dog jumps on the log. | The quick brown fox jumps over the lazy dog. | 0.1962791284379258",
                "the the the the the the the | The cat is on the mat | 0.06567274736060395",
                "It is a guide to action which ensures that the military always obeys the commands of the party."
                        + " | It is a guide to action that ensures that the military will forever heed Party commands."
                        + " | 0.39670882908365784",
                "Your refund of $12.50 was sent on 3/4. | Your refund of $12.50 was sent on 3/5. | 0.82651681837938",
                "Order #17-B costs 1,200.50 EUR (net), doesn't it? | Order #17-B costs 1,200.5 EUR, net - doesn't it?"
                        + " | 0.4428500142691474",
                "a &amp; b &quot;c&quot; 5-year x-ray. | a & b \"c\" 5 -year x-ray . | 0.6315552371794039",
                "same text here | same text here | 1",
                "yes | yes | 1",
                "nothing in common | whole other words | 0",
                "The order ships | The order ships on Monday, and it arrives within three days. | 0.03567399334725242",
                "a | some text | 0"
            })
    void bleuIsThatOfTheReferenceImplementation(String answer, String ideal, double worth) {
        assertThat(similarity(By.BLEU, answer, ideal)).isCloseTo(worth, within(1e-12));
    }

    @Test
    void similarityIsOfMeaningWhereThePactNamesAModel(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("vectors.txt"), """
                cancel 1 0 0.1
                terminate 0.9 0.1 0
                weather 0 0.1 1
                """);
        var model = new Measure.EmbeddingModel("vectors", folder, Digest.of("vectors"));
        var similarity = metric(new Measure.Similarity(EXPECTED, By.EMBEDDING, Optional.of(model)), WHOLE);

        var near = (Score.Scored) score(similarity, expecting("\"cancel\""), "terminate");
        var far = (Score.Scored) score(similarity, expecting("\"cancel\""), "weather");

        // numpy: a, b, c = [1, 0, .1], [.9, .1, 0], [0, .1, 1]; a @ b / norm(a) / norm(b), a @ c / norm(a) / norm(c)
        assertThat(near.value()).isCloseTo(0.98895, within(1e-5));
        assertThat(far.value()).isCloseTo(0.09901, within(1e-5));
        assertThat(similarity(By.EMBEDDING, "terminate", "cancel")).isLessThan(0.3);
    }

    @Test
    void aModelThatNothingHereCanReadLeavesAnAnswerUnscored(@TempDir Path folder) {
        var model = new Measure.EmbeddingModel("models/minilm", folder, Digest.of("empty"));
        var similarity = metric(new Measure.Similarity(EXPECTED, By.EMBEDDING, Optional.of(model)), WHOLE);

        assertThat(score(similarity, expecting("\"cancel\""), "cancel"))
                .isEqualTo(new Score.Unscored("nothing here can embed texts with the model in \"models/minilm\""));
    }

    @Test
    void lexicalSimilarityFallsWithWhatIsSpeltDifferently() {
        var ideal = "Your order was shipped on Monday and arrives within three days.";

        var same = similarity(By.EMBEDDING, ideal, ideal);
        var reworded = similarity(By.EMBEDDING, "The order was shipped Monday; it arrives within 3 days", ideal);
        var other = similarity(By.EMBEDDING, "Quantum chromodynamics describes gluon exchange", ideal);

        assertThat(same).isCloseTo(1, within(1e-12));
        assertThat(reworded).isBetween(0.5, 0.95);
        assertThat(other).isLessThan(0.15);
    }

    @ParameterizedTest
    @EnumSource(By.class)
    void likenessLiesBetween0And1AndNeedsSomethingExpected(By by) {
        for (var answer : new String[] {"", " ", "a", "b\u0000", "x".repeat(50_000), "\ud83d\ude00"}) {
            assertThat(similarity(by, answer, "some text")).isBetween(0.0, 1.0);
        }
        assertThat(score(metric(new Measure.Similarity(EXPECTED, by), WHOLE), expectingNothing(), "a"))
                .isInstanceOf(Score.Unscored.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Your order was shipped on Monday and will arrive within three days.",
                "de | Ihre Bestellung wurde am Montag verschickt und kommt in drei Tagen an.",
                "fr | Votre commande a été expédiée lundi et arrivera dans trois jours.",
                "es | Su pedido fue enviado el lunes y llegará dentro de tres días.",
                "it | Il suo ordine è stato spedito lunedì e arriverà entro tre giorni.",
                "nl | Uw bestelling is maandag verzonden en komt binnen drie dagen aan.",
                "pl | Państwa zamówienie zostało wysłane w poniedziałek i dotrze w ciągu trzech dni.",
                "zh | 您的订单已于星期一发货，将在三天内送达，感谢您的耐心等待与支持。",
                "ja | ご注文の商品は月曜日に発送され、三日以内に到着する予定です。",
                "ru | Ваш заказ был отправлен в понедельник и прибудет в течение трёх дней."
            })
    void tellsTheLanguageOfASentence(String code, String answer) {
        assertThat(language(code, answer)).isEqualTo(new Score.Scored(1));
        assertThat(language(code.equals("en") ? "de" : "en", answer)).isEqualTo(new Score.Scored(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42", "OK, done.", "```\nall of this is code and no language at all\n```"})
    void ofTooFewLettersNobodyCanTellTheLanguage(String answer) {
        assertThat(language("en", answer)).isInstanceOf(Score.Unscored.class);
    }

    private static Score language(String code, String answer) {
        return score(metric(new Measure.Language(code), WHOLE), expectingNothing(), answer);
    }

    private static double similarity(By by, String answer, String ideal) {
        var score = score(metric(new Measure.Similarity(EXPECTED, by), WHOLE), expecting(Json.line(ideal)), answer);
        return ((Score.Scored) score).value();
    }
}
