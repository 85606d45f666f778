package dev.interleave.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class TelemetryRecorderTest {

    private final int port;
    private final TelemetryRecorder recorder;
    private final TelemetryStore store;

    @Autowired
    TelemetryRecorderTest(@LocalServerPort int port, TelemetryRecorder recorder, TelemetryStore store) {
        this.port = port;
        this.recorder = recorder;
        this.store = store;
    }

    @Test
    void whatThisInstanceDidIsKeptAndTold() {
        List<TelemetryPoint> kept = await().until(this::recordOneJob, TelemetryRecorderTest::showTheJob);

        assertThat(kept).allMatch(point -> point.at().getEpochSecond() % 30 == 0);
        JsonPath history = given().port(port)
                .get("/v1/event-loop/history?last=PT5M")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(history.getList("points")).hasSameSizeAs(kept);
        assertThat(history.getDouble("points.finishedPerSecond.sum()")).isPositive();
    }

    private List<TelemetryPoint> recordOneJob() {
        given().port(port)
                .contentType("application/json")
                .header("Prefer", "wait=30")
                .body("{\"n\":500}")
                .post("/v1/jobs")
                .then()
                .statusCode(200);
        recorder.record();
        return store.since(Instant.now().minus(Duration.ofMinutes(5)), TelemetryPoint.SLOT);
    }

    /// Not if the schedule has recorded the same slot a moment before, with what was done until then.
    private static boolean showTheJob(List<TelemetryPoint> kept) {
        return kept.stream().mapToLong(TelemetryPoint::submitted).sum() > 0
                && kept.stream().mapToLong(TelemetryPoint::steps).sum() >= 498;
    }
}
