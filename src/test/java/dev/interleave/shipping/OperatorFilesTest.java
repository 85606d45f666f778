package dev.interleave.shipping;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The Grafana dashboard and the alert rules speak of metrics that there are: held against a real scrape.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "management.prometheus.metrics.export.enabled=true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorFilesTest {

    private static final Path DASHBOARD = HelmChart.FOLDER.resolve("dashboards/interleave.json");
    private static final Path ALERTS = HelmChart.FOLDER.resolve("alerts/interleave.yaml");
    private static final Path PLAYED_ALERTS = Path.of("src/test/resources/prometheus/alerts-test.yaml");
    private static final Pattern METRIC = Pattern.compile("\\b(?:interleave|jvm|process|http_server)_[a-z_]+\\b");

    /// Of deliveries; there is none before one was tried.
    private static final String LATER = "interleave_webhook_attempts_seconds_count";

    private final int port;
    private String scrape = "";

    @Autowired
    OperatorFilesTest(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeAll
    void scrape() {
        given().port(port)
                .contentType("application/json")
                .header("Prefer", "wait=30")
                .body("{\"n\":12}")
                .post("/v1/jobs")
                .then()
                .statusCode(200);
        scrape = given().port(port)
                .accept("text/plain")
                .get("/actuator/prometheus")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void everyMetricOfTheDashboardExists() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
        String expressions = dashboard.findValuesAsString("expr").stream().collect(Collectors.joining("\n"));

        assertThat(metrics(expressions)).hasSizeGreaterThan(12);
        assertThat(missing(expressions)).isEmpty();
    }

    @Test
    void everyMetricOfTheAlertsExists() throws IOException {
        String alerts = Files.readString(ALERTS);

        assertThat(metrics(alerts)).hasSizeGreaterThan(6);
        assertThat(missing(alerts)).isEmpty();
    }

    @Test
    void histogramsAreToldInSeconds() {
        for (String name : new String[] {
            "interleave_event_loop_turn_seconds",
            "interleave_event_loop_lag_seconds",
            "interleave_jobs_duration_seconds",
            "interleave_jobs_queue_wait_seconds"
        }) {
            assertThat(scrape).contains("# TYPE " + name + " histogram").contains(name + "_bucket{");
        }
        assertThat(scrape)
                .contains("interleave_jobs_duration_seconds_count{size=\"small\",state=\"succeeded\"}")
                .doesNotContainPattern("interleave[a-z_]*\\{[^}]*(job_id|n=)");
    }

    @Test
    void prometheusUnderstandsTheScrapeAndTheRules() throws Exception {
        Path promtool = promtool();

        // Of what the frameworks name, promtool may find the style wrong: 3. It is 1 when it cannot read it.
        assertThat(run(scrape, promtool.toString(), "check", "metrics")).isNotEqualTo(1);
        assertThat(run("", promtool.toString(), "check", "rules", ALERTS.toString()))
                .isZero();
        assertThat(run("", promtool.toString(), "check", "config", "--syntax-only", "compose/prometheus.yaml"))
                .isZero();
    }

    @Test
    void everyAlertFiresWhenItShouldAndNotOtherwise() throws Exception {
        String played = Files.readString(PLAYED_ALERTS);
        for (String alert : Files.readAllLines(ALERTS)) {
            if (alert.strip().startsWith("- alert: ")) {
                assertThat(played).contains("alertname=\"" + alert.strip().substring(9) + "\"");
            }
        }

        assertThat(run("", promtool().toString(), "test", "rules", PLAYED_ALERTS.toString()))
                .isZero();
    }

    private Set<String> missing(String expressions) {
        Set<String> missing = new TreeSet<>(metrics(expressions));
        missing.removeIf(
                name -> name.equals(LATER) || scrape.contains("\n" + name + "{") || scrape.contains("\n" + name + " "));
        return missing;
    }

    private static Set<String> metrics(String expressions) {
        return METRIC.matcher(expressions).results().map(found -> found.group()).collect(Collectors.toSet());
    }

    private static Path promtool() {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.err.println(
                    "!!! NO PROMTOOL FOUND: the alert rules are NOT checked by it. Install Debian's prometheus.");
        }
        Assumptions.assumeTrue(found.isPresent(), "promtool is missing");
        return found.orElseThrow();
    }

    private static int run(String input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(Path.of("target"), "promtool", ".log")
                        .toFile())
                .start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return process.waitFor();
    }
}
