package dev.interleave.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What a browser is given.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DashboardFilesTest {

    private final int port;

    @Autowired
    DashboardFilesTest(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void theShortAddressLeadsToThePage() {
        given().port(port)
                .redirects()
                .follow(false)
                .get("/dashboard")
                .then()
                .statusCode(302)
                .header("Location", endsWith("/dashboard/"));
        given().port(port)
                .get("/dashboard/")
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .body(containsString("<title>Interleave</title>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dashboard", "/dashboard/", "/dashboard/app.js", "/dashboard/views/job.js"})
    void theBrowserIsToldToTalkToNobodyElse(String path) {
        Response answer = given().port(port).redirects().follow(false).get(path);
        Map<String, String> policy = Arrays.stream(
                        answer.header("Content-Security-Policy").split("; "))
                .map(directive -> directive.split(" ", 2))
                .collect(Collectors.toMap(directive -> directive[0], directive -> directive[1]));

        assertThat(policy)
                .containsEntry("default-src", "'none'")
                .containsEntry("script-src", "'self'")
                .containsEntry("style-src", "'self'")
                .containsEntry("connect-src", "'self'")
                .containsEntry("frame-ancestors", "'none'")
                .containsEntry("base-uri", "'none'");
        assertThat(policy.values()).allMatch(value -> value.equals("'none'") || value.equals("'self'"));
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webjars/uplot/dist/uPlot.iife.min.js", "/webjars/uplot/dist/uPlot.min.css"})
    void thePartsOfOthersAreThere(String path) {
        given().port(port).get(path).then().statusCode(200);
    }

    @Test
    void whatIsNotThereIsAProblem() {
        given().port(port)
                .get("/dashboard/nothing.js")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/not-found"));
    }
}
