package dev.interleave.tracing;

import static dev.interleave.tracing.Collector.attribute;
import static dev.interleave.tracing.Collector.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.webhook.Received;
import dev.interleave.webhook.Receiver;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A trace from the request through the job to its deliveries, as a collector and the log show it.
@ExtendWith(OutputCaptureExtension.class)
class TracingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";

    private static Collector collector;
    private static TracedService service;
    private Receiver receiver;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        collector = new Collector();
        String[] traced = TracedService.traced(collector);
        service = TracedService.start(
                data,
                traced[0],
                traced[1],
                traced[2],
                "--logging.structured.format.console=ecs",
                "--logging.level.dev.interleave.execution.completion.CompletionWriter=debug",
                "--logging.level.dev.interleave.webhook.delivery.DeliveryWorker=debug");
    }

    @AfterAll
    static void stop() {
        service.close();
        collector.close();
    }

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void oneTraceLeadsFromTheRequestToTheDeliveries(CapturedOutput output) throws Exception {
        JsonNode job = submit("00-" + TRACE + "-" + CALLER + "-01");
        List<Received> received = receiver.await(2);

        Span request = collector.await(TRACE, span -> span.getKind() == SpanKind.SPAN_KIND_SERVER);
        Span run = collector.await(TRACE, span -> span.getName().equals("job factorial"));
        List<Span> deliveries = collector.await(TRACE, TracingTest::isDelivery, 2);

        assertThat(hex(request.getParentSpanId())).isEqualTo(CALLER);
        assertThat(run.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(deliveries).allMatch(span -> span.getParentSpanId().equals(run.getSpanId()));
        assertThat(deliveries.stream().map(Span::getName))
                .containsExactlyInAnyOrder("deliver job.started", "deliver job.succeeded");
        assertThat(received.stream().map(sent -> sent.header("traceparent")))
                .containsExactlyInAnyOrderElementsOf(deliveries.stream()
                        .map(span -> "00-" + TRACE + "-" + hex(span.getSpanId()) + "-01")
                        .toList());
        String id = job.path("id").asString();
        assertThat(attribute(run, "interleave.job.id")).isEqualTo(id);
        assertThat(attribute(run, "interleave.job.computation")).isEqualTo("factorial");
        assertThat(attribute(run, "interleave.job.state")).isEqualTo("succeeded");
        assertThat(attribute(run, "interleave.job.rounds")).isEqualTo(rounds(received));
        assertThat(run.getEndTimeUnixNano()).isGreaterThanOrEqualTo(run.getStartTimeUnixNano());
        assertThat(deliveries)
                .allMatch(span -> attribute(span, "interleave.job.id").equals(id))
                .allMatch(span -> attribute(span, "http.response.status_code").equals("204"))
                .allMatch(span -> span.getStatus().getCode() == StatusCode.STATUS_CODE_UNSET);
        assertThat(logged(output, "Job " + id + " has ended"))
                .contains("\"jobId\":\"" + id + "\"")
                .contains("\"traceId\":\"" + TRACE + "\"")
                .contains("\"spanId\":\"" + hex(run.getSpanId()) + "\"");
        assertThat(logged(output, "of job.succeeded to 127.0.0.1: delivered"))
                .contains("\"jobId\":\"" + id + "\"")
                .contains("\"traceId\":\"" + TRACE + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00-nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01"})
    void withoutAProperTraceparentATraceBeginsHere(String header) throws Exception {
        submit(header);

        String told = receiver.await(2).getFirst().header("traceparent");
        String trace = told.substring(3, 35);
        Span request = collector.await(trace, span -> span.getKind() == SpanKind.SPAN_KIND_SERVER);
        Span run = collector.await(trace, span -> span.getName().equals("job factorial"));
        collector.await(trace, TracingTest::isDelivery, 2);
        assertThat(request.getParentSpanId().isEmpty()).isTrue();
        assertThat(run.getParentSpanId()).isEqualTo(request.getSpanId());
    }

    @Test
    void whatTheCallerDoesNotRecordIsNotRecordedHere() throws Exception {
        String trace = "11111111111111111111111111111111";
        submit("00-" + trace + "-" + CALLER + "-00");

        assertThat(receiver.await(2).stream().map(sent -> sent.header("traceparent")))
                .allMatch(told -> told.startsWith("00-" + trace) && told.endsWith("-00"));
        String later = "22222222222222222222222222222222";
        submit("00-" + later + "-" + CALLER + "-01");
        collector.await(later, TracingTest::isDelivery, 2);
        assertThat(collector.of(trace)).isEmpty();
    }

    @Test
    void aTraceOutlivesTheProcess(@TempDir Path data) throws Exception {
        String trace = "33333333333333333333333333333333";
        String id;
        try (TracedService first = TracedService.start(data, TracedService.traced(collector))) {
            String endless = "{\"n\":1000000,\"algorithm\":\"iterative\",\"callbacks\":[{\"url\":\"" + receiver.url()
                    + "\",\"events\":[\"job.cancelled\"]}]}";
            JsonNode job = first.post("/v1/jobs", endless, "traceparent", "00-" + trace + "-" + CALLER + "-01");
            id = job.path("id").asString();
        }

        try (TracedService second = TracedService.start(data, TracedService.traced(collector))) {
            second.post("/v1/jobs/" + id + "/cancel", "");
            receiver.await(1);

            Span request = collector.await(trace, span -> span.getKind() == SpanKind.SPAN_KIND_SERVER);
            Span run = collector.await(trace, span -> span.getName().equals("job factorial"));
            Span delivery = collector.await(trace, TracingTest::isDelivery);
            assertThat(run.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(attribute(run, "interleave.job.state")).isEqualTo("cancelled");
            assertThat(delivery.getParentSpanId()).isEqualTo(run.getSpanId());
        }
    }

    private JsonNode submit(String traceparent) throws Exception {
        String body = "{\"n\":12,\"algorithm\":\"iterative\",\"callbacks\":[{\"url\":\"" + receiver.url()
                + "\",\"events\":[\"job.started\",\"job.succeeded\"]}]}";
        return traceparent.isEmpty()
                ? service.post("/v1/jobs", body)
                : service.post("/v1/jobs", body, "traceparent", traceparent);
    }

    private static String rounds(List<Received> received) {
        return received.stream()
                .filter(sent -> sent.type().equals("job.succeeded"))
                .map(sent -> sent.json().path("data").path("rounds"))
                .map(JsonNode::asString)
                .collect(Collectors.joining());
    }

    private static boolean isDelivery(Span span) {
        return span.getKind() == SpanKind.SPAN_KIND_CLIENT && span.getName().startsWith("deliver ");
    }

    /// The line of the log with a text, which is JSON; without blanks.
    private static String logged(CapturedOutput output, String text) {
        return Awaitility.await()
                .until(
                        () -> output.getOut()
                                .lines()
                                .filter(line -> line.contains(text))
                                .map(line -> JsonMapper.shared().readTree(line).toString())
                                .collect(Collectors.joining()),
                        found -> !found.isEmpty());
    }
}
