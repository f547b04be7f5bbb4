package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Team;
import dev.holdfast.service.VouchedService;
import dev.holdfast.service.respond.Desk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What three people come for, with a real browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JourneysBrowserTest {
    private static final Path LLM_DRIFT = Path.of("../../shared/data/llmdrift-gpt4");

    private Chromium chromium;

    @BeforeAll
    void open() {
        chromium = Chromium.start();
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void theEngineLintsAPactAndHasItCertified() {
        try (var story = Story.certified("engine");
                var window = chromium.window(ColorScheme.LIGHT, Chromium.Screen.DESKTOP);
                var other = chromium.window(ColorScheme.LIGHT, Chromium.Screen.DESKTOP)) {
            var author = at(window, story.team().author(), "/console/pacts/" + story.pact());
            var source = author.locator("#source");
            var text = source.inputValue();
            source.fill(text.replaceFirst("max_drop", "max_dorp"));
            author.locator("#lint").getByText("max_dorp").first().waitFor();
            source.fill(text.replaceFirst("max_drop: 5pt", "max_drop: 4pt"));
            author.locator("#lint").getByText("Valid").waitFor();
            author.getByText("Keep as a new version").click();
            author.getByText("falls by at most 4 points").first().waitFor();
            author.getByText("Put runs forward as a baseline").click();
            for (Locator tick : author.locator("input[type=checkbox]").all().subList(0, 2)) {
                tick.check();
            }
            author.getByText("Put forward", new Page.GetByTextOptions().setExact(true))
                    .click();
            author.getByText("It waits for somebody with the role certifier").waitFor();

            var certifier = at(other, story.team().certifier(), "/console/pacts/" + story.pact());
            certifier.getByLabel("Why?").first().fill("both runs are as we want them");
            certifier
                    .getByText("Certify", new Page.GetByTextOptions().setExact(true))
                    .click();
            certifier.getByText("both runs are as we want them").waitFor();

            assertThat(certifier.locator(".baseline").first().innerText()).containsIgnoringCase("certified");
        }
    }

    @Test
    void whoAnswersForItReadsWhyAGateFailed() {
        try (var story = Story.drifted("owner");
                var window = chromium.window(ColorScheme.LIGHT, Chromium.Screen.PHONE)) {
            var owner = at(window, story.operator(), "/console/agents");
            owner.getByText("order-desk", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            owner.getByText("The newest comparison, task by task").click();
            owner.getByText("The gate stays closed.").first().waitFor();
            var flipped = owner.locator("#flips .id").first().innerText();
            owner.locator("#filter-text").fill(flipped);
            owner.locator("#listing a")
                    .nth(1)
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            owner.locator("#listing").getByText(flipped).click();
            owner.getByText("As certified").waitFor();

            assertThat(owner.locator("del, ins").count()).isPositive();
            assertThat(owner.locator(".answer .facts").first().innerText()).contains("✓ 1");
        }
    }

    /// The record of a real drift: what GPT-4 answered in March and in June 2023.
    @Test
    void thePipelineReadsWhyTheGateToGptFourOfJuneFailed() throws IOException {
        Assumptions.assumeTrue(
                Files.isDirectory(LLM_DRIFT),
                "skipped: the LLMDrift data is not at " + LLM_DRIFT + " (see docs/tutorials/llmdrift.md)");
        var team = gptFour();
        try (var window = chromium.window(ColorScheme.DARK, Chromium.Screen.DESKTOP)) {
            var page = at(window, team.author(), "/console/agents");
            Chromium.keep(page, "journey-gate-1-agents");
            page.getByText("gpt-4-spring-2023", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            page.getByText("The newest comparison, task by task").click();
            page.getByText("The gate stays closed.").first().waitFor();

            assertThat(page.locator("main").innerText())
                    .contains("GPT-4's answers to primes fell from 84.0 % to 51.1 %")
                    .contains("composite-number");

            Chromium.keep(page, "journey-gate-2-run");
            page.locator("#filter-text").fill("prime/prime/1");
            page.locator("#listing")
                    .getByText("prime/prime/1", new Locator.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            page.getByText("As certified").waitFor();
            Chromium.keep(page, "journey-gate-3-task");

            assertThat(page.locator(".answer").first().innerText()).contains("✓ 1");
            assertThat(page.locator(".answer").last().innerText())
                    .contains("[No]")
                    .contains("✗ 0");
        }
    }

    /// March certified, and June held against it.
    private static Team gptFour() throws IOException {
        var team = Team.found("gate");
        var pact = team.publish(Map.of(
                        "pact.yaml",
                        Files.readString(Path.of("../examples/llmdrift/pact.yaml")),
                        "golden.jsonl",
                        Files.readString(LLM_DRIFT.resolve("golden.jsonl"))))
                .text("pact");
        var march = recorded(team, pact, "2023-03");
        var proposed = team.author().post("/v1/baselines", Json.line(Map.of("pact", pact, "runs", List.of(march))));
        team.certifier().post("/v1/baselines/" + proposed.text("id") + "/decision", "{\"choice\": \"CERTIFY\"}");
        var june = recorded(team, pact, "2023-06");
        team.author().post("/v1/evaluations", Json.line(Map.of("run", june)));
        return team;
    }

    private static String recorded(Team team, String pact, String month) throws IOException {
        var taken = team.record(pact, Files.readString(LLM_DRIFT.resolve("recorded-" + month + ".jsonl")));
        return taken.json().at("/runs/0/id").asText();
    }

    @Test
    void whoIsCalledAtNightLandsOnTheIncidentAndTheSecondPersonSendsTheAgentBack(@TempDir Path repository)
            throws IOException {
        try (var desk = Desk.open(repository, "mode: approve");
                var window = chromium.window(ColorScheme.DARK, Chromium.Screen.PHONE);
                var other = chromium.window(ColorScheme.LIGHT, Chromium.Screen.DESKTOP)) {
            desk.drifts();
            var incident = desk.incident().path("id").asText();
            var first = at(window, Team.member(desk.admin(), "operator"), "/incidents/" + incident);
            first.getByText("awaiting approval").first().waitFor();
            Chromium.keep(first, "journey-rollback-1-landing");
            var take = first.locator("form.deed:has(input[value=acknowledge])");
            take.getByLabel("Why?").fill("I am looking at it");
            take.getByText("Take it on").last().click();
            first.getByText("Taken on.").waitFor();
            tellsAgainWithAReason(first);

            var second =
                    at(other, Team.member(desk.admin(), "operator", "the deputy"), "/console/incidents/" + incident);
            var approval = second.locator("form[action$=approvals]");
            approval.getByLabel("Why?").fill("the numbers are clear");
            Chromium.keep(second, "journey-rollback-2-approval");
            approval.getByText("Approve").click();
            second.getByText("the numbers are clear").first().waitFor();
            desk.ended(desk.actions().getFirst());
            second.reload();
            second.getByText("Over.").waitFor();
            Chromium.keep(second, "journey-rollback-3-verified");
            second.navigate("/console/incidents");
            second.getByText("Nothing is open").waitFor();

            assertThat(desk.pinned()).isEqualTo("good");
            second.navigate("/console/incidents/" + incident);
            assertThat(second.locator("#actions-title ~ article").first().innerText())
                    .containsIgnoringCase("verified");
        }
    }

    /// Silences the incident, and ends that.
    private static void tellsAgainWithAReason(Page page) {
        var silence = page.locator("form[action$=silences]");
        silence.getByLabel("Why?").fill("we are at it");
        silence.getByText("Silence", new Locator.GetByTextOptions().setExact(true))
                .click();
        var notice = page.locator(".notice:has(details)");
        notice.locator("summary").click();
        Chromium.keep(page, "journey-rollback-silenced");
        notice.getByLabel("Why?").fill("the others want to hear of it");
        notice.getByText("End the silence").click();
        notice.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    /// The pact lets the service decide: who comes in the morning reads what it did alone, and that it has helped.
    @Test
    void whoComesInTheMorningReadsWhatTheServiceDidAlone(@TempDir Path repository) throws IOException {
        try (var control = FakeAgent.start().does(new Reaction.Says("yes"));
                var desk = Desk.open(
                        repository,
                        "mode: auto",
                        "control: {target: {openai: {base_url: \"%s\", model: c}}}".formatted(control.url()));
                var window = chromium.window(ColorScheme.LIGHT, Chromium.Screen.PHONE)) {
            desk.drifts();
            assertThat(desk.ended(desk.actions().getFirst())).isEqualTo("VERIFIED");

            var page = at(window, Team.member(desk.admin(), "viewer"), "/console/incidents");
            page.getByText("correct max_drop").first().click();
            page.getByText("Over.").waitFor();
            var action = page.locator("#actions-title ~ article").first();
            action.locator("summary").click();
            action.locator(".checks li").first().waitFor();
            Chromium.keep(page, "journey-alone");

            assertThat(action.innerText()).containsIgnoringCase("verified");
            assertThat(action.locator("ol li").count())
                    .as("each state, with its time")
                    .isEqualTo(4);
            assertThat(action.locator("ol li time").count()).isEqualTo(4);
            assertThat(action.locator(".checks li").count()).isEqualTo(12);
            assertThat(action.locator(".checks li.not").count()).isZero();
            assertThat(page.locator("form.deed").count())
                    .as("nobody is asked anything")
                    .isZero();
            assertThat(page.locator("#history-title ~ ol li time:not([datetime=''])")
                            .count())
                    .isEqualTo(page.locator("#history-title ~ ol li").count())
                    .isGreaterThan(5);
            assertThat(desk.pinned()).isEqualTo("good");
        }
    }

    @Test
    void somebodySignsInAtTheIdentityProviderAndOutAgain(@TempDir Path folder) throws Exception {
        try (var vouched = VouchedService.start(folder);
                var window = chromium.window(vouched.service().uri(), ColorScheme.DARK, Chromium.Screen.PHONE)) {
            vouched.provider().signsIn("ada-at-idp", UnaryOperator.identity());
            var page = window.newPage();
            page.navigate("/console/pacts");
            Chromium.keep(page, "journey-provider-1-sign-in");
            page.locator("a[href^='/console/provider/begin']").click();
            page.waitForURL("**/console/pacts");
            Chromium.keep(page, "journey-provider-2-signed-in");

            assertThat(page.locator("body").innerText()).contains("ada");
            assertThat(page.locator("h1").innerText()).isEqualTo("Pacts");

            page.locator("form[action='/console/sign-out'] button").first().click();
            page.waitForURL("**/console/sign-in**");
            page.navigate("/console/pacts");
            assertThat(page.url()).contains("/console/sign-in");

            vouched.provider().signsIn("eve-at-idp", UnaryOperator.identity());
            page.locator("a[href^='/console/provider/begin']").click();
            page.getByText("did not vouch for a member").waitFor();
        }
    }

    private Page at(BrowserContext window, Api who, String path) {
        var page = chromium.signedIn(window, who.token());
        page.navigate(path);
        return page;
    }
}
