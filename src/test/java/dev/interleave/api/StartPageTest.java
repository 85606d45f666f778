package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ApiTest
class StartPageTest {

    private final Client client;

    @Autowired
    StartPageTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @Test
    void leadsBrowsersToTheDashboard() {
        client.request()
                .redirects()
                .follow(false)
                .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                .get("/")
                .then()
                .statusCode(302)
                .header("Location", equalTo("dashboard/"))
                .header("Vary", equalTo("Accept"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "application/json, text/html;q=0.5", "nonsense"})
    void showsLinksToOtherClients(String accept) {
        Map<String, String> links = client.request()
                .header("Accept", accept)
                .get("/")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .path("links");

        for (String link : List.copyOf(links.values())) {
            client.request().get("/" + link).then().statusCode(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"/dashboard, /dashboard/", "/swagger-ui.html, /swagger-ui/index.html"})
    void redirectsWithoutSchemeAndHost(String path, String location) {
        String header = client.request()
                .redirects()
                .follow(false)
                .get(path)
                .then()
                .statusCode(302)
                .extract()
                .header("Location");

        assertThat(header).endsWith(location.substring(1)).doesNotContain(":");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /v1/jobs                | GET, HEAD, OPTIONS, POST
                    /v1/jobs/batch          | OPTIONS, POST
                    /v1/jobs/1              | DELETE, GET, HEAD, OPTIONS, PATCH
                    /v1/jobs/1/cancel       | OPTIONS, POST
                    /v1/jobs/1/result       | GET, HEAD, OPTIONS
                    /v1/callbacks           | GET, HEAD, OPTIONS, POST
                    /v1/simulations         | OPTIONS, POST
                    /v1/computations        | GET, HEAD, OPTIONS
                    /v1/quota               | GET, HEAD, OPTIONS
                    /problems               | GET, HEAD, OPTIONS
                    /                       | GET, HEAD, OPTIONS
                    """)
    void listsTheMethodsOfAPath(String path, String methods) {
        List<String> expected = List.of(methods.split(", "));

        assertThat(allowed("OPTIONS", path, 200)).hasSameElementsAs(expected);
        Stream.of("TRACE", "PUT", "PATCH")
                .filter(method -> !expected.contains(method))
                .forEach(method ->
                        assertThat(allowed(method, path, 405)).as(method).hasSameElementsAs(expected));
    }

    private List<String> allowed(String method, String path, int status) {
        String allow = client.request()
                .request(method, path)
                .then()
                .statusCode(status)
                .extract()
                .header("Allow");
        return List.of(allow.split(" *, *"));
    }
}
