package dev.holdfast.service.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.service.TestService;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// The machine's own Chromium.
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));

    /// What is looked through.
    enum Screen {
        DESKTOP(1280, 900),
        PHONE(390, 844);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }

        int width() {
            return width;
        }
    }

    /// Skips the tests, with the reason, where there is none.
    static Chromium start() {
        var program = PLACES.stream().filter(Files::isExecutable).findFirst();
        if (program.isEmpty()) {
            System.out.println("skipped: there is no Chromium at " + PLACES);
        }
        Assumptions.assumeTrue(program.isPresent(), "there is no Chromium");
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program.get())
                        .setArgs(List.of("--no-sandbox")));
        return new Chromium(playwright, browser);
    }

    /// A window of its own in which nobody is signed in.
    BrowserContext window(ColorScheme scheme, Screen screen) {
        return window(TestService.server().uri(), scheme, screen);
    }

    /// The same, on another service.
    BrowserContext window(URI service, ColorScheme scheme, Screen screen) {
        return browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(service.toString())
                .setColorScheme(scheme)
                .setViewportSize(screen.width, screen.height)
                .setDeviceScaleFactor(1));
    }

    /// A page of somebody who has signed in by hand.
    Page signedIn(BrowserContext window, String token) {
        var page = window.newPage();
        page.navigate("/console");
        page.getByLabel("Token of the service").fill(token);
        page.getByText("Sign in").last().click();
        try {
            page.waitForURL("**/console/agents");
        } catch (TimeoutError e) {
            throw new IllegalStateException(
                    "not signed in: " + page.locator("body").innerText(), e);
        }
        return page;
    }

    /// `-Dpictures=FOLDER` keeps what was seen.
    static void keep(Page page, String name) {
        var folder = System.getProperty("pictures");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(folder, name + ".png"))
                    .setFullPage(true));
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
