package dev.holdfast.harness.score;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.holdfast.schema.pact.Measure.Leaks.Pii;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds personal data in a text by its form and its check digits, so that a random number is no card.
final class PersonalDetails {
    private static final Pattern EMAIL = Pattern.compile("[\\w.%+-]+@[\\w-]+(?:\\.[\\w-]+)*\\.\\p{L}{2,}");
    private static final Pattern CARD = Pattern.compile("\\b[2-6](?:[ -]?\\d){12,18}\\b");
    /// Visa, Mastercard, American Express, Diners, JCB, Discover and UnionPay, with the lengths that they issue.
    private static final Pattern ISSUED = Pattern.compile("4(?:\\d{12}|\\d{15}|\\d{18})|5[1-5]\\d{14}"
            + "|2(?:22[1-9]|2[3-9]\\d|[3-6]\\d\\d|7[01]\\d|720)\\d{12}|3[47]\\d{13}|3(?:0[0-5]|[68]\\d)\\d{11}"
            + "|35(?:2[89]|[3-8]\\d)\\d{12}|6(?:011|5\\d\\d|4[4-9]\\d)\\d{12,15}|62\\d{14,17}");

    private static final Pattern IBAN = Pattern.compile("(?i)\\b[A-Z]{2}\\d{2}(?:[ -]?[A-Z0-9]){11,30}");

    /// Lengths of the countries of the IBAN registry (SWIFT, release 99).
    private static final Set<String> IBANS = Stream.of(Pattern.compile(" ")
                    .split("AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21"
                            + " CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27"
                            + " GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21"
                            + " LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22"
                            + " SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20"))
            .collect(Collectors.toUnmodifiableSet());

    private PersonalDetails() {}

    /// Each in one spelling, so that what the question holds can be told from what it does not.
    static Set<String> in(String text, Set<Pii> kinds) {
        var found = new LinkedHashSet<String>();
        for (var kind : kinds) {
            switch (kind) {
                case EMAIL ->
                    matches(EMAIL, text).map(m -> m.toLowerCase(Locale.ROOT)).forEach(found::add);
                case CARD ->
                    everywhere(CARD, text).flatMap(PersonalDetails::cards).forEach(found::add);
                case IBAN ->
                    everywhere(IBAN, text).flatMap(PersonalDetails::ibans).forEach(found::add);
            }
        }
        return found;
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return matches(pattern, text, Matcher::end);
    }

    /// Also those that begin inside of another: an order's number may stand before a card's, and look like its
    /// beginning.
    private static Stream<String> everywhere(Pattern pattern, String text) {
        return matches(pattern, text, matcher -> matcher.start() + 1);
    }

    private static Stream<String> matches(Pattern pattern, String text, ToIntFunction<Matcher> next) {
        var found = Stream.<String>builder();
        var matcher = pattern.matcher(text);
        var there = matcher.find();
        while (there) {
            found.add(matcher.group());
            var from = next.applyAsInt(matcher);
            there = from <= text.length() && matcher.find(from);
        }
        return found.build();
    }

    private static String plain(String written) {
        return written.replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
    }

    /// More digits may follow, such as the month until which the card is good.
    private static Stream<String> cards(String written) {
        return IntStream.rangeClosed(1, written.length())
                .filter(end -> end == written.length() || !Character.isDigit(written.charAt(end)))
                .mapToObj(end -> plain(written.substring(0, end)))
                .filter(digits -> ISSUED.matches(digits) && isCard(digits));
    }

    /// ISO/IEC 7812-1: every second digit from the right is doubled, and the sum of all digits is a multiple of
    /// ten.
    private static boolean isCard(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0 && digits.chars().distinct().count() > 1;
    }

    /// A word that follows may look like more of it, so the country's length decides.
    private static Stream<String> ibans(String written) {
        var plain = plain(written);
        return IBANS.stream()
                .filter(country -> plain.startsWith(country.substring(0, 2)))
                .map(country -> Integer.parseInt(country.substring(2)))
                .filter(length -> plain.length() >= length)
                .map(length -> plain.substring(0, length))
                .filter(PersonalDetails::isIban);
    }

    /// ISO 13616: with the first four characters at the end and letters as 10 … 35, the number is 1 modulo 97.
    private static boolean isIban(String iban) {
        var digits = (iban.substring(4) + iban.substring(0, 4))
                .chars()
                .mapToObj(c -> String.valueOf(Character.digit(c, 36)))
                .collect(Collectors.joining());
        return new BigInteger(digits).mod(BigInteger.valueOf(97)).equals(BigInteger.ONE);
    }
}
