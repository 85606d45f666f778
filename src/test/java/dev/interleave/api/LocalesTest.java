package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.response.Response;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The service answers alike whatever the default locale: other digits (Arabic, Persian, Devanagari) and another
/// case mapping (Turkish).
@ApiTest
class LocalesTest {

    private static final Locale BEFORE = Locale.getDefault();

    @LocalServerPort
    private int port;

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(BEFORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "hi-IN-u-nu-deva", "tr-TR"})
    void servesJobs(String tag) {
        Client client = new Client(port);
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(Locale.getDefault().toLanguageTag()).isEqualTo(tag);

        Response finished = client.json("{\"computation\":\"binomial\",\"n\":40,\"k\":20,\"priority\":\"high\"}")
                .header("Prefer", "wait=20")
                .post("/v1/jobs");

        finished.then().statusCode(200).body("result.value", equalTo("137846528820"));
        String id = finished.path("id");
        client.request()
                .get("/v1/jobs/" + id)
                .then()
                .statusCode(200)
                .header("ETag", matchesPattern("\"[0-9a-f-]{36}-succeeded-[0-9]+-[0-9]+-v\""))
                .body("priority", equalTo("high"))
                .body("createdAt", matchesPattern("[0-9T:.Z-]+"));
        client.request()
                .header("Range", "bytes=1-2")
                .get("/v1/jobs/" + id + "/result")
                .then()
                .statusCode(206)
                .header("Content-Range", equalTo("bytes 1-2/12"))
                .body(equalTo("37"));
        client.request().queryParam("state", "succeeded").get("/v1/jobs").then().statusCode(200);
        client.request().get("/v1/quota").then().statusCode(200);
        client.request().header("Accept", "text/html").get("/problems").then().statusCode(200);
        client.request()
                .get("/actuator/prometheus")
                .then()
                .statusCode(200)
                .body(matchesPattern("(?s)\\A\\p{ASCII}*\\z"));
        client.request().delete("/v1/jobs/" + id).then().statusCode(204);
    }
}
