package dev.interleave.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.InterleaveApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole application on a free port, with settings of the test's own.
///
/// @param context of the application
/// @param http to ask it with
record TracedService(ConfigurableApplicationContext context, HttpClient http) implements AutoCloseable {

    static TracedService start(Path data, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.addAll(
                List.of("--server.port=0", "--interleave.data-dir=" + data, "--interleave.event-loop.warm-up=PT0S"));
        // Another application of this process may have initialized logging, without the settings of this one.
        resetLogging();
        return new TracedService(
                new SpringApplicationBuilder(InterleaveApplication.class).run(arguments.toArray(String[]::new)),
                HttpClient.newHttpClient());
    }

    /// Sends its spans to a collector at once, and samples each trace that begins here.
    static String[] traced(Collector collector) {
        return new String[] {
            "--management.opentelemetry.tracing.export.otlp.endpoint=" + collector.url(),
            "--management.opentelemetry.tracing.export.schedule-delay=20ms",
            "--management.tracing.sampling.probability=1.0"
        };
    }

    JsonNode post(String path, String body, String... headers) throws IOException, InterruptedException {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        HttpResponse<String> answer =
                http.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return JsonMapper.shared().readTree(answer.body());
    }

    /// Spring Boot keeps the format of the log in system properties, which the next application would use.
    private static void resetLogging() {
        LoggingSystem.get(TracedService.class.getClassLoader()).cleanUp();
        for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
            System.clearProperty(property.getEnvironmentVariableName());
        }
    }

    @Override
    public void close() {
        context.close();
        http.shutdownNow();
        resetLogging();
    }
}
