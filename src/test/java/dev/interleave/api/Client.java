package dev.interleave.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.config.DecoderConfig;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.math.BigInteger;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/// What the tests of the API ask for again and again.
///
/// @param port where the application listens
public record Client(int port) {

    /// An `n` whose factorial takes hours: for jobs that are still running when they are looked at.
    static final int ENDLESS = 1_000_000;

    /// Sends no header of its own accord, and takes the answer as it comes.
    private static final RestAssuredConfig PLAIN = RestAssuredConfig.config()
            .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders())
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));

    RequestSpecification request() {
        return given().config(PLAIN).baseUri("http://127.0.0.1").port(port);
    }

    RequestSpecification json(String body) {
        return request().contentType("application/json").body(body);
    }

    Response post(String body) {
        return json(body).post("/v1/jobs");
    }

    /// Submits a job and answers its id, without waiting for more than its acceptance.
    String submit(String body) {
        Response answer = post(body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        return JsonMapper.shared().readTree(answer.asString()).path("id").asString();
    }

    /// Submits a job of known steps, which takes its time.
    String submit(long n) {
        return submit("{\"algorithm\":\"iterative\",\"n\":" + n + "}");
    }

    /// Submits a job and answers its id once it has succeeded.
    String finished(long n) {
        String id = submit("{\"n\":" + n + "}");
        assertThat(await(id).getString("state")).isEqualTo("succeeded");
        return id;
    }

    JsonPath get(String id) {
        return request().get("/v1/jobs/" + id).then().statusCode(200).extract().jsonPath();
    }

    /// The job once it has ended.
    JsonPath await(String id) {
        return request()
                .header("Prefer", "wait=60")
                .get("/v1/jobs/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// The job as soon as it is as wanted; for what cannot be waited for otherwise.
    JsonPath awaitUntil(String id, Predicate<JsonPath> wanted) {
        return Awaitility.await().until(() -> get(id), wanted);
    }

    JsonPath cancel(String id) {
        return request()
                .post("/v1/jobs/" + id + "/cancel")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// Cancels all jobs that are not over.
    void cancelAll() {
        for (String state : new String[] {"waiting", "scheduled", "queued", "running"}) {
            request()
                    .queryParam("state", state)
                    .queryParam("pageSize", 200)
                    .get("/v1/jobs")
                    .jsonPath()
                    .<String>getList("jobs.id")
                    .forEach(id -> request().post("/v1/jobs/" + id + "/cancel"));
        }
    }

    /// `n!` by other means than those of the service.
    static BigInteger factorial(long n) {
        return n < 2 ? BigInteger.ONE : product(1, n);
    }

    private static BigInteger product(long from, long to) {
        if (to - from < 16) {
            return LongStream.rangeClosed(from, to)
                    .mapToObj(BigInteger::valueOf)
                    .reduce(BigInteger.ONE, BigInteger::multiply);
        }
        long middle = (from + to) / 2;
        return product(from, middle).multiply(product(middle + 1, to));
    }
}
