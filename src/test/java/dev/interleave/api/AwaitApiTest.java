package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Programs that wait for jobs and times.
@ApiTest
class AwaitApiTest {

    private final Client client;
    private final JdbcClient jdbc;

    @Autowired
    AwaitApiTest(@LocalServerPort int port, JdbcClient jdbc) {
        client = new Client(port);
        this.jdbc = jdbc;
    }

    @AfterEach
    void stopOthers() {
        client.cancelAll();
    }

    private String submit(String program) {
        return client.request()
                .contentType("application/json")
                .body(Map.of("program", program))
                .post("/v1/jobs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private String result(String program) {
        String id = submit(program);
        JsonPath ended = client.await(id);
        assertThat(ended.getString("state")).as(ended.prettify()).isEqualTo("succeeded");
        return client.request().get("/v1/jobs/" + id + "/result").asString();
    }

    private void awaitState(String id, String state) {
        await().until(() -> client.request().get("/v1/jobs/" + id).path("state"), state::equals);
    }

    @Nested
    class Values {

        @Test
        void isTheResultOfAJob() {
            assertThat(result("def main():\n    return (yield job('factorial', n=20))"))
                    .isEqualTo("2432902008176640000");
        }

        @Test
        void isAListOfTheResults() {
            assertThat(result("""
                            def main():
                                a, b = yield [job('factorial', n=5), job('fibonacci', n=10)]
                                c = yield (job('binomial', n=5, k=2),)
                                return [a, b, c]
                            """)).isEqualTo("[120,55,[10]]");
        }

        @Test
        void hasTheValuesOfPrograms() {
            assertThat(result("""
                            TEXT = "def main(n):\\n    return {'n': n, 'list': [1.5, None, True, 2 ** 70]}"
                            def main():
                                a = yield job(program=TEXT, input={'n': 3})
                                b = yield job(program="print('x')", input={})
                                c = yield job(program="def main(): return -(7 ** 2000)", input={})
                                d = yield job(program="def main(): return b'ab'", input={})
                                return [a, b, c == -(7 ** 2000), d == b'ab']
                            """))
                    .isEqualTo("[{\"n\":3,\"list\":[1.5,null,true,1180591620717411303424]},\"x\\n\",true,true]");
        }

        @Test
        void isNoneAfterATime() {
            Instant start = Instant.now();

            assertThat(result("""
                            def main():
                                a = yield sleep(1.2)
                                b = yield until(0)
                                return [a, b]
                            """)).isEqualTo("[null,null]");

            assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(1_200));
        }

        @Test
        void isThePairOfTheFirst() {
            assertThat(result("""
                            def main():
                                a = yield first(sleep(3600), job('factorial', n=5))
                                b = yield first(job('factorial', n=1000000, algorithm='iterative'), sleep(0.5))
                                c = yield [first(sleep(0.5), sleep(0.1)), job('factorial', n=4)]
                                return [a, b, c]
                            """)).isEqualTo("[[1,120],[1,null],[[1,null],24]]");
        }
    }

    @Nested
    class Failures {

        @Test
        void raisesTheFailureOfAJob() {
            assertThat(result("""
                            def main():
                                try:
                                    yield [sleep(3600), job(program="def main(): return 1 // 0", input={})]
                                except JobError as e:
                                    return [e.state, e.reason, len(e.id), str(e)]
                            """))
                    .startsWith("[\"failed\",\"program-failed\",36,\"The program ended with an exception")
                    .contains("ZeroDivisionError");
        }

        @Test
        void raisesTheCancellationOfAJob() {
            String parent = submit("""
                    def main():
                        try:
                            yield job('factorial', n=1000000, algorithm='iterative')
                        except JobCancelled as e:
                            return e.reason
                    """);
            awaitState(parent, "waiting");
            String child = onlyChild(parent);

            client.request().post("/v1/jobs/" + child + "/cancel").then().statusCode(200);

            client.await(parent);
            client.request().get("/v1/jobs/" + parent + "/result").then().body(equalTo("cancelled"));
        }

        @Test
        void raisesWhatIsWrongWithARequest() {
            assertThat(result("""
                            def main():
                                found = []
                                for wrong in [
                                    job('factorial', n=-1),
                                    job('factorial'),
                                    job('factorial', n=1, labels={'a': 'b'}),
                                    job('nothing', n=1),
                                    job(program='def', input={}),
                                ]:
                                    try:
                                        yield wrong
                                    except ValueError as e:
                                        found.append(str(e))
                                return found
                            """))
                    .contains("job 0: /n must be")
                    .contains("factorial has no input labels, only n")
                    .contains("job 0: /computation must be one of");
        }

        @Test
        void endsTheJobWithoutAHandler() {
            String id = submit("def main():\n    yield job(program='def main(): return 1 // 0', input={})");

            JsonPath ended = client.await(id);

            assertThat(ended.getString("state")).isEqualTo("failed");
            assertThat(ended.getString("problem.detail")).contains("JobError");
        }
    }

    /// So that the memory for them is reserved before they are read.
    @Test
    void storesTheLengthOfTheResultsWithTheEndOfTheWait() {
        String parent = submit("def main():\n    return sum((yield [job('factorial', n=5), job('factorial', n=20)]))");
        client.await(parent);

        String awaited = jdbc.sql("SELECT awaited FROM job WHERE id = ?")
                .param(parent)
                .query(String.class)
                .single();
        assertThat(awaited).contains("\"over\":true").contains("\"resultBytes\":22");
    }

    /// The program starts over, and finds the job that it has submitted before.
    @Test
    void submitsNoJobAgainAfterItsCheckpointWasLost() {
        String parent = submit("""
                def main():
                    a = yield job('factorial', n=5)
                    yield sleep(2)
                    b = yield job('factorial', n=4)
                    return a + b
                """);
        await().until(
                        () -> client.request()
                                .get("/v1/jobs/" + parent)
                                .jsonPath()
                                .getString("awaits.until"),
                        Objects::nonNull);

        jdbc.sql("UPDATE checkpoint_piece SET bytes = ? WHERE job_id = ?")
                .params(new byte[] {1, 2, 3}, parent)
                .update();

        JsonPath ended = client.await(parent);
        assertThat(ended.getString("result.value")).isEqualTo("144");
        assertThat(ended.getInt("progress.steps")).isEqualTo(3);
        client.request().get("/v1/jobs?parent=" + parent).then().body("jobs", hasSize(2));
    }

    @Nested
    class Tree {

        @Test
        void showsWhatAProgramWaitsFor() {
            String parent =
                    submit("def main():\n    yield [job('factorial', n=1000000, algorithm='iterative'), sleep(3600)]");
            awaitState(parent, "waiting");

            client.request()
                    .get("/v1/jobs/" + parent)
                    .then()
                    .body("awaits.jobs", equalTo(1))
                    .body("progress.steps", equalTo(1))
                    .body("parent", nullValue());
            String child = onlyChild(parent);
            client.request().get("/v1/jobs/" + child).then().body("parent", equalTo(parent));
            client.request().get("/v1/jobs?parent=" + child).then().body("jobs", hasSize(0));
        }

        @Test
        void cancelsTheChildrenOfACancelledParent() {
            String program =
                    "def main():\\n    yield [job('factorial', n=1000000, algorithm='iterative'), job('factorial', n=1000000, algorithm='iterative')]";
            String grandparent = submit("def main():\n    yield job(program=\"" + program + "\", input={})");
            awaitState(grandparent, "waiting");
            String parent = onlyChild(grandparent);
            awaitState(parent, "waiting");

            client.request().post("/v1/jobs/" + grandparent + "/cancel").then().statusCode(200);

            awaitState(parent, "cancelled");
            await().until(
                            () -> client.request()
                                    .get("/v1/jobs?parent=" + parent)
                                    .jsonPath()
                                    .getList("jobs.state"),
                            states -> states.size() == 2 && states.stream().allMatch("cancelled"::equals));
        }

        @Test
        void cancelsWhatTheFirstHasOvertaken() {
            String parent = submit(
                    "def main():\n    yield first(sleep(0.1), job('factorial', n=1000000, algorithm='iterative'))\n    yield sleep(3600)");

            awaitState(parent, "waiting");
            awaitState(onlyChild(parent), "cancelled");
            awaitState(parent, "waiting");
        }
    }

    private String onlyChild(String parent) {
        return await().until(
                        () -> client.request()
                                .get("/v1/jobs?parent=" + parent)
                                .jsonPath()
                                .<String>getList("jobs.id"),
                        ids -> ids.size() == 1)
                .getFirst();
    }
}
