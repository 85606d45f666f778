package dev.interleave.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The dashboard in a browser, watched for errors and for requests to other hosts.
final class VisitedPage implements AutoCloseable {

    private final String origin;
    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Set<Integer> expected = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Response> responses = new CopyOnWriteArrayList<>();
    private final Set<Request> unanswered = ConcurrentHashMap.newKeySet();

    private VisitedPage(String origin, BrowserContext context) {
        this.origin = origin;
        this.context = context;
        page = context.newPage();
        page.setDefaultTimeout(30_000);
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !isProbe(message.location())) {
                errors.add(message.text() + " " + message.location());
            }
        });
        page.onRequest(request -> {
            requests.add(request.url());
            if (!"text/event-stream".equals(request.headers().get("accept"))) {
                unanswered.add(request);
            }
        });
        page.onRequestFinished(unanswered::remove);
        page.onRequestFailed(unanswered::remove);
        page.onResponse(responses::add);
    }

    static VisitedPage open(Browser browser, int port, int width, int height, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setAcceptDownloads(true));
        VisitedPage visited = new VisitedPage("http://127.0.0.1:" + port, context);
        visited.page.navigate(visited.origin + "/dashboard");
        return visited;
    }

    Page page() {
        return page;
    }

    void go(String view) {
        page.evaluate("view => { location.hash = view; }", view);
    }

    /// Waits until every request except those of event streams has its whole response.
    void awaitResponses() {
        page.waitForCondition(unanswered::isEmpty);
    }

    List<Response> responses() {
        return responses;
    }

    /// For tests that provoke them: whenever the browser gets to noting them.
    ///
    /// @param status of answers that are expected
    void expect(int status) {
        expected.add(status);
    }

    @Override
    public void close() {
        context.close();
        assertThat(errors).as("errors in the console").allMatch(this::isExpected);
        assertThat(requests).as("requests").allMatch(url -> url.startsWith(origin) || url.startsWith("blob:" + origin));
    }

    private boolean isExpected(String error) {
        return expected.stream().anyMatch(status -> error.contains("with a status of " + status + " "));
    }

    /// The browser notes each answer of 4xx. The page asks for the partial product of a job that may have been
    /// cancelled at that very moment.
    private static boolean isProbe(String location) {
        return location.contains("/partial");
    }
}
