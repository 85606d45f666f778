package dev.interleave.api;

import static dev.interleave.api.Client.factorial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResultApiTest {

    /// 26 digits.
    private static final int SMALL = 25;

    private static final String SMALL_DIGITS = "15511210043330985984000000";

    /// In decimal three pieces of the store, in binary two.
    private static final int LARGE = 140_000;

    private final Client client;
    private final BigInteger largeValue = factorial(LARGE);
    private final String largeDigits = largeValue.toString();
    private String small = "";
    private String large = "";

    @Autowired
    ResultApiTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @BeforeAll
    void compute() {
        small = client.finished(SMALL);
        large = client.finished(LARGE);
    }

    /// Around the lengths where a value has an odd number of hex digits, and where it is no longer told with
    /// the job: 449! has 998 digits, 450! has 1001.
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 20, 21, 100, 449, 450, 1000})
    void isServedInEveryForm(long n) {
        BigInteger value = factorial(n);
        String path = "/v1/jobs/" + client.finished(n) + "/result";

        assertThat(client.request().get(path).asString()).isEqualTo(value.toString());
        assertThat(client.request().get(path + "?radix=10").asString()).isEqualTo(value.toString());
        assertThat(client.request().get(path + "?radix=16").asString()).isEqualTo(value.toString(16));
        assertThat(accepting("application/octet-stream").get(path).asByteArray())
                .isEqualTo(magnitude(value));
        accepting("application/json").get(path).then().body("value", equalTo(value.toString()));
        accepting("application/json").get(path + "?radix=16").then().body("value", equalTo(value.toString(16)));
    }

    @Test
    void isServedWithItsLengthTypeAndTag() {
        Response text = client.request().get(result(small));

        assertThat(text.statusCode()).isEqualTo(200);
        assertThat(text.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(text.header("Content-Length")).isEqualTo("26");
        assertThat(text.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(text.header("ETag")).matches("\"[!-~]+\"");
        assertThat(varies(text)).contains("accept").contains("accept-encoding");
        assertThat(accepting("application/octet-stream").get(result(small)).header("Content-Type"))
                .isEqualTo("application/octet-stream");
        assertThat(accepting("application/json").get(result(small)).header("Content-Type"))
                .isEqualTo("application/json");
    }

    @Test
    void hasADifferentTagInEachForm() {
        assertThat(Arrays.asList(
                        eTag(client.request().get(result(small))),
                        eTag(client.request().get(result(small) + "?radix=16")),
                        eTag(accepting("application/octet-stream").get(result(small))),
                        eTag(accepting("application/json").get(result(small))),
                        eTag(accepting("application/json").get(result(small) + "?radix=16")),
                        eTag(client.request().get(result(large)))))
                .doesNotHaveDuplicates();
    }

    @Test
    void isStreamedWhenItIsLarge() throws NoSuchAlgorithmException {
        Response text = client.request().get(result(large));
        String json = accepting("application/json").get(result(large)).asString();

        assertThat(text.header("Content-Length")).isEqualTo(String.valueOf(largeDigits.length()));
        assertThat(text.asString().equals(largeDigits)).isTrue();
        assertThat(json.equals("{\"value\":\"" + largeDigits + "\"}")).isTrue();
        assertThat(client.request().get(result(large) + "?radix=16").asString().equals(largeValue.toString(16)))
                .isTrue();
        assertThat(Arrays.equals(
                        accepting("application/octet-stream").get(result(large)).asByteArray(), magnitude(largeValue)))
                .isTrue();

        var job = client.get(large);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(largeDigits.getBytes(StandardCharsets.US_ASCII));
        assertThat(job.getString("result.value")).isNull();
        assertThat(job.getLong("result.digits")).isEqualTo(largeDigits.length());
        assertThat(job.getLong("result.bits")).isEqualTo(largeValue.bitLength());
        assertThat(job.getString("result.sha256")).isEqualTo(HexFormat.of().formatHex(hash));
        assertThat(job.getString("result.href")).isEqualTo(result(large));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bytes=0-9   | 0  | 9
                    bytes=0-0   | 0  | 0
                    bytes=20-   | 20 | 25
                    bytes=20-99 | 20 | 25
                    bytes=25-25 | 25 | 25
                    bytes=-4    | 22 | 25
                    bytes=-99   | 0  | 25
                    bytes=0-    | 0  | 25
                    BYTES=0-9   | 0  | 9
                    bytes=0-9, 99- | 0  | 9
                    bytes=0-9,456574- | 0 | 9
                    bytes=99999999999999999999-, 2-3 | 2 | 3
                    bytes=3-99999999999999999999 | 3 | 25
                    bytes=-99999999999999999999 | 0 | 25
                    bytes=0000000000000000000003-4 | 3 | 4
                    """)
    void servesASingleRange(String range, int from, int to) {
        Response answer = client.request().header("Range", range).get(result(small));

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.asString()).isEqualTo(SMALL_DIGITS.substring(from, to + 1));
        assertThat(answer.header("Content-Range")).isEqualTo("bytes " + from + "-" + to + "/26");
        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(to + 1 - from));
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(answer.header("ETag"))
                .isEqualTo(client.request().get(result(small)).header("ETag"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 262_130, 262_143, 262_144, 270_001, 524_280})
    void servesRangesOfLargeResults(int from) {
        int to = from + 30;
        String range = "bytes=" + from + "-" + to;
        String hex = largeValue.toString(16);

        assertThat(client.request().header("Range", range).get(result(large)).asString())
                .isEqualTo(largeDigits.substring(from, to + 1));
        assertThat(client.request()
                        .header("Range", range)
                        .get(result(large) + "?radix=16")
                        .asString())
                .isEqualTo(hex.substring(from, to + 1));
        assertThat(accepting("application/json")
                        .header("Range", range)
                        .get(result(large))
                        .asString())
                .isEqualTo(("{\"value\":\"" + largeDigits).substring(from, to + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 262_130, 262_144})
    void servesRangesOfTheBinaryForm(int from) {
        byte[] bytes = accepting("application/octet-stream")
                .header("Range", "bytes=" + from + "-" + (from + 30))
                .get(result(large))
                .asByteArray();

        assertThat(bytes).isEqualTo(Arrays.copyOfRange(magnitude(largeValue), from, from + 31));
    }

    @Test
    void servesSeveralRanges() {
        Response answer = client.request().header("Range", "bytes=0-1, 5-6, -3").get(result(small));

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.header("Content-Type")).startsWith("multipart/byteranges; boundary=");
        assertThat(answer.header("Content-Range")).isNull();
        assertThat(answer.asString().lines().filter(line -> !line.isBlank() && !line.startsWith("--")))
                .containsExactly(
                        "Content-Type: text/plain;charset=UTF-8",
                        "Content-Range: bytes 0-1/26",
                        "15",
                        "Content-Type: text/plain;charset=UTF-8",
                        "Content-Range: bytes 5-6/26",
                        "21",
                        "Content-Type: text/plain;charset=UTF-8",
                        "Content-Range: bytes 23-25/26",
                        "000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=26-",
                "bytes=26-30, 40-50",
                "bytes=-0",
                "bytes=99999999999999999999-",
                "bytes=5-4",
                "bytes=five"
            })
    void loadsNothingFromOtherSites(String range) {
        client.request()
                .header("Range", range)
                .get(result(small))
                .then()
                .statusCode(416)
                .header("Content-Range", "bytes */26")
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/range-not-satisfiable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=", "bytes=,", "lines=0-1", "bytes", "bytes=0-20, 10-25", "bytes=0-, 0-"})
    void servesTheWholeForMeaninglessRanges(String range) {
        Response answer = client.request().header("Range", range).get(result(small));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo(SMALL_DIGITS);
        assertThat(answer.header("Content-Range")).isNull();
    }

    @Test
    void servesARangeOnlyIfTheTagMatches() {
        String tag = eTag(client.request().get(result(small)));

        assertThat(ifRange(tag).statusCode()).isEqualTo(206);
        for (String other : new String[] {"\"other\"", "W/" + tag, "Wed, 21 Oct 2026 07:28:00 GMT", "nonsense"}) {
            assertThat(ifRange(other).statusCode()).as(other).isEqualTo(200);
            assertThat(ifRange(other).asString()).isEqualTo(SMALL_DIGITS);
        }
    }

    @Test
    void isCutIfItHasNotChangedSinceTheDateOfTheLastModification() {
        String date = client.request().get(result(small)).header("Last-Modified");

        assertThat(ifRange(date).statusCode()).isEqualTo(206);
    }

    @Test
    void isSentOnlyUnderTheConditionsOfTheRequest() {
        String tag = eTag(client.request().get(result(small)));

        assertThat(statusWith("If-Match", tag)).isEqualTo(200);
        assertThat(statusWith("If-Match", "*")).isEqualTo(200);
        assertThat(statusWith("If-Match", "\"other\"")).isEqualTo(412);
        assertThat(statusWith("If-None-Match", "*")).isEqualTo(304);
        assertThat(statusWith("If-Modified-Since", "Wed, 21 Oct 2099 07:28:00 GMT"))
                .isEqualTo(304);
        assertThat(statusWith("If-Modified-Since", "Wed, 21 Oct 2020 07:28:00 GMT"))
                .isEqualTo(200);
        assertThat(statusWith("If-Unmodified-Since", "Wed, 21 Oct 2020 07:28:00 GMT"))
                .isEqualTo(412);
        client.request()
                .header("If-None-Match", tag)
                .header("Range", "bytes=0-1")
                .get(result(small))
                .then()
                .statusCode(304)
                .header("ETag", tag);
    }

    private int statusWith(String header, String value) {
        return client.request().header(header, value).get(result(small)).statusCode();
    }

    @Test
    void answers304ForAMatchingTag() {
        String tag = eTag(client.request().get(result(large)));

        for (String known : new String[] {tag, "W/" + tag, "\"other\", " + tag}) {
            Response answer = client.request().header("If-None-Match", known).get(result(large));
            assertThat(answer.statusCode()).as(known).isEqualTo(304);
            assertThat(answer.asByteArray()).isEmpty();
            assertThat(answer.header("ETag")).isEqualTo(tag);
        }
        assertThat(client.request()
                        .header("If-None-Match", "\"other\"")
                        .get(result(large))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/octet-stream", "application/json"})
    void sendsTheSameHeadersWithoutTheBody(String type) {
        Response head = accepting(type).header("Range", "bytes=0-1").head(result(large));
        Response get = accepting(type).get(result(large));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.asByteArray()).isEmpty();
        for (String name :
                new String[] {"Content-Length", "Content-Type", "ETag", "Accept-Ranges", "Vary", "Cache-Control"}) {
            assertThat(head.header(name)).as(name).isNotNull().isEqualTo(get.header(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json"})
    void compressesForClientsThatAcceptIt(String type) throws IOException {
        Response plain = accepting(type).get(result(large));
        Response zipped = accepting(type).header("Accept-Encoding", "gzip").get(result(large));

        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.header("Content-Length")).isNull();
        assertThat(varies(zipped)).contains("accept").contains("accept-encoding");
        assertThat(zipped.asByteArray().length).isLessThan(plain.asByteArray().length / 2 + 10_000);
        assertThat(Arrays.equals(unzipped(zipped), plain.asByteArray())).isTrue();
        // Not the same bytes, so not the same strong tag.
        assertThat(zipped.header("ETag")).isEqualTo("W/" + plain.header("ETag"));
        assertThat(accepting(type)
                        .header("Accept-Encoding", "gzip")
                        .header("If-None-Match", zipped.header("ETag"))
                        .get(result(large))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void sendsNoLengthOfACompressedResponse() {
        Response head = client.request().header("Accept-Encoding", "gzip").head(result(large));

        assertThat(head.header("Content-Length")).isNull();
        assertThat(head.header("ETag")).startsWith("W/");
    }

    @Test
    void doesNotCompressRanges() {
        Response range = client.request()
                .header("Accept-Encoding", "gzip")
                .header("Range", "bytes=0-99999")
                .get(result(large));

        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.header("Content-Encoding")).isNull();
        assertThat(range.header("ETag")).startsWith("\"");
        assertThat(range.asString().equals(largeDigits.substring(0, 100_000))).isTrue();
        assertThat(client.request()
                        .header("Accept-Encoding", "gzip")
                        .header("Range", "bytes=0-9999,20000-29999")
                        .get(result(large))
                        .header("Content-Encoding"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    */*                                               | text/plain;charset=UTF-8
                    text/*                                            | text/plain;charset=UTF-8
                    application/json                                  | application/json
                    application/*                                     | application/octet-stream
                    application/json;q=0.5, text/plain;q=0.4          | application/json
                    text/plain;q=0.4, application/json;q=0.5          | application/json
                    text/plain;q=0.1, application/octet-stream        | application/octet-stream
                    image/png, */*;q=0.1                              | text/plain;charset=UTF-8
                    */*, text/plain;q=0                               | application/octet-stream
                    */*, text/*;q=0, application/octet-stream;q=0     | application/json
                    application/json, */*;q=0                         | application/json
                    TEXT/PLAIN                                        | text/plain;charset=UTF-8
                    """)
    void servesThePreferredForm(String accept, String type) {
        assertThat(accepting(accept).get(result(small)).header("Content-Type")).isEqualTo(type);
    }

    private Response ifRange(String tag) {
        return client.request()
                .header("Range", "bytes=0-3")
                .header("If-Range", tag)
                .get(result(small));
    }

    private RequestSpecification accepting(String accept) {
        return client.request().header("Accept", accept);
    }

    private static String result(String id) {
        return "/v1/jobs/" + id + "/result";
    }

    private static String eTag(Response answer) {
        return answer.header("ETag");
    }

    private static String varies(Response answer) {
        return String.join(",", answer.headers().getValues("Vary")).toLowerCase(Locale.ROOT);
    }

    private static byte[] unzipped(Response answer) throws IOException {
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(answer.asByteArray()))) {
            return stream.readAllBytes();
        }
    }

    private static byte[] magnitude(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
