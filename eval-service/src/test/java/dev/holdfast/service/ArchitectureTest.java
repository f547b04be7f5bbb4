package dev.holdfast.service;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.holdfast.schema.run.Untrusted;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of docs/map.md, held by the build.
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // the fake agent comes in a jar with the harness's tests
            .withImportOption(location -> !location.contains("-tests.jar"))
            .withImportOption(location -> !location.contains("jte"))
            // what the annotation processors of Micronaut write
            .withImportOption(location -> !location.contains("/$"))
            .importPackages("dev.holdfast");

    @Test
    void seesTheWholeProduct() {
        assertThat(CLASSES.size()).isGreaterThan(250);
    }

    @Test
    void hasNoCycleBetweenPackages() {
        slices().matching("dev.holdfast.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void letsModulesDependOnlyDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("schema")
                .definedBy("dev.holdfast.schema..")
                .layer("harness")
                .definedBy("dev.holdfast.harness..")
                .layer("gpu")
                .definedBy("dev.holdfast.gpu..")
                .layer("baselines")
                .definedBy("dev.holdfast.baselines..")
                .layer("alerting")
                .definedBy("dev.holdfast.alerting..")
                .layer("reports")
                .definedBy("dev.holdfast.reports..")
                .layer("service")
                .definedBy("dev.holdfast.service..")
                .whereLayer("service")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("reports")
                .mayOnlyBeAccessedByLayers("service")
                .whereLayer("baselines")
                .mayOnlyBeAccessedByLayers("service")
                .whereLayer("harness")
                .mayOnlyBeAccessedByLayers("gpu", "baselines", "service")
                .withOptionalLayers(true)
                .check(CLASSES);
    }

    @Test
    void readsTheDocumentsInOneOrder() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("json")
                .definedBy("dev.holdfast.schema.json")
                .layer("pact")
                .definedBy("dev.holdfast.schema.pact")
                .layer("run")
                .definedBy("dev.holdfast.schema.run")
                .layer("baseline")
                .definedBy("dev.holdfast.schema.baseline")
                .layer("evaluation")
                .definedBy("dev.holdfast.schema.evaluation")
                .whereLayer("evaluation")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("baseline")
                .mayOnlyBeAccessedByLayers("evaluation")
                .whereLayer("run")
                .mayOnlyBeAccessedByLayers("baseline", "evaluation")
                .whereLayer("pact")
                .mayOnlyBeAccessedByLayers("run", "baseline", "evaluation")
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            com.fasterxml.jackson.databind..  | dev.holdfast.schema.., dev.holdfast.gpu.weights, dev.holdfast.gpu.text, dev.holdfast.gpu.served, dev.holdfast.alerting.actuator, dev.holdfast.alerting.channel, dev.holdfast.harness.openclaw, dev.holdfast.harness.score, dev.holdfast.harness.target, dev.holdfast.harness.tool, dev.holdfast.service.bundle, dev.holdfast.service.demo, dev.holdfast.service.remote, dev.holdfast.service.security, dev.holdfast.service.transcript
            ai.djl..                          | dev.holdfast.gpu.engine, dev.holdfast.gpu.text, dev.holdfast.gpu.embed
            ai.onnx..                         | dev.holdfast.gpu.onnx
            com.google.protobuf..             | dev.holdfast.gpu.onnx
            com.hubspot..                     | dev.holdfast.gpu.text
            com.networknt..                   | dev.holdfast.schema.pact, dev.holdfast.harness.score
            com.jayway..                      | dev.holdfast.schema.pact, dev.holdfast.harness.score, dev.holdfast.service.transcript
            org.snakeyaml..                   | dev.holdfast.schema.json
            org.apache.commons.csv..          | dev.holdfast.schema.pact
            org.apache.commons.text..         | dev.holdfast.schema.json, dev.holdfast.harness.score
            jakarta.mail..                    | dev.holdfast.alerting.channel
            org.eclipse.angus..               | dev.holdfast.alerting.channel
            org.simplejavamail..              | dev.holdfast.alerting.channel
            opennlp..                         | dev.holdfast.harness.score
            dev.langchain4j..                 | dev.holdfast.harness.target
            io.github.bucket4j..              | dev.holdfast.harness.replay, dev.holdfast.service.schedule, dev.holdfast.service.security
            org.apache.hc..                   | dev.holdfast.harness.target
            org.apache.commons.math3..        | dev.holdfast.baselines.stat, dev.holdfast.baselines.watch
            org.tribuo..                      | dev.holdfast.baselines.text
            com.oracle.labs..                 | dev.holdfast.baselines.text
            org.apache.commons.rng..          | dev.holdfast.baselines.stat, dev.holdfast.baselines.watch
            org.apache.commons.statistics..   | dev.holdfast.baselines..
            java.security..                   | dev.holdfast.alerting.wire, dev.holdfast.baselines.certify, dev.holdfast.reports.page, dev.holdfast.schema.json, dev.holdfast.service.merkle, dev.holdfast.service.security, dev.holdfast.service.transcript, dev.holdfast.service.transcript.archive
            gg.jte..                          | dev.holdfast.reports.., dev.holdfast.service.console..
            com.google.crypto.tink..          | dev.holdfast.service.transcript
            picocli..                         | dev.holdfast.service.cli
            io.micronaut..                    | dev.holdfast.service.respond, dev.holdfast.service.server, dev.holdfast.service.api, dev.holdfast.service.security, dev.holdfast.service.store, dev.holdfast.service.database, dev.holdfast.service.schedule, dev.holdfast.service.audit.log, dev.holdfast.service.transcript.archive, dev.holdfast.service.retention, dev.holdfast.service.trace, dev.holdfast.service.console, dev.holdfast.service.review
            io.micrometer..                   | dev.holdfast.service.figures
            com.nimbusds..                    | dev.holdfast.service.security
            io.opentelemetry..                | dev.holdfast.service.trace
            org.quartz..                      | dev.holdfast.service.schedule
            org.flywaydb..                    | dev.holdfast.service.database
            io.zonky..                        | dev.holdfast.service.database
            java.sql..                        | dev.holdfast.service.respond, dev.holdfast.service.database, dev.holdfast.service.security, dev.holdfast.service.store, dev.holdfast.service.evaluation, dev.holdfast.service.api, dev.holdfast.service.schedule, dev.holdfast.service.audit.log, dev.holdfast.service.transcript.archive, dev.holdfast.service.retention, dev.holdfast.service.evidence, dev.holdfast.service.console, dev.holdfast.service.console.look, dev.holdfast.service.review
            org.postgresql..                  | dev.holdfast.service.store
            java.net.http..                   | dev.holdfast.harness.., dev.holdfast.alerting.., dev.holdfast.service.remote, dev.holdfast.service.security
            """)
    void givesEveryThirdPartyOneHome(String thirdParty, String homes) {
        noClasses()
                .that()
                .resideOutsideOfPackages(homes.split(",\\s*"))
                .should()
                .dependOnClassesThat(resideInAPackage(thirdParty))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void tellsNoTimeAndThrowsNoDiceOutsideTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.holdfast.service.cli")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat(assignableTo(Random.class).and(not(equivalentTo(SecureRandom.class))))
                .check(CLASSES);
    }

    @Test
    void printsNowhereButOnTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.holdfast.service.cli")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace", PrintStream.class)
                .check(CLASSES);
    }

    @Test
    void takesUntrustedTextOutNowhereButInAnEncoder() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.holdfast.reports.reading.Visible")
                .and()
                .areNotAssignableTo(Untrusted.class)
                .should()
                .callMethod(Untrusted.class, "raw")
                .check(CLASSES);
    }

    @Test
    void namesNothingAfterWhatItIsNot() {
        Stream.of("Impl", "Util", "Utils", "Helper", "Manager", "Common", "Dto", "Info", "Data")
                .map(suffix -> noClasses().should().haveSimpleNameEndingWith(suffix))
                .forEach((ArchRule rule) -> rule.check(CLASSES));
    }

    @Test
    void keepsNoStaticStateThatChanges() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat(alwaysTrue())
                .should()
                .beFinal()
                .check(CLASSES);
    }

    @Test
    void inheritsFromNoClassOfItsOwn() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getRawSuperclass()
                                .filter(parent -> parent.getPackageName().startsWith("dev.holdfast"))
                                .isPresent())
                        .filter(type -> !type.isAnonymousClass() && !type.isEnum() && !isEnumConstant(type))
                        .map(JavaClass::getName))
                .isEmpty();
    }

    @Test
    void marksEveryPackageForNullness() {
        classes()
                .that(resideInAnyPackage("dev.holdfast.."))
                .should(new NullMarkedPackage())
                .check(CLASSES);
    }

    private static boolean isEnumConstant(JavaClass type) {
        return type.getRawSuperclass().filter(JavaClass::isEnum).isPresent();
    }
}
