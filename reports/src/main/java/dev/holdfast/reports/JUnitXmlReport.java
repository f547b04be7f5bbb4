package dev.holdfast.reports;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Grouping;
import dev.holdfast.reports.reading.Meaning;
import dev.holdfast.reports.reading.Reading;
import dev.holdfast.reports.reading.Standing;
import dev.holdfast.reports.reading.VisibleEvaluation;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Verdict;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// An evaluation as JUnit XML, which every build server reads: one test case a promise.
///
/// It is red exactly when a gate denies: an enforced promise that is neither kept nor broken must not show as
/// green, so it fails as well. What does not decide is skipped when it is not kept.
public final class JUnitXmlReport {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 250;
    private static final int LONGEST_SENTENCE = 1_000;

    /// How a promise that is not simply kept is told.
    private record Trouble(String element, String type, String message) {}

    private record Case(String name, Optional<Trouble> trouble) {
        boolean is(String element) {
            return trouble.filter(what -> what.element().equals(element)).isPresent();
        }
    }

    private final Evaluation evaluation;
    private final List<Case> cases;
    private final XMLStreamWriter xml;
    private int depth;

    private JUnitXmlReport(Evaluation evaluation, XMLStreamWriter xml) {
        this.evaluation = VisibleEvaluation.of(evaluation);
        this.cases = cases(this.evaluation);
        this.xml = xml;
    }

    public static String of(Evaluation evaluation) {
        var out = new StringWriter();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            new JUnitXmlReport(evaluation, xml).write();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML can always be written into memory", e);
        }
        return out.toString();
    }

    private static List<Case> cases(Evaluation evaluation) {
        var cases = new ArrayList<Case>();
        for (var finding : evaluation.findings()) {
            var reading = Reading.of(finding);
            cases.add(new Case(
                    Excerpt.brief(reading.promised().id(), LONGEST_NAME), trouble(reading, why(evaluation, finding))));
        }
        var red = cases.stream().anyMatch(each -> each.is("failure") || each.is("error"));
        if (!red && (evaluation.isEmpty() || evaluation.verdict() != Verdict.PASS)) {
            cases.add(verdict(evaluation));
        }
        return List.copyOf(cases);
    }

    /// Who moved, behind the sentence of the finding.
    private static String why(Evaluation evaluation, Finding finding) {
        return evaluation
                .attribution()
                .flatMap(attribution -> attribution.of(finding))
                .map(explained -> " What changed? " + Excerpt.brief(explained.sentence(), LONGEST_SENTENCE))
                .orElse("");
    }

    private static Optional<Trouble> trouble(Reading reading, String why) {
        var type = reading.standing().word().replace(' ', '_');
        var sentence = Excerpt.brief(reading.sentence(), LONGEST_SENTENCE) + why;
        if (reading.standing() == Standing.KEPT) {
            return Optional.empty();
        }
        if (!reading.decides()) {
            var message = reading.standing().word() + ", " + reading.weight() + ": " + sentence;
            return Optional.of(new Trouble("skipped", type, message));
        }
        return Optional.of(
                new Trouble(reading.standing() == Standing.NOT_MEASURED ? "error" : "failure", type, sentence));
    }

    /// Where no promise alone denies, the verdict does.
    private static Case verdict(Evaluation evaluation) {
        var element = evaluation.isEmpty() || evaluation.verdict() == Verdict.ERROR ? "error" : "failure";
        var message = Meaning.of(evaluation).sentence() + " " + Excerpt.brief(evaluation.headline(), LONGEST_SENTENCE);
        return new Case("verdict", Optional.of(new Trouble(element, Meaning.word(evaluation), message)));
    }

    private void write() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        open("testsuites");
        totals();
        open("testsuite");
        totals();
        xml.writeAttribute("timestamp", SECONDS.format(evaluation.at()));
        properties();
        for (var each : cases) {
            testCase(each);
        }
        close();
        close();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void totals() throws XMLStreamException {
        xml.writeAttribute("name", Excerpt.brief(evaluation.pact(), LONGEST_NAME));
        xml.writeAttribute("tests", String.valueOf(cases.size()));
        xml.writeAttribute("failures", count("failure"));
        xml.writeAttribute("errors", count("error"));
        xml.writeAttribute("skipped", count("skipped"));
        xml.writeAttribute("time", "0");
    }

    private String count(String element) {
        return String.valueOf(cases.stream().filter(each -> each.is(element)).count());
    }

    private void properties() throws XMLStreamException {
        open("properties");
        property("evaluation", evaluation.id());
        property("verdict", evaluation.verdict().name());
        property("headline", evaluation.headline());
        if (evaluation.attribution().isPresent()) {
            property("what_changed", evaluation.attribution().get().sentence());
        }
        property("baseline.key", evaluation.keyId());
        property("provisional", String.valueOf(evaluation.provisional()));
        property("holdfast", evaluation.holdfast());
        for (var grouping : Grouping.of(evaluation.clusters())) {
            property("failing." + grouping.metric(), grouping.line());
        }
        close();
    }

    private void property(String name, String value) throws XMLStreamException {
        open("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", Excerpt.brief(value, LONGEST_SENTENCE));
        closeEmpty();
    }

    private void testCase(Case each) throws XMLStreamException {
        open("testcase");
        xml.writeAttribute("classname", "holdfast." + Excerpt.brief(evaluation.pact(), LONGEST_NAME));
        xml.writeAttribute("name", each.name());
        xml.writeAttribute("time", "0");
        if (each.trouble().isEmpty()) {
            closeEmpty();
            return;
        }
        var trouble = each.trouble().get();
        open(trouble.element());
        if (!trouble.element().equals("skipped")) {
            xml.writeAttribute("type", trouble.type());
        }
        xml.writeAttribute("message", trouble.message());
        // some servers show the attribute, some the text
        xml.writeCharacters(trouble.message());
        closeEmpty();
        close();
    }

    private void open(String element) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth++));
        xml.writeStartElement(element);
    }

    private void close() throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth - 1));
        closeEmpty();
    }

    private void closeEmpty() throws XMLStreamException {
        depth--;
        xml.writeEndElement();
    }
}
