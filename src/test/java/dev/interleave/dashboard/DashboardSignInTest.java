package dev.interleave.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The page of a service that asks for keys, in a real browser.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "interleave.security.api-keys[0].name=visitor",
            "interleave.security.api-keys[0].key=" + DashboardSignInTest.KEY
        })
class DashboardSignInTest {

    static final String KEY = "key-of-a-visitor-0123456789";

    private final int port;

    @Autowired
    DashboardSignInTest(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void aKeyIsExchangedForACookieThatTheWholePageWorksWith() {
        try (Playwright playwright = Browser.playwright();
                var browser = Browser.launch(playwright, Browser.executable());
                VisitedPage visited = VisitedPage.open(browser, port, 1280, 800, ColorScheme.LIGHT)) {
            Page page = visited.page();
            visited.expect(401);
            page.locator("#key").fill("not-the-key");
            page.locator("form.key button").click();
            assertThat(page.locator("#toasts")).containsText("unknown, expired or revoked");

            page.locator("#key").fill(KEY);
            page.locator("form.key button").click();

            assertThat(page.locator("#sign-out")).hasText("Sign out visitor");
            assertThat(page.locator("#live-text")).hasText("live");
            assertThat(page.evaluate("document.cookie + sessionStorage.length + localStorage.length"))
                    .isEqualTo("00");

            visited.go("#/submit");
            page.locator("#n").fill("12");
            assertThat(page.locator(".curl")).containsText("Authorization: Bearer $API_KEY");
            page.locator("form button[type=submit], form button.primary")
                    .first()
                    .click();
            assertThat(page.locator(".badge.large")).hasText("succeeded");

            page.locator("#sign-out").click();
            assertThat(page.locator("#key")).isVisible();
        }
    }
}
