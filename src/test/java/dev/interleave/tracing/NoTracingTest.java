package dev.interleave.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.webhook.Received;
import dev.interleave.webhook.Receiver;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Without a collector in the configuration, nothing of OpenTelemetry runs, and traces are passed on.
@ExtendWith(OutputCaptureExtension.class)
class NoTracingTest {

    private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void nothingIsTracedUnlessACollectorIsNamed(@TempDir Path data, CapturedOutput output) throws Exception {
        try (TracedService service = TracedService.start(data);
                Receiver receiver = new Receiver()) {
            assertThat(Stream.of(OpenTelemetry.class, Tracer.class, SpanProcessor.class)
                            .flatMap(type -> service.context().getBeanProvider(type).stream()))
                    .isEmpty();
            assertThat(output.getAll().lines().filter(line -> line.contains("WARN") || line.contains("ERROR")))
                    .noneMatch(line -> line.matches("(?i).*(telemetry|otlp|trac|span|export|exclu).*"));
            assertThat(output.getAll()).contains("INFO").doesNotContain("] [                 ");

            assertThat(deliveredFor(service, receiver, CALLER).header("traceparent"))
                    .isEqualTo(CALLER);
            assertThat(deliveredFor(service, receiver, "00-nonsense").headerIfAny("traceparent"))
                    .isNull();
        }
    }

    private static Received deliveredFor(TracedService service, Receiver receiver, String traceparent)
            throws Exception {
        String id = service.post(
                        "/v1/jobs",
                        "{\"n\":12,\"callbacks\":[{\"url\":\"" + receiver.url() + "\"}]}",
                        "traceparent",
                        traceparent)
                .path("id")
                .asString();
        return receiver.await(sent -> sent.body().contains(id));
    }
}
