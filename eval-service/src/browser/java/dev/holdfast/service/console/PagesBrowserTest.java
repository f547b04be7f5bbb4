package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.service.TestService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every page, as it stands on a screen: light and dark, wide and narrow. `-Dpictures=FOLDER` keeps what was seen.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesBrowserTest {
    private static final String AXE = "() => axe.run().then(found => found.violations"
            + ".filter(each => ['serious', 'critical'].includes(each.impact))"
            + ".map(each => each.id + ': ' + each.nodes.map(node => node.html).slice(0, 3).join(' | ')))";

    private Chromium chromium;
    private Everywhere everywhere;
    private final List<String> remarks = new ArrayList<>();

    @BeforeAll
    void open() {
        chromium = Chromium.start();
        everywhere = Everywhere.open("Acme");
    }

    @AfterAll
    void close() {
        if (everywhere != null) {
            everywhere.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void holdOnEveryScreen() {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (var screen : Chromium.Screen.values()) {
                try (var window = chromium.window(scheme, screen)) {
                    look(
                            chromium.signedIn(
                                    window, everywhere.story().team().admin().token()),
                            scheme,
                            screen);
                }
            }
        }

        assertThat(remarks).isEmpty();
    }

    private void look(Page page, ColorScheme scheme, Chromium.Screen screen) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                remarks.add(page.url() + " said " + message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(TestService.server().uri().toString())) {
                remarks.add(page.url() + " asked " + request.url());
            }
        });
        everywhere.pages().forEach((name, path) -> {
            page.navigate(path);
            page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
            if (name.equals("pact")) {
                page.getByText("Plan it").click();
                page.locator("svg.plan").first().waitFor();
            }
            var where = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-"
                    + screen.name().toLowerCase(Locale.ROOT);
            Chromium.keep(page, where);
            var width = (Integer) page.evaluate("document.documentElement.scrollWidth");
            if (width > screen.width()) {
                remarks.add(where + " is " + width + " wide");
            }
            page.evaluate(axe());
            ((List<?>) page.evaluate(AXE)).forEach(found -> remarks.add(where + ": " + found));
        });
    }

    private static String axe() {
        try (var in = Objects.requireNonNull(PagesBrowserTest.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
