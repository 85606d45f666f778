package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApiTest
class ProgramsApiTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// Runs until it is cancelled, and yields a list.
    private static final String ENDLESS = """
            def main():
                print('started')
                i = 0
                while True:
                    i += 1
                    yield [i, 'step']
            """;

    private final Client client;

    @Autowired
    ProgramsApiTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @BeforeEach
    void stopOthers() {
        client.cancelAll();
    }

    @Test
    void exportsOutcomesAndInstructions() {
        run(
                "def main():\n    total = 0\n    for i in range(100000):\n        total += i\n    return total\n",
                Map.of());
        run("def main():\n    return 1 // 0\n", Map.of());
        run("def main():\n    return main()\n", Map.of());

        String metrics = client.request().get("/actuator/prometheus").asString();

        assertThat(metrics)
                .contains(
                        "interleave_programs_ended_total{outcome=\"succeeded\"}",
                        "interleave_programs_ended_total{outcome=\"program-failed\"}",
                        "interleave_programs_ended_total{outcome=\"recursion\"}",
                        "interleave_memory_budget_limit_bytes");
        assertThat(value(metrics, "interleave_programs_instructions_total")).isGreaterThan(300_000);
    }

    private static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    @Test
    void countsEachYieldAsAStep() {
        JsonNode job = run("""
                def main(n):
                    product = 1
                    while n > 1:
                        product *= n
                        n -= 1
                        yield product
                    return product
                """, Map.of("n", 20));

        assertThat(job.path("state").asString()).isEqualTo("succeeded");
        assertThat(job.path("computation").asString()).isEqualTo("program");
        assertThat(job.at("/input/n").asInt()).isEqualTo(20);
        assertThat(job.path("algorithm").isNull()).isTrue();
        assertThat(job.at("/progress/steps").asInt()).isEqualTo(19);
        assertThat(job.at("/result/value").asString()).isEqualTo("2432902008176640000");
        assertThat(job.at("/result/digits").asInt()).isEqualTo(19);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-5                              | integer | \"-5\"",
                "None                            | json    | null",
                "True                            | json    | true",
                "2.5                             | json    | 2.5",
                "float('inf')                    | json    | \"Infinity\"",
                "'é'                             | text    | \"é\"",
                "[1, (2, 3), {'a': None}]        | json    | [1,[2,3],{\"a\":null}]",
                "{1: 'x', True: 'y', 2.5: {7}}   | json    | {\"1\":\"y\",\"2.5\":[7]}",
                "2 ** 70                         | integer | \"1180591620717411303424\"",
                "[2 ** 70]                       | json    | [1180591620717411303424]"
            })
    void returnsValuesOfAnyKind(String expression, String kind, String value) {
        JsonNode job = run("def main():\n    return " + expression + "\n", Map.of());

        assertThat(job.at("/result/kind").asString()).isEqualTo(kind);
        assertThat(job.at("/result/value").toString()).isEqualTo(value);
    }

    @Nested
    class Results {

        @Test
        void servesJsonAsItself() {
            String result = resultOf("[1, 2 ** 60, {'a': -2 ** 60}]");

            client.request()
                    .get(result)
                    .then()
                    .statusCode(200)
                    .contentType("application/json")
                    .body(equalTo("[1,1152921504606846976,{\"a\":-1152921504606846976}]"));
            client.request()
                    .accept("application/json;integers=string")
                    .get(result)
                    .then()
                    .statusCode(200)
                    .header("Content-Type", "application/json;integers=string")
                    .body(equalTo("[1,\"1152921504606846976\",{\"a\":\"-1152921504606846976\"}]"));
            client.request().accept("text/plain").get(result).then().statusCode(406);
            client.request()
                    .get(result + "?radix=16")
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("/problems/invalid-parameter"));
        }

        @Test
        void servesTextAsTextAndAsJson() {
            String result = resultOf("'tab\\t\"é\"'");

            client.request()
                    .get(result)
                    .then()
                    .contentType("text/plain;charset=UTF-8")
                    .body(equalTo("tab\t\"é\""));
            client.request().accept("application/json").get(result).then().body(equalTo("\"tab\\t\\\"é\\\"\""));
        }

        @Test
        void servesOctets() {
            String result = resultOf("bytes([0, 255, 10])");

            byte[] octets = client.request().get(result).asByteArray();

            assertThat(octets).containsExactly(0, 255, 10);
            client.request().accept("text/plain").get(result).then().statusCode(406);
        }

        @Test
        void servesNegativeIntegers() {
            String result = resultOf("-(16 ** 2000)");

            assertThat(client.request().get(result).asString())
                    .isEqualTo(java.math.BigInteger.TWO.pow(8_000).negate().toString());
            assertThat(client.request().get(result + "?radix=16").asString()).isEqualTo("-1" + "0".repeat(2_000));
            client.request()
                    .accept("application/octet-stream")
                    .get(result)
                    .then()
                    .statusCode(406);
        }

        @Test
        void servesLongIntegersInAllForms() {
            String result = resultOf("16 ** 20_000");

            assertThat(client.request().get(result + "?radix=16").asString()).isEqualTo("1" + "0".repeat(20_000));
            assertThat(client.request()
                            .accept("application/octet-stream")
                            .get(result)
                            .asByteArray())
                    .hasSize(10_001);
        }

        private String resultOf(String expression) {
            return run("def main():\n    return " + expression + "\n", Map.of())
                    .at("/result/href")
                    .asString();
        }
    }

    @Nested
    class Scripts {

        @Test
        void haveTheirOutputAsResult() {
            JsonNode job = run("for i in range(3):\n    print('line', i)\n", Map.of());

            assertThat(job.at("/result/value").asString()).isEqualTo("line 0\nline 1\nline 2\n");
            client.request()
                    .get("/v1/jobs/" + job.path("id").asString() + "/output")
                    .then()
                    .statusCode(200)
                    .contentType("text/plain;charset=UTF-8")
                    .body(equalTo("line 0\nline 1\nline 2\n"));
        }

        @Test
        void areNotRunTwiceWhenTheyCallMainThemselves() {
            JsonNode job = run("""
                    def main():
                        print('once')
                        return 1

                    if __name__ == '__main__':
                        main()
                    """, Map.of());

            assertThat(client.request()
                            .get("/v1/jobs/" + job.path("id").asString() + "/output")
                            .asString())
                    .isEqualTo("once\n");
        }
    }

    @Nested
    class Failures {

        @Test
        void tellExceptionLineAndTraceback() {
            JsonNode job = run("""
                    def divide(a, b):
                        return a / b

                    def main(n):
                        print('before')
                        yield 1
                        return divide(n, 0)
                    """, Map.of("n", 7));

            assertThat(job.path("state").asString()).isEqualTo("failed");
            JsonNode problem = job.path("problem");
            assertThat(problem.path("type").asString()).isEqualTo("/problems/program-failed");
            assertThat(problem.path("exception").asString()).isEqualTo("ZeroDivisionError");
            assertThat(problem.path("message").asString()).isEqualTo("division by zero");
            assertThat(problem.path("line").asInt()).isEqualTo(2);
            assertThat(problem.path("traceback").asString())
                    .contains("File \"program\", line 7, in main", "File \"program\", line 2, in divide")
                    .endsWith("ZeroDivisionError: division by zero\n");
            assertThat(client.request()
                            .get("/v1/jobs/" + job.path("id").asString() + "/output")
                            .asString())
                    .isEqualTo("before\n");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "return main()                                  | recursion",
                    "return [0] * 10 ** 9                           | out-of-memory-budget",
                    "raise SystemExit(1)                            | program-failed",
                    "a = []; a.append(a); return a                  | program-failed",
                    "return lambda: 1                               | program-failed",
                    "return '\\0' * 10 ** 8                         | out-of-memory-budget"
                })
        void haveTypesOfTheirOwn(String body, String type) {
            JsonNode job = run("def main():\n    " + body + "\n", Map.of());

            assertThat(job.at("/problem/type").asString()).isEqualTo("/problems/" + type);
        }

        @Test
        void fitIntoTheStoreWhateverTheMessage() {
            JsonNode job = run("def main():\n    raise ValueError('a\\0b' * 10_000)\n", Map.of());

            assertThat(job.at("/problem/message").asString())
                    .startsWith("a\uFFFDb")
                    .hasSizeLessThan(600);
        }

        @Test
        void timeOut() {
            String body = JSON.writeValueAsString(Map.of("program", "while True:\n    pass\n", "timeout", "PT0.2S"));
            JsonNode job = JSON.readTree(client.json(body)
                    .header("Prefer", "wait=20")
                    .post("/v1/jobs")
                    .asString());

            assertThat(job.at("/problem/type").asString()).isEqualTo("/problems/timed-out");
        }
    }

    @Nested
    class InvalidRequests {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "def main(:                | 1 | 9",
                    "import os                 | 1 | 8",
                    "x = 1;y = (               | 1 | 11",
                    "async def f(): pass       | 1 | 1"
                })
        void tellLineAndColumnOfTheFirstMistake(String program, int line, int column) {
            Response answer = submit(program, Map.of());

            answer.then()
                    .statusCode(422)
                    .body("type", equalTo("/problems/invalid-program"))
                    .body("errors[0].pointer", equalTo("/program"))
                    .body("errors[0].line", equalTo(line))
                    .body("errors[0].column", equalTo(column));
        }

        @Test
        void compareInputWithTheParametersOfMain() {
            submit("def main(a, *, b=1): pass\n", Map.of("c", 1))
                    .then()
                    .statusCode(422)
                    .body("type", equalTo("/problems/invalid-input"))
                    .body("errors.pointer", equalTo(List.of("/input/a", "/input/c")));
            submit("print(1)\n", Map.of("c", 1)).then().statusCode(422).body("errors[0].pointer", equalTo("/input"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"program\": 5}",
                    "{\"program\": null}",
                    "{\"program\": \"pass\", \"input\": []}",
                    "{\"program\": \"pass\", \"computation\": \"factorial\"}",
                    "{\"computation\": \"unknown\"}",
                    "{\"computation\": \"unknown@2\", \"input\": {}}",
                    "{\"program\": \"def main(a): pass\", \"input\": {\"a\": 1e999}}"
                })
        void areRejected(String body) {
            client.post(body).then().statusCode(422).body("type", equalTo("/problems/invalid-input"));
        }

        @Test
        void rejectMembersOfOtherComputations() {
            client.post("{\"program\": \"pass\", \"n\": 5}")
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("/problems/malformed-request"));
        }

        @Test
        void nameTheJobOfABatch() {
            client.json("{\"jobs\": [{\"n\": 3}, {\"program\": \"1 +\"}]}")
                    .post("/v1/jobs/batch")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/jobs/1/program"))
                    .body("errors[0].line", equalTo(1));
        }
    }

    @Nested
    class RunningPrograms {

        @Test
        void tellTheirPartialResultOutputAndLine() {
            String id = id(submit(ENDLESS, Map.of()));
            client.awaitUntil(id, job -> job.getLong("progress.steps") > 10);

            client.request()
                    .get("/v1/jobs/" + id + "/partial")
                    .then()
                    .body("kind", equalTo("json"))
                    .body("value[1]", equalTo("step"));
            client.request().get("/v1/jobs/" + id + "/output").then().body(equalTo("started\n"));
            client.request()
                    .get("/v1/jobs/" + id + "/source")
                    .then()
                    .header("Interleave-Line", matchesPattern("[56]"))
                    .body(equalTo(ENDLESS));
            assertThat(client.cancel(id).getString("state")).isEqualTo("cancelled");
            client.request().get("/v1/jobs/" + id + "/output").then().body(equalTo("started\n"));
        }

        @Test
        void continueWhereTheyWerePaused() {
            String id = id(submit("""
                    def main(n):
                        total = 0
                        for i in range(n):
                            total += i
                            if i % 100_000 == 0:
                                print(i)
                            yield total
                        return total
                    """, Map.of("n", 1_000_000)));
            client.awaitUntil(id, job -> job.getLong("progress.steps") > 10);

            client.request().post("/v1/jobs/" + id + "/pause").then().statusCode(200);

            long steps = client.get(id).getLong("progress.steps");
            client.request()
                    .get("/v1/jobs/" + id + "/partial")
                    .then()
                    .body("value", equalTo(String.valueOf(steps * (steps - 1) / 2)));
            client.request().get("/v1/jobs/" + id + "/output").then().body(startsWith("0\n"));
            client.request().post("/v1/jobs/" + id + "/resume").then().statusCode(200);
            assertThat(client.await(id).getLong("progress.steps")).isEqualTo(1_000_000);
            assertThat(client.get(id).getString("result.value")).isEqualTo("499999500000");
            client.request()
                    .get("/v1/jobs/" + id + "/output")
                    .then()
                    .body(equalTo("0\n100000\n200000\n300000\n400000\n500000\n600000\n700000\n800000\n900000\n"));
        }

        @Test
        void takeLongInputs() {
            String text = "é".repeat(100_000);
            JsonNode job = run("def main(text): return len(text)", Map.of("text", text));

            assertThat(job.at("/result/value").asString()).isEqualTo("100000");
            assertThat(job.path("input").isNull()).isTrue();
            assertThat(JSON.readTree(client.request()
                                    .get(job.at("/program/inputHref").asString())
                                    .asString())
                            .path("text")
                            .asString())
                    .isEqualTo(text);
        }

        @Test
        void sendTheirOutputAsEvents() throws Exception {
            String id = id(submit("print('one')\nfor i in range(100_000):\n    pass\nprint('two')\n", Map.of()));

            String stream = client.request().get("/v1/jobs/" + id + "/events").asString();

            List<String> pieces = new ArrayList<>();
            String[] lines = stream.split("\n", -1);
            for (int i = 0; i < lines.length - 1; i++) {
                if (lines[i].equals("event: output")) {
                    pieces.add(JSON.readTree(lines[i + 1].substring("data: ".length()))
                            .path("text")
                            .asString());
                }
            }
            assertThat(String.join("", pieces)).isEqualTo("one\ntwo\n");
        }
    }

    @Nested
    class NamedPrograms {

        private final String name = "p" + UUID.randomUUID().toString().substring(0, 8);

        @Test
        void haveAVersionForEachSource() {
            keep("def main(n: int, m=2): return n * m\n")
                    .then()
                    .statusCode(201)
                    .header("Location", equalTo("/v1/programs/" + name + "@1"))
                    .body("version", equalTo(1))
                    .body("parameters.name", equalTo(List.of("n", "m")))
                    .body("parameters[0].annotation", equalTo("int"))
                    .body("parameters.required", equalTo(List.of(true, false)));
            keep("def main(n: int, m=2): return n * m\n").then().statusCode(200).body("version", equalTo(1));
            keep("def main(n): return -n\n").then().statusCode(201).body("version", equalTo(2));

            assertThat(value("{\"computation\": \"" + name + "\", \"input\": {\"n\": 5}}"))
                    .isEqualTo("-5");
            assertThat(value("{\"computation\": \"" + name + "@1\", \"input\": {\"n\": 5}}"))
                    .isEqualTo("10");
            client.request().get("/v1/programs").then().body("programs.reference", hasItem(name + "@2"));
            client.request().get("/v1/jobs?computation=" + name).then().body("jobs", hasSize(2));
            client.request()
                    .get("/v1/jobs?computation=" + name + "@1")
                    .then()
                    .body("jobs.computation", equalTo(List.of(name + "@1")));
            client.request()
                    .get("/v1/jobs?computation=program&pageSize=1")
                    .then()
                    .statusCode(200);
            client.request().get("/v1/programs/" + name).then().body("version", equalTo(2));
            client.request()
                    .get("/v1/programs/" + name + "@1/source")
                    .then()
                    .body(equalTo("def main(n: int, m=2): return n * m\n"));
            client.request()
                    .get("/v1/computations")
                    .then()
                    .body(
                            "computations.find { it.name == '" + name + "' }.inputSchema.required",
                            equalTo(List.of("n")));
        }

        @Test
        void outliveTheirJobsWhenDeleted() {
            keep("def main():\n    while True: yield 1\n").then().statusCode(201);
            String id = client.submit("{\"computation\": \"" + name + "\"}");

            client.request().delete("/v1/programs/" + name + "@1").then().statusCode(204);

            client.request().delete("/v1/programs/" + name + "@1").then().statusCode(404);
            client.request().get("/v1/programs/" + name).then().statusCode(404);
            client.request().get("/v1/programs").then().body("programs.name", not(hasItem(name)));
            client.post("{\"computation\": \"" + name + "\"}").then().statusCode(422);
            client.request().get("/v1/jobs/" + id + "/source").then().statusCode(200);
            assertThat(client.get(id).getString("computation")).isEqualTo(name + "@1");
            client.cancel(id);
            keep("def main(): return 2\n").then().statusCode(201).body("version", equalTo(2));
        }

        @Test
        void areChecked() {
            keep("def main(:").then().statusCode(422).body("type", equalTo("/problems/invalid-program"));
            client.json("{\"name\": \"No\", \"source\": \"pass\"}")
                    .post("/v1/programs")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/name"));
            client.json("{\"source\": \"def main(a): pass\"}")
                    .post("/v1/programs/check")
                    .then()
                    .statusCode(200)
                    .body("valid", equalTo(true))
                    .body("parameters", hasSize(1))
                    .body("errors", hasSize(0));
            client.json("{\"source\": \"a =\\n\"}")
                    .post("/v1/programs/check")
                    .then()
                    .statusCode(200)
                    .body("valid", equalTo(false))
                    .body("parameters", nullValue())
                    .body("errors[0].line", equalTo(1));
        }

        @AfterEach
        void delete() {
            client.request().delete("/v1/programs/" + name);
        }

        private Response keep(String source) {
            return client.json(JSON.writeValueAsString(Map.of("name", name, "source", source)))
                    .post("/v1/programs");
        }

        private String value(String body) {
            return JSON.readTree(client.json(body)
                            .header("Prefer", "wait=20")
                            .post("/v1/jobs")
                            .asString())
                    .at("/result/value")
                    .asString();
        }
    }

    private Response submit(String program, Map<String, ?> input) {
        return client.post(JSON.writeValueAsString(Map.of("program", program, "input", input)));
    }

    private JsonNode run(String program, Map<String, ?> input) {
        String body = JSON.writeValueAsString(Map.of("program", program, "input", input));
        Response answer = client.json(body).header("Prefer", "wait=20").post("/v1/jobs");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return JSON.readTree(answer.asString());
    }

    private static String id(Response answer) {
        return JSON.readTree(answer.asString()).path("id").asString();
    }
}
