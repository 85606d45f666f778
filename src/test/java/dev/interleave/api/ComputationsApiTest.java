package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.math.BigInteger;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Binomial coefficients and Fibonacci numbers, all the way.
@ApiTest
class ComputationsApiTest {

    private final Client client;

    @Autowired
    ComputationsApiTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, auto, 1",
        "5, 0, fast, 1",
        "5, 5, iterative, 1",
        "10, 3, auto, 120",
        "52, 5, fast, 2598960",
        "100, 50, auto, 100891344545564193334812497256"
    })
    void computesBinomialCoefficients(long n, long k, String algorithm, String value) {
        JsonPath job = client.await(submit("binomial", "\"n\":" + n + ",\"k\":" + k, algorithm));

        assertThat(job.getString("computation")).isEqualTo("binomial");
        assertThat(job.<String, Object>getMap("input")).isEqualTo(Map.of("n", (int) n, "k", (int) k));
        assertThat(job.getString("result.value")).isEqualTo(value);
        assertThat(job.getDouble("progress.fraction")).isEqualTo(1);
        assertForms(job, new BigInteger(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0, auto, 0",
        "0, fast, 0",
        "1, fast, 1",
        "2, iterative, 1",
        "10, auto, 55",
        "300, fast, 222232244629420445529739893461909967206666939096499764990979600"
    })
    void computesFibonacciNumbers(long n, String algorithm, String value) {
        JsonPath job = client.await(submit("fibonacci", "\"n\":" + n, algorithm));

        assertThat(job.<String, Object>getMap("input")).isEqualTo(Map.of("n", (int) n));
        assertThat(job.getString("result.value")).isEqualTo(value);
        assertForms(job, new BigInteger(value));
    }

    /// Long enough for steps of the fast algorithms, by what is known of them: the product formula, and
    /// Cassini's.
    @Test
    void computesLongResults() {
        String n = client.await(submit("fibonacci", "\"n\":50000", "auto")).getString("id");
        String before =
                client.await(submit("fibonacci", "\"n\":49999", "iterative")).getString("id");
        BigInteger a = digits(n);
        BigInteger b = digits(before);
        assertThat(a.multiply(a).subtract(a.multiply(b)).subtract(b.multiply(b)))
                .isEqualTo(-1);

        JsonPath coefficient = client.await(submit("binomial", "\"n\":20000,\"k\":7000", "fast"));
        BigInteger above = LongStream.rangeClosed(13_001, 20_000)
                .mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ONE, BigInteger::multiply);
        BigInteger below = LongStream.rangeClosed(1, 7_000)
                .mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ONE, BigInteger::multiply);
        assertThat(digits(coefficient.getString("id")).equals(above.divide(below)))
                .isTrue();
    }

    @Test
    void listsComputationsWithTheirLimits() {
        String id = submit("binomial", "\"n\":6,\"k\":2", "auto");
        JsonPath offered = client.request().get("/v1/computations").jsonPath();

        assertThat(offered.getList("computations.name"))
                .isEqualTo(java.util.List.of("factorial", "binomial", "fibonacci"));
        assertThat(offered.getList("computations[1].inputSchema.required")).isEqualTo(java.util.List.of("n", "k"));
        assertThat(offered.getLong("computations[1].inputSchema.properties.k.maximum"))
                .isEqualTo(1_000_000);
        assertThat(client.request()
                        .get("/v1/jobs?computation=binomial&pageSize=200")
                        .jsonPath()
                        .<String>getList("jobs.id"))
                .contains(id);
    }

    /// One wrong value is told once, and nothing is concluded from it.
    @Test
    void validatesNAndKIndependently() {
        JsonPath problem = client.post("{\"computation\":\"binomial\",\"n\":\"7\",\"k\":8}")
                .jsonPath();

        assertThat(problem.<String>getList("errors.pointer")).containsExactly("/n");
    }

    private String submit(String computation, String input, String algorithm) {
        return client.submit(
                "{\"computation\":\"" + computation + "\"," + input + ",\"algorithm\":\"" + algorithm + "\"}");
    }

    private BigInteger digits(String id) {
        return new BigInteger(client.request().get("/v1/jobs/" + id + "/result").asString());
    }

    private void assertForms(JsonPath job, BigInteger value) {
        String result = job.getString("result.href");

        assertThat(client.request().get(result).asString()).isEqualTo(value.toString());
        assertThat(client.request().get(result + "?radix=16").asString()).isEqualTo(value.toString(16));
        assertThat(new BigInteger(
                        1,
                        client.request()
                                .accept("application/octet-stream")
                                .get(result)
                                .asByteArray()))
                .isEqualTo(value);
        assertThat(job.getLong("result.bits")).isEqualTo(value.bitLength());
    }
}
