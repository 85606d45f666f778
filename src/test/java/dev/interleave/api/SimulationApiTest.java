package dev.interleave.api;

import static dev.interleave.api.Client.factorial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The figures of the tutorial's factorials of 12, 8 and 4.
@ApiTest
class SimulationApiTest {

    private final Client client;

    @Autowired
    SimulationApiTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @Test
    void alternatesInterleavedTasks() {
        JsonPath answer = simulate("interleaved", List.of(12, 8, 4));

        assertThat(answer.getString("scheduling")).isEqualTo("interleaved");
        assertThat(answer.getInt("rounds")).isEqualTo(18);
        assertThat(completions(answer)).isEqualTo("""
                2: 4! = 24 after 6 rounds
                1: 8! = 40320 after 14 rounds
                0: 12! = 479001600 after 18 rounds""");
        assertThat(trace(answer)).isEqualTo("""
                1. [0] 12: 132
                2. [1] 8: 56
                3. [2] 4: 12
                4. [0] 12: 1320
                5. [1] 8: 336
                6. [2] 4! = 24
                7. [0] 12: 11880
                8. [1] 8: 1680
                9. [0] 12: 95040
                10. [1] 8: 6720
                11. [0] 12: 665280
                12. [1] 8: 20160
                13. [0] 12: 3991680
                14. [1] 8! = 40320
                15. [0] 12: 19958400
                16. [0] 12: 79833600
                17. [0] 12: 239500800
                18. [0] 12! = 479001600""");
    }

    @Test
    void alternatesPrograms() {
        String body = """
                {"scheduling": "interleaved", "inputs": [
                  {"program": "def main(n):\\n  for i in range(n):\\n    yield [i]\\n  print('done')\\n  return 'end'\\n", "input": {"n": 2}},
                  {"n": 4},
                  {"program": "def main():\\n  yield 1\\n  return 1 / 0\\n"}]}""";

        JsonPath answer = client.json(body)
                .post("/v1/simulations")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getInt("rounds")).isEqualTo(7);
        assertThat(answer.<Object>getList("trace.index")).isEqualTo(List.of(0, 1, 2, 0, 1, 2, 0));
        assertThat(answer.<Object>get("trace[0].partialProduct")).isEqualTo(List.of(0));
        assertThat(answer.<Object>get("trace[1].partialProduct")).isEqualTo("12");
        assertThat(answer.<Object>getList("completions.index")).isEqualTo(List.of(1, 2, 0));
        assertThat(answer.getString("completions[1].error.exception")).isEqualTo("ZeroDivisionError");
        assertThat(answer.getString("completions[2].value")).isEqualTo("end");
        assertThat(answer.getString("completions[2].output")).isEqualTo("done\n");
    }

    @Test
    void boundsTheRoundsOfPrograms() {
        client.json("{\"scheduling\": \"fair\", \"inputs\": [{\"program\": \"while True: pass\"}]}")
                .post("/v1/simulations")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-input"));
        client.json("{\"scheduling\": \"fair\", \"inputs\": [{\"program\": \"while\"}]}")
                .post("/v1/simulations")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-program"))
                .body("errors[0].pointer", equalTo("/inputs/0/program"));
    }

    @Test
    void runsSequentialTasksWithoutInterruption() {
        JsonPath answer = simulate("sequential", List.of(12, 8, 4));

        assertThat(answer.getString("scheduling")).isEqualTo("sequential");
        assertThat(answer.getInt("rounds")).isEqualTo(18);
        assertThat(completions(answer)).isEqualTo("""
                0: 12! = 479001600 after 10 rounds
                1: 8! = 40320 after 16 rounds
                2: 4! = 24 after 18 rounds""");
        assertThat(trace(answer)).isEqualTo("""
                1. [0] 12: 132
                2. [0] 12: 1320
                3. [0] 12: 11880
                4. [0] 12: 95040
                5. [0] 12: 665280
                6. [0] 12: 3991680
                7. [0] 12: 19958400
                8. [0] 12: 79833600
                9. [0] 12: 239500800
                10. [0] 12! = 479001600
                11. [1] 8: 56
                12. [1] 8: 336
                13. [1] 8: 1680
                14. [1] 8: 6720
                15. [1] 8: 20160
                16. [1] 8! = 40320
                17. [2] 4: 12
                18. [2] 4! = 24""");
    }

    /// With a slice per step, three take turns as if interleaved; of five, the first has a second step before
    /// the fifth has its first, because new tasks get three quarters of the time at most.
    @Test
    void alternatesFairTasksBySlices() {
        JsonPath three = simulate("fair", List.of(12, 8, 4));
        JsonPath five = simulate("fair", List.of(6, 6, 6, 6, 6));

        assertThat(three.getString("scheduling")).isEqualTo("fair");
        assertThat(trace(three)).isEqualTo(trace(simulate("interleaved", List.of(12, 8, 4))));
        assertThat(completions(three)).isEqualTo("""
                2: 4! = 24 after 6 rounds
                1: 8! = 40320 after 14 rounds
                0: 12! = 479001600 after 18 rounds""");
        assertThat(five.getList("trace.index", Integer.class).subList(0, 6)).containsExactly(0, 1, 2, 0, 3, 4);
        assertThat(five.getString("completions[4].value")).isEqualTo("720");
    }

    @Test
    void runsTheSmallestTasksInOneTurn() {
        assertThat(trace(simulate("interleaved", List.of(0, 1, 2, 3)))).isEqualTo("""
                1. [0] 0! = 1
                2. [1] 1! = 1
                3. [2] 2! = 2
                4. [3] 3! = 6""");
    }

    @Test
    void answersTheLargestSimulation() {
        JsonPath tenLongOnes = simulate("interleaved", Collections.nCopies(10, 1_000));
        JsonPath hundredShortOnes = simulate("sequential", Collections.nCopies(100, 101));

        assertThat(tenLongOnes.getInt("rounds")).isEqualTo(9_980);
        assertThat(tenLongOnes.getList("trace")).hasSize(9_980);
        assertThat(tenLongOnes.getString("completions[9].value"))
                .isEqualTo(factorial(1_000).toString());
        assertThat(hundredShortOnes.getInt("rounds")).isEqualTo(9_900);
        assertThat(hundredShortOnes.getList("completions")).hasSize(100);
    }

    private JsonPath simulate(String scheduling, List<Integer> numbers) {
        String inputs = numbers.stream().map(n -> "{\"n\":" + n + "}").collect(Collectors.joining(","));
        return client.json("{\"scheduling\":\"" + scheduling + "\",\"inputs\":[" + inputs + "]}")
                .post("/v1/simulations")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .jsonPath();
    }

    private static String completions(JsonPath answer) {
        return answer.<Map<String, Object>>getList("completions").stream()
                .map(end -> "%s: %s! = %s after %s rounds"
                        .formatted(end.get("index"), end.get("n"), end.get("value"), end.get("rounds")))
                .collect(Collectors.joining("\n"));
    }

    private static String trace(JsonPath answer) {
        return answer.<Map<String, Object>>getList("trace").stream()
                .map(SimulationApiTest::turn)
                .collect(Collectors.joining("\n"));
    }

    private static String turn(Map<String, Object> turn) {
        assertThat(turn).hasSize(4);
        return turn.containsKey("value")
                ? "%s. [%s] %s! = %s".formatted(turn.get("round"), turn.get("index"), turn.get("n"), turn.get("value"))
                : "%s. [%s] %s: %s"
                        .formatted(turn.get("round"), turn.get("index"), turn.get("n"), turn.get("partialProduct"));
    }
}
