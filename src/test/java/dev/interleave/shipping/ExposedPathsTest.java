package dev.interleave.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.dashboard.PageAssets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The Ingress and the Gateway of the chart expose all that a browser loads, and no operator endpoint.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ExposedPathsTest {

    private static final String VALUES = "postgresql.yaml";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    @Autowired
    ExposedPathsTest(@LocalServerPort int port) {
        base = URI.create("http://127.0.0.1:" + port + "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ingress", "HTTPRoute"})
    void theDashboardAndTheDocumentationLoadThroughTheChart(String kind) {
        List<String> paths = paths(kind);
        List<String> modules = new ArrayList<>();

        assertThat(PageAssets.load(base, url -> {
                    String text = load(paths, url);
                    if (url.getPath().endsWith(".js")) {
                        modules.add(text);
                    }
                    return text;
                }))
                .contains(
                        base.resolve("webjars/uplot/dist/uPlot.iife.min.js"),
                        base.resolve("dashboard/views/event-loop.js"),
                        base.resolve("swagger-ui/swagger-ui.css"),
                        base.resolve("v3/api-docs"));
        assertThat(modules.stream().flatMap(text -> PageAssets.requests(base, text)))
                .contains(base.resolve("v1/session"), base.resolve("v1/event-loop/events"))
                .allMatch(url -> isExposed(paths, url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ingress", "HTTPRoute"})
    void exposesNoOperatorEndpoint(String kind) {
        for (String path : new String[] {"actuator", "actuator/health", "actuator/prometheus", ""}) {
            assertThat(isExposed(paths(kind), base.resolve(path))).as(path).isFalse();
        }
    }

    @Test
    void theIngressAndTheGatewayExposeTheSamePaths() {
        assertThat(paths("Ingress")).containsExactlyElementsOf(paths("HTTPRoute"));
    }

    /// Loads what the proxy of the chart would pass on, each redirect included.
    private String load(List<String> paths, URI url) {
        assertThat(isExposed(paths, url)).as(url + " is exposed by " + paths).isTrue();
        try {
            HttpResponse<byte[]> response =
                    http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 == 3) {
                return load(
                        paths,
                        url.resolve(response.headers().firstValue("Location").orElseThrow()));
            }
            assertThat(response.statusCode()).as(url.toString()).isEqualTo(200);
            return new String(response.body(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Both kinds match whole segments of a path.
    private static boolean isExposed(List<String> paths, URI url) {
        return paths.stream().anyMatch(path -> (url.getPath() + "/").startsWith(path + "/"));
    }

    private static List<String> paths(String kind) {
        JsonNode object = JsonMapper.shared()
                .readTree(HelmChart.only(kind, HelmChart.renderedWith(VALUES)).json());
        List<String> paths = new ArrayList<>();
        if (kind.equals("Ingress")) {
            object.at("/spec/rules/0/http/paths").forEach(path -> {
                assertThat(path.path("pathType").asString()).isEqualTo("Prefix");
                paths.add(path.path("path").asString());
            });
        } else {
            object.at("/spec/rules/0/matches").forEach(match -> {
                assertThat(match.at("/path/type").asString()).isEqualTo("PathPrefix");
                paths.add(match.at("/path/value").asString());
            });
        }
        return paths;
    }
}
