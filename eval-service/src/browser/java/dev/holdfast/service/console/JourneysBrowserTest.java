package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.holdfast.service.Api;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What three people come for, with a real browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JourneysBrowserTest {
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

    private Page at(BrowserContext window, Api who, String path) {
        var page = chromium.signedIn(window, who.token());
        page.navigate(path);
        return page;
    }
}
