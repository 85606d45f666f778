package dev.interleave.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.interleave.webhook.Receiver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The page in a real browser.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardBrowserTest {

    private static final HasTextOptions PATIENTLY = new HasTextOptions().setTimeout(60_000);
    private static final List<String> VIEWS =
            List.of("#/", "#/interleaving", "#/what-if", "#/jobs", "#/schedules", "#/submit", "#/event-loop");
    private static final int SCRIPT_BUDGET = 200_000;

    private final int port;
    private @Nullable Playwright playwright;
    private com.microsoft.playwright.@Nullable Browser browser;
    private @Nullable VisitedPage current;

    @Autowired
    DashboardBrowserTest(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeAll
    void startBrowser() {
        Path executable = Browser.executable();
        Playwright driver = Browser.playwright();
        playwright = driver;
        browser = Browser.launch(driver, executable);
    }

    @AfterAll
    void stopBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @AfterEach
    void nothingWentWrong() {
        VisitedPage page = current;
        current = null;
        if (page != null) {
            page.close();
        }
    }

    @Test
    void aJobIsSubmittedAndWatchedToItsEnd() {
        Page page = open();
        visited().go("#/submit");
        page.getByLabel("n, of which n! is computed").fill("40000");
        page.getByLabel("iterative").check();
        page.getByLabel("Labels, one per line").fill("from: page");
        assertThat(page.locator(".curl"))
                .containsText("{\"n\": 40000, \"algorithm\": \"iterative\", \"labels\": {\"from\":\"page\"}}");
        button("Submit").click();

        assertThat(page.locator("h1")).hasText("40\u202f000!");
        assertThat(page.locator(".badge.large")).hasText("succeeded", PATIENTLY);
        assertThat(page.locator("#digits-shown")).containsText("166\u202f714 digits");
    }

    @Test
    void aProgramIsSubmittedAndItsOutputAndResultAreShown() {
        Page page = open();
        visited().go("#/submit?computation=program");
        page.getByLabel("Program, in a subset of Python")
                .fill(
                        "def main(n):\n    for i in range(n):\n        print('line', i)\n        yield i\n    return [n, 'end']\n");
        page.getByLabel("Input, a JSON object").fill("{\"n\": 3}");
        button("Submit").click();

        assertThat(page.locator("h1")).hasText("program(n = 3)");
        assertThat(page.locator(".badge.large")).hasText("succeeded", PATIENTLY);
        assertThat(page.locator(".output")).hasText("line 0\nline 1\nline 2\n");
        assertThat(page.locator(".source li")).hasCount(5);
        assertThat(page.getByLabel("The result")).containsText("\"end\"");
    }

    @Test
    void theLineOfAnExceptionIsMarked() {
        String id = submit("{\"program\":\"def main():\\n    yield 1\\n    return 1 // 0\\n\"}");
        Page page = open();
        visited().go("#/jobs/" + id);

        assertThat(page.locator(".badge.large")).hasText("failed", PATIENTLY);
        assertThat(page.getByLabel("Traceback")).containsText("ZeroDivisionError");
        assertThat(page.locator(".source .failed")).hasText("return 1 // 0");
    }

    @Test
    void theMistakeOfAProgramIsSelected() {
        Page page = open();
        visited().expect(422);
        visited().go("#/submit?computation=program");
        page.locator("#program").fill("def main(n):\n    return n +\n");
        button("Submit").click();

        assertThat(page.locator("#program-error")).containsText("Line 2, column");
        assertThat(page.locator("#program")).isFocused();
    }

    @Test
    void whatIsWrongStandsAtItsField() {
        Page page = open();
        visited().expect(422);
        visited().go("#/submit");
        page.locator("#n").fill("12345678901234567890123");
        assertThat(page.locator(".curl")).containsText("{\"n\": 12345678901234567890123}");
        button("Submit").click();

        assertThat(page.locator("#n-error")).containsText("from 0 to 1000000");
        assertThat(page.locator("#n")).isFocused();
    }

    @Test
    void aJobIsFoundOpenedAndCancelled() {
        String mark = UUID.randomUUID().toString();
        String id = submit("{\"algorithm\":\"iterative\",\"n\":1000000,\"labels\":{\"mark\":\"" + mark + "\"}}");
        Page page = open();
        visited().go("#/jobs");
        page.getByLabel("Label", new Page.GetByLabelOptions().setExact(true)).fill("mark:" + mark);
        button("Find").click();
        assertThat(rows()).hasCount(1, new HasCountOptions().setTimeout(20_000));
        page.getByLabel("State").selectOption("queued");
        assertThat(rows()).hasCount(0);
        page.getByLabel("State").selectOption("running");
        assertThat(rows()).hasCount(1);
        rows().getByRole(AriaRole.LINK).first().click();

        assertThat(page.locator(".badge.large")).hasText("running");
        assertThat(page.locator(".partial .big")).containsText("bits");
        button("Cancel").click();
        button("Cancel it").click();
        assertThat(page.locator(".badge.large")).hasText("cancelled");
        assertThat(given().port(port).get("/v1/jobs/" + id).<String>path("state"))
                .isEqualTo("cancelled");
    }

    @Test
    void manyAreCancelledAndDeletedAtOnce() {
        String mark = UUID.randomUUID().toString();
        for (int i = 0; i < 3; i++) {
            submit("{\"algorithm\":\"iterative\",\"n\":1000000,\"labels\":{\"mark\":\"" + mark + "\"}}");
        }
        Page page = open();
        visited().go("#/jobs?label=mark:" + mark);
        assertThat(rows()).hasCount(3);
        page.getByLabel("Select all jobs of this page").check();
        assertThat(page.locator(".bulk")).containsText("3 selected");
        page.locator("#bulk-cancel").click();
        button("Cancel them").click();
        assertThat(page.locator("tbody .badge.state-cancelled")).hasCount(3);

        page.getByLabel("Select all jobs of this page").check();
        page.locator("#bulk-delete").click();
        button("Keep").click();
        assertThat(rows()).hasCount(3);
        page.locator("#bulk-delete").click();
        button("Delete them").click();
        assertThat(rows()).hasCount(0);
    }

    @Test
    void aDeliveryIsSeenAndMadeAgain() throws IOException {
        try (Receiver receiver = new Receiver()) {
            String id = submit("{\"n\":12,\"callbacks\":[{\"url\":\"" + receiver.url() + "\"}]}");
            Page page = open();
            visited().go("#/jobs/" + id);
            assertThat(page.locator(".delivery .badge")).hasText("delivered", PATIENTLY);
            assertThat(page.locator(".delivery summary")).hasText("1 attempt");
            button("Deliver again").click();

            assertThat(page.locator(".delivery summary")).hasText("2 attempts", PATIENTLY);
            page.locator(".delivery summary").click();
            assertThat(page.locator(".delivery tbody tr")).hasCount(2);
        }
    }

    @Test
    void theExampleEndsAsItShouldUnderEachPolicy() {
        Page page = open();
        visited().go("#/what-if");

        assertThat(page.locator("[data-policy=sequential] .ends"))
                .hasText("Ends: 12! after 10, 8! after 16, 4! after 18.");
        assertThat(page.locator("[data-policy=interleaved] .ends"))
                .hasText("Ends: 4! after 6, 8! after 14, 12! after 18.");
        assertThat(page.locator("[data-policy=interleaved] .end-text")).hasText(new String[] {"6", "14", "18"});
        page.getByLabel("Factorials of").fill("5, five");
        button("Run").click();
        assertThat(page.locator("#inputs-error")).containsText("five");
    }

    @Test
    void fiveMillionDigitsDoNotComeIntoThePage() throws IOException {
        String id = submit("{\"n\":1000000}");
        Page page = open();
        visited().go("#/jobs/" + id);

        assertThat(page.locator("#digits-shown"))
                .hasText("The first 1\u202f000 of 5\u202f565\u202f709 digits. The files have all of them.", PATIENTLY);
        assertThat(page.locator(".number-block").last()).containsText("82639316883312400623766461031726662911353479");
        List<Response> results = visited().responses().stream()
                .filter(response -> response.url().endsWith("/result"))
                .toList();
        assertThat(results).allMatch(response -> response.status() == 206 && response.body().length == 1_000);

        Download text = page.waitForDownload(() -> button("Text").click());
        assertThat(Files.size(text.path())).isEqualTo(5_565_709);
        Download binary = page.waitForDownload(() -> button("Binary").click());
        assertThat(Files.size(binary.path())).isEqualTo((18_488_885 + 7) / 8);
    }

    @Test
    void theLoopIsSeenLive() {
        String id = submit("{\"algorithm\":\"iterative\",\"n\":1000000}");
        Page page = open();
        visited().go("#/interleaving");
        assertThat(page.locator(".lanes a[href$='" + id + "']")).hasText("1\u202f000\u202f000!");
        visited().go("#/event-loop");
        assertThat(page.locator(".histogram li")).hasCount(17);
        assertThat(page.locator(".view .big")).hasText("fair");
        visited().go("#/");
        assertThat(page.locator(".tile").last()).containsText("%");
        given().port(port).post("/v1/jobs/" + id + "/cancel");
    }

    @Test
    void theTimelineIsLoadingUntilTheFirstEvent() {
        Page page = open();
        BlockingQueue<Route> held = new LinkedBlockingQueue<>();
        page.route("**/v1/event-loop/events", held::add);
        page.reload();
        Locator text = page.locator(".strips .empty");

        assertThat(text).hasText("Loading the timeline of the loop …");
        page.waitForCondition(() -> !held.isEmpty());
        Objects.requireNonNull(held.poll()).resume();
        assertThat(text).hasText("The loop is idle. Submit a job or start the example.");
    }

    @Test
    void nothingIsAskedForWhileNobodyLooks() {
        Page page = open();
        Locator live = page.locator("#live-text");
        assertThat(live).hasText("live");
        hide(page, true);
        assertThat(live).hasText("paused");
        visited().awaitResponses();
        int before = visited().responses().size();
        page.waitForTimeout(3_000);
        assertThat(visited().responses()).hasSize(before);

        hide(page, false);
        assertThat(live).hasText("live");
    }

    @Test
    @Tag("measured")
    void theFirstPaintIsSoon() {
        open(); // the browser, and the service, are warm after that
        visited().page().reload();
        assertThat(visited().page().locator("#live-text")).hasText("live");
        double millis = ((Number) visited()
                        .page()
                        .evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                .doubleValue();
        assertThat(millis).isLessThan(1_000);
    }

    @Test
    void theScriptsAreSmall() {
        open();
        assertThat(visited().page().locator("#live-text")).hasText("live");
        int bytes = visited().responses().stream()
                .filter(response -> response.request().resourceType().equals("script"))
                .mapToInt(response -> response.body().length)
                .sum();
        assertThat(bytes).isBetween(50_000, SCRIPT_BUDGET);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyViewIsAccessible(ColorScheme scheme) throws IOException {
        schedule(UUID.randomUUID().toString());
        String id = submit("{\"n\":2000}");
        visit(1280, 900, scheme);
        Page page = visited().page();
        assertThat(page.locator("#live-text")).hasText("live");
        page.evaluate(axe());
        for (String view : VIEWS) {
            check(page, view);
        }
        check(page, "#/jobs/" + id);
    }

    @Test
    void schedulesArePausedRunAndDeleted() {
        String name = UUID.randomUUID().toString();
        schedule(name);
        Page page = open();
        visited().go("#/schedules");
        Locator row = page.locator("table.schedules tbody tr").filter(new Locator.FilterOptions().setHasText(name));
        assertThat(row).containsText("@yearly UTC");
        button("Pause " + name).click();
        assertThat(row.locator(".badge")).hasText("paused");
        button("Resume " + name).click();
        assertThat(row.locator(".badge")).hasText("active");
        button("Run now " + name).click();
        assertThat(row.locator("a")).isVisible();

        button("Delete " + name).click();
        button("Keep").click();
        assertThat(row).hasCount(1);
        button("Delete " + name).click();
        button("Delete it").click();
        assertThat(row).hasCount(0);
    }

    @Test
    void aPhoneNeedNotScrollSideways() {
        submit("{\"n\":100}");
        visit(390, 844, ColorScheme.LIGHT);
        for (String view : VIEWS) {
            visited().go(view);
            assertThat(visited().page().locator(".view")).isVisible();
            assertThat(visited().page().evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .as(view)
                    .isEqualTo(0);
        }
    }

    @Test
    void theKeyboardIsEnough() {
        Page page = open();
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();
    }

    /// `-Dscreenshots=true` draws the pictures of the documentation anew.
    @Test
    @EnabledIfSystemProperty(named = "screenshots", matches = "true")
    void thePicturesOfTheDocumentation() throws IOException {
        given().port(port)
                .get("/v1/jobs?state=running")
                .jsonPath()
                .<String>getList("jobs.id")
                .forEach(id -> given().port(port).post("/v1/jobs/" + id + "/cancel"));
        Path folder = Files.createDirectories(Path.of("docs/images"));
        submit("{\"n\":1000000,\"labels\":{\"team\":\"atlas\"}}");
        for (int n : new int[] {20, 500, 3_000, 12_000}) {
            submit("{\"n\":" + n + "}");
        }
        visit(1280, 860, ColorScheme.LIGHT);
        Page page = visited().page();
        visited().go("#/interleaving");
        button("Start an example").click();
        page.waitForTimeout(9_000);
        shoot(page, folder.resolve("interleaving.png"));
        visited().go("#/");
        page.waitForTimeout(4_000);
        shoot(page, folder.resolve("overview.png"));
        visited().go("#/what-if");
        assertThat(page.locator("[data-policy=interleaved]")).isVisible();
        shoot(page, folder.resolve("what-if.png"));
        visited().go("#/jobs");
        page.waitForTimeout(1_000);
        shoot(page, folder.resolve("jobs.png"));
    }

    private Page open() {
        visit(1280, 900, ColorScheme.LIGHT);
        return visited().page();
    }

    private void visit(int width, int height, ColorScheme scheme) {
        current = VisitedPage.open(Objects.requireNonNull(browser), port, width, height, scheme);
    }

    private VisitedPage visited() {
        return Objects.requireNonNull(current);
    }

    private Locator button(String name) {
        return visited()
                .page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator rows() {
        return visited().page().locator("table.jobs tbody tr");
    }

    private String submit(String body) {
        return given().port(port)
                .contentType("application/json")
                .body(body)
                .post("/v1/jobs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private void schedule(String name) {
        given().port(port)
                .contentType("application/json")
                .body("{\"name\":\"" + name + "\",\"cron\":\"@yearly\",\"job\":{\"n\":5}}")
                .post("/v1/schedules")
                .then()
                .statusCode(201);
    }

    private static void hide(Page page, boolean hidden) {
        page.evaluate(
                "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                hidden);
    }

    private void check(Page page, String view) {
        visited().go(view);
        assertThat(page.locator(".view h1").first()).isAttached();
        visited().awaitResponses();
        Object violations = page.evaluate("async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa',"
                + " 'wcag21a', 'wcag21aa', 'best-practice'] })).violations.map(one => one.id + ': '"
                + " + one.nodes.slice(0, 3).map(node => node.html + ' ' + (node.any[0]?.message ?? '')).join(' | '))");
        assertThat((List<?>) violations).as(view).isEmpty();
    }

    private static String axe() throws IOException {
        try (InputStream script = Objects.requireNonNull(DashboardBrowserTest.class.getResourceAsStream(
                "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void shoot(Page page, Path file) {
        page.mouse().move(0, 0);
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
}
