package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class JUnitXmlReportTest {
    @Test
    void looksAsItDid() throws Exception {
        Golden.assertSame("failed.xml", JUnitXmlReport.of(Examples.failed()));
        Golden.assertSame("passed.xml", JUnitXmlReport.of(Examples.passed()));
        Golden.assertSame("inconclusive.xml", JUnitXmlReport.of(Examples.inconclusive()));
        Golden.assertSame("unmeasured.xml", JUnitXmlReport.of(Examples.unmeasured()));
        Golden.assertSame("empty.xml", JUnitXmlReport.of(Examples.empty()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isRedExactlyWhenAGateDenies(Evaluation evaluation) throws Exception {
        var xml = parsed(JUnitXmlReport.of(evaluation));
        var red = count(xml, "failure") + count(xml, "error");

        assertThat(red > 0).isEqualTo(evaluation.verdict() != Verdict.PASS || evaluation.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void countsWhatItHolds(Evaluation evaluation) throws Exception {
        var xml = parsed(JUnitXmlReport.of(evaluation));
        var suite = xml.getDocumentElement();

        assertThat(suite.getAttribute("tests")).isEqualTo(String.valueOf(count(xml, "testcase")));
        assertThat(suite.getAttribute("failures")).isEqualTo(String.valueOf(count(xml, "failure")));
        assertThat(suite.getAttribute("errors")).isEqualTo(String.valueOf(count(xml, "error")));
        assertThat(suite.getAttribute("skipped")).isEqualTo(String.valueOf(count(xml, "skipped")));
    }

    @Test
    void neverHidesAVerdictThatNoPromiseAloneExplains() throws Exception {
        var evaluation = Examples.evaluation(
                Verdict.ERROR, "The judge did not answer.", Examples.passed().findings(), List.of(), List.of());

        assertThat(count(parsed(JUnitXmlReport.of(evaluation)), "error")).isOne();
    }

    @ParameterizedTest
    @MethodSource("dev.holdfast.reports.Payloads#all")
    void showsHostileTextAsTextOnly(String payload) throws Exception {
        var xml = parsed(JUnitXmlReport.of(Payloads.everywhere(payload)));

        assertThat(names(xml)).isEqualTo(names(parsed(JUnitXmlReport.of(Payloads.everywhere("harmless")))));
    }

    static Stream<Evaluation> examples() {
        return Stream.of(
                Examples.failed(), Examples.passed(), Examples.inconclusive(), Examples.unmeasured(), Examples.empty());
    }

    /// Parsed, and of the shape that build servers expect.
    private static Document parsed(String xml) throws Exception {
        var schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JUnitXmlReportTest.class.getResource("/junit.xsd"));
        schema.newValidator().validate(new StreamSource(new StringReader(xml)));
        var factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static int count(Document xml, String element) {
        return xml.getElementsByTagName(element).getLength();
    }

    private static List<String> names(Document xml) {
        var elements = xml.getElementsByTagName("*");
        var names = new ArrayList<String>();
        for (var i = 0; i < elements.getLength(); i++) {
            names.add(elements.item(i).getNodeName()
                    + elements.item(i).getAttributes().getLength());
        }
        return names;
    }
}
