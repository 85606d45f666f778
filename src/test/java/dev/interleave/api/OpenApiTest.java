package dev.interleave.api;

import static dev.interleave.api.Client.ENDLESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What the API description says is what happens.
@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

    private static final String UNKNOWN = "0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11";

    private final Client client;
    private final String description;
    private final SwaggerParseResult parsed;
    private final OpenAPI api;
    private final OpenApiInteractionValidator validator;
    private Map<String, String> jobs = Map.of();

    @Autowired
    OpenApiTest(@LocalServerPort int port) {
        client = new Client(port);
        description = client.request().get("/v3/api-docs").asString();
        parsed = new OpenAPIV3Parser().readContents(description);
        api = parsed.getOpenAPI();
        validator = OpenApiInteractionValidator.createForInlineApiSpecification(description)
                .build();
    }

    @BeforeAll
    void submitJobs() {
        client.cancelAll();
        String cancelled = client.submit(ENDLESS);
        client.cancel(cancelled);
        String failed = client.submit("{\"algorithm\":\"iterative\",\"n\":" + ENDLESS + ",\"timeout\":\"PT0.001S\"}");
        client.await(failed);
        String programWithList = client.submit(
                "{\"program\":\"def main(a):\\n  print(a)\\n  yield a\\n  return [a, {}]\\n\",\"input\":{\"a\":[null,1.5,\"x\"]}}");
        client.await(programWithList);
        jobs = Map.of(
                "finished",
                client.finished(25),
                "long",
                client.finished(1_000),
                "running",
                client.submit(ENDLESS),
                "program",
                programWithList,
                "cancelled",
                cancelled,
                "failed",
                failed,
                "schedule",
                client.json("{\"name\":\"a schedule\",\"interval\":\"P1D\",\"job\":{\"n\":5}}")
                        .post("/v1/schedules")
                        .path("id"));
    }

    @AfterAll
    void cancelJobs() {
        client.request().delete("/v1/programs/described");
        client.request()
                .get("/v1/schedules")
                .<List<String>>path("schedules.id")
                .forEach(id -> client.request().delete("/v1/schedules/" + id));
        client.cancelAll();
    }

    @Test
    void isAValidDescription() {
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(description).startsWith("{\"openapi\":\"3.0.");
        assertThat(api.getInfo().getTitle()).isEqualTo("Interleave");
        assertThat(api.getInfo().getContact()).isNotNull();
    }

    @Test
    void describesEachOperation() {
        assertThat(api.getPaths().values().stream()
                        .flatMap(path -> path.readOperations().stream())
                        .filter(operation -> Objects.requireNonNullElse(operation.getDescription(), "")
                                .isBlank())
                        .map(Operation::getOperationId))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        submitJob         | POST   | /v1/jobs              | 200 202 400 401 403 406 409 410 413 415 422 429 503
        submitBatch       | POST   | /v1/jobs/batch        | 202 400 401 403 406 409 410 413 415 422 429 503
        listJobs          | GET    | /v1/jobs              | 200 400 401 403 406 429 503
        getJob            | GET    | /v1/jobs/{id}         | 200 304 400 401 403 404 406 412 429 503
        deleteJob         | DELETE | /v1/jobs/{id}         | 204 400 401 403 404 406 409 412 429 503
        getResult         | GET    | /v1/jobs/{id}/result  | 200 206 304 400 401 403 404 406 409 410 412 416 429 503
        getPartialProduct | GET    | /v1/jobs/{id}/partial | 200 400 401 403 404 406 409 410 429 503
        getJobEvents      | GET    | /v1/jobs/{id}/events  | 200 204 400 401 403 404 406 429 503
        getOutput         | GET    | /v1/jobs/{id}/output  | 200 400 401 403 404 406 429 503
        getSource         | GET    | /v1/jobs/{id}/source  | 200 400 401 403 404 406 429 503
        getInput          | GET    | /v1/jobs/{id}/input   | 200 400 401 403 404 406 429 503
        createProgram     | POST   | /v1/programs          | 200 201 400 401 403 406 413 415 422 429 503
        checkProgram      | POST   | /v1/programs/check    | 200 400 401 403 406 413 415 422 429 503
        listPrograms      | GET    | /v1/programs          | 200 400 401 403 406 429 503
        getProgram        | GET    | /v1/programs/{reference} | 200 400 401 403 404 406 429 503
        getProgramSource  | GET    | /v1/programs/{reference}/source | 200 400 401 403 404 406 429 503
        deleteProgram     | DELETE | /v1/programs/{reference} | 204 400 401 403 404 406 429 503
        cancelJob         | POST   | /v1/jobs/{id}/cancel  | 200 400 401 403 404 406 409 412 429 503
        pauseJob          | POST   | /v1/jobs/{id}/pause   | 200 400 401 403 404 406 409 412 429 503
        resumeJob         | POST   | /v1/jobs/{id}/resume  | 200 400 401 403 404 406 409 412 429 503
        createSchedule    | POST   | /v1/schedules         | 201 400 401 403 406 409 410 413 415 422 429 503
        listSchedules     | GET    | /v1/schedules         | 200 400 401 403 406 429 503
        getSchedule       | GET    | /v1/schedules/{id}    | 200 304 400 401 403 404 406 412 429 503
        changeSchedule    | PATCH  | /v1/schedules/{id}    | 200 400 401 403 404 406 409 412 413 415 422 429 503
        deleteSchedule    | DELETE | /v1/schedules/{id}    | 204 400 401 403 404 406 412 429 503
        pauseSchedule     | POST   | /v1/schedules/{id}/pause | 200 400 401 403 404 406 412 429 503
        resumeSchedule    | POST   | /v1/schedules/{id}/resume | 200 400 401 403 404 406 412 429 503
        runSchedule       | POST   | /v1/schedules/{id}/run | 202 400 401 403 404 406 409 410 412 422 429 503
        retryJob          | POST   | /v1/jobs/{id}/retry   | 202 400 401 403 404 406 409 412 429 503
        amendJob          | PATCH  | /v1/jobs/{id}         | 200 400 401 403 404 406 409 412 413 415 422 429 503
        listInstances     | GET    | /v1/instances         | 200 400 401 403 406 429 503
        simulate          | POST   | /v1/simulations       | 200 400 401 403 406 413 415 422 429 503
        listComputations  | GET    | /v1/computations      | 200 400 401 403 406 429 503
        getEventLoop      | GET    | /v1/event-loop        | 200 400 401 403 406 429 503
        getEventLoopEvents | GET   | /v1/event-loop/events | 200 400 401 403 406 429 503
        getFigures        | GET    | /v1/event-loop/figures | 200 400 401 403 406 429 503
        getTurns          | GET    | /v1/event-loop/turns  | 200 400 401 403 406 429 503
        getHistory        | GET    | /v1/event-loop/history | 200 400 401 403 406 429 503
        openSession       | POST   | /v1/session           | 200 400 401 403 406 413 415 422 429 503
        getSession        | GET    | /v1/session           | 200 400 401 403 406 429 503
        getQuota          | GET    | /v1/quota             | 200 400 401 403 406 429 503
        closeSession      | DELETE | /v1/session           | 204 400 401 403 406 429 503
        createApiKey      | POST   | /v1/api-keys          | 201 400 401 403 406 409 410 413 415 422 429 503
        listApiKeys       | GET    | /v1/api-keys          | 200 400 401 403 406 429 503
        getApiKey         | GET    | /v1/api-keys/{id}     | 200 400 401 403 404 406 429 503
        revokeApiKey      | DELETE | /v1/api-keys/{id}     | 204 400 401 403 404 406 429 503
        """)
    void describesEveryOperationOfTheContract(String id, String method, String path, String statuses) {
        Operation operation = operation(method, path);

        assertThat(operation.getOperationId()).isEqualTo(id);
        assertThat(operation.getSummary()).isNotBlank();
        assertThat(operation.getResponses().keySet()).containsExactlyInAnyOrder(statuses.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POST   | /v1/jobs              | malformed-request invalid-parameter invalid-header not-acceptable idempotency-key-in-use job-gone too-large unsupported-media-type invalid-input idempotency-key-reused queue-full store-unavailable
        POST   | /v1/jobs/batch        | malformed-request invalid-parameter invalid-header not-acceptable idempotency-key-in-use job-gone too-large unsupported-media-type invalid-input idempotency-key-reused queue-full store-unavailable
        GET    | /v1/jobs              | invalid-parameter not-acceptable store-unavailable
        GET    | /v1/jobs/{id}         | invalid-parameter not-found not-acceptable store-unavailable
        DELETE | /v1/jobs/{id}         | invalid-parameter not-found job-not-finished store-unavailable
        GET    | /v1/jobs/{id}/result  | invalid-parameter not-found not-acceptable job-not-finished job-has-no-result result-expired range-not-satisfiable store-unavailable
        GET    | /v1/jobs/{id}/partial | invalid-parameter not-found not-acceptable job-not-finished job-has-no-result result-expired store-unavailable
        POST   | /v1/jobs/{id}/cancel  | invalid-parameter not-found not-acceptable illegal-transition store-unavailable
        POST   | /v1/jobs/{id}/pause   | invalid-parameter not-found not-acceptable illegal-transition store-unavailable
        POST   | /v1/jobs/{id}/resume  | invalid-parameter not-found not-acceptable illegal-transition queue-full store-unavailable
        POST   | /v1/simulations       | malformed-request invalid-parameter not-acceptable too-large unsupported-media-type invalid-input
        """)
    void describesEveryProblemWithAnExample(String method, String path, String slugs) {
        Map<String, Example> examples = operation(method, path).getResponses().values().stream()
                .flatMap(response -> contents(response).values().stream())
                .map(MediaType::getExamples)
                .filter(shown -> shown != null)
                .flatMap(shown -> shown.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(examples.keySet()).contains(slugs.split(" "));
        examples.forEach((slug, example) ->
                assertThat(String.valueOf(example.getValue())).contains("/problems/" + slug));
    }

    @Test
    void givesEveryOperationAnIdAndEveryBodyAnExample() {
        List<Operation> operations = operations().toList();

        assertThat(operations.stream().map(Operation::getOperationId))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(operations.stream()
                        .map(Operation::getRequestBody)
                        .filter(body -> body != null)
                        .flatMap(body -> body.getContent().values().stream()))
                .allMatch(content -> content.getExample() != null || content.getExamples() != null);
    }

    @Test
    void describesEveryHeaderWithASchema() {
        assertThat(operations()
                        .flatMap(operation -> operation.getResponses().values().stream())
                        .map(ApiResponse::getHeaders)
                        .filter(headers -> headers != null)
                        .flatMap(headers -> headers.values().stream())
                        .map(Header::getSchema))
                .isNotEmpty()
                .doesNotContainNull();
    }

    @Test
    void describesTheLimitsOfArrays() {
        assertThat(schema("SubmitBatch", "jobs").getMaxItems()).isEqualTo(1_000);
        assertThat(schema("SubmitBatch", "jobs").getMinItems()).isEqualTo(1);
        assertThat(schema("Simulate", "inputs").getMaxItems()).isEqualTo(100);
        assertThat(schema("Simulate", "inputs").getMinItems()).isEqualTo(1);
    }

    /// @param method of the request
    /// @param path without ids in it
    /// @param status of the answer
    /// @param headers pairs of name and value
    /// @param body of the request, or null
    record Call(
            String method,
            String path,
            int status,
            List<String> headers,
            @Nullable String body) {

        Call with(String name, String value) {
            return new Call(
                    method,
                    path,
                    status,
                    Stream.concat(headers.stream(), Stream.of(name, value)).toList(),
                    body);
        }

        @Override
        public String toString() {
            return method + " " + path + " " + status + " " + headers;
        }
    }

    static Stream<Call> calls() {
        String key = UUID.randomUUID().toString();
        return Stream.of(
                post("/v1/jobs", 202, "{\"n\":12}"),
                post("/v1/jobs", 200, "{\"n\":12,\"labels\":{\"a\":\"b\"},\"timeout\":\"PT5M\"}")
                        .with("Prefer", "wait=30"),
                post("/v1/jobs", 200, "{\"n\":1000,\"algorithm\":\"auto\"}").with("Prefer", "wait=30"),
                post("/v1/jobs", 200, "{\"algorithm\":\"iterative\",\"n\":1000000,\"timeout\":\"PT0.001S\"}")
                        .with("Prefer", "wait=30"),
                post("/v1/jobs", 202, "{\"n\":5}").with("Idempotency-Key", key),
                post("/v1/jobs", 422, "{\"n\":6}").with("Idempotency-Key", key),
                post("/v1/jobs", 422, "{\"n\":\"5\"}"),
                post("/v1/jobs", 400, "{"),
                post("/v1/jobs", 400, "{\"n\":5}").with("Idempotency-Key", "two words"),
                post("/v1/jobs", 406, "{\"n\":5}").with("Accept", "image/png"),
                post("/v1/jobs", 413, " ".repeat(1_000_001)),
                post("/v1/jobs", 415, "{\"n\":5}").with("Content-Encoding", "gzip"),
                post("/v1/jobs/batch", 202, "{\"jobs\":[{\"n\":12},{\"n\":8}]}"),
                post("/v1/jobs/batch", 422, "{\"jobs\":[{\"n\":-1},{}]}"),
                post("/v1/jobs/batch", 400, "[]"),
                get("/v1/jobs", 200),
                get("/v1/jobs?state=succeeded&pageSize=1", 200),
                get("/v1/jobs?label=nobody:knows", 200),
                get("/v1/jobs?pageSize=0", 400),
                get("/v1/jobs", 406).with("Accept", "image/png"),
                get("/v1/jobs/{finished}", 200),
                get("/v1/jobs/{long}", 200),
                get("/v1/jobs/{running}", 200),
                get("/v1/jobs/{cancelled}", 200),
                get("/v1/jobs/{failed}", 200),
                get("/v1/jobs/{running}", 200).with("Prefer", "wait=1"),
                get("/v1/jobs/{unknown}", 404),
                get("/v1/jobs/5", 404),
                get("/v1/jobs/{finished}?x=y", 400),
                get("/v1/jobs/{finished}/result", 200),
                get("/v1/jobs/{finished}/result?radix=16", 200),
                get("/v1/jobs/{finished}/result", 200).with("Accept", "application/json"),
                get("/v1/jobs/{finished}/result", 200).with("Accept", "application/octet-stream"),
                get("/v1/jobs/{finished}/result", 206).with("Range", "bytes=0-3"),
                get("/v1/jobs/{finished}/result", 206)
                        .with("Range", "bytes=0-3")
                        .with("Accept", "application/octet-stream"),
                get("/v1/jobs/{long}/result", 206).with("Range", "bytes=0-3,5-6"),
                get("/v1/jobs/{finished}/result", 416).with("Range", "bytes=26-"),
                get("/v1/jobs/{finished}/result", 406).with("Accept", "image/png"),
                get("/v1/jobs/{finished}/result?radix=2", 400),
                get("/v1/jobs/{running}/result", 409),
                get("/v1/jobs/{failed}/result", 409),
                get("/v1/jobs/{unknown}/result", 404),
                get("/v1/jobs/{finished}/partial", 200),
                get("/v1/jobs/{program}", 200),
                get("/v1/jobs/{program}/partial", 200),
                get("/v1/jobs/{program}/result", 200).with("Accept", "application/json"),
                get("/v1/jobs/{program}/result", 406).with("Accept", "text/plain"),
                get("/v1/jobs/{program}/output", 200),
                get("/v1/jobs/{program}/source", 200),
                get("/v1/jobs/{finished}/source", 404),
                get("/v1/jobs/{program}/input", 200),
                post("/v1/jobs", 202, "{\"program\":\"def main(): return 1 / 0\"}"),
                post("/v1/jobs", 422, "{\"program\":\"def\"}"),
                post("/v1/programs", 201, "{\"name\":\"described\",\"source\":\"pass\"}"),
                post("/v1/programs", 422, "{\"name\":\"described\",\"source\":\"pas s\"}"),
                post("/v1/programs/check", 200, "{\"source\":\"def main(a: int, b=1): pass\"}"),
                post("/v1/programs/check", 200, "{\"source\":\"pas s\"}"),
                get("/v1/programs", 200),
                get("/v1/programs/nothing", 404),
                get("/v1/programs/nothing/source", 404),
                call("DELETE", "/v1/programs/nothing@2", 404),
                post("/v1/schedules", 201, "{\"name\":\"described\",\"cron\":\"@daily\",\"job\":{\"n\":5}}"),
                post("/v1/schedules", 409, "{\"name\":\"described\",\"cron\":\"@daily\",\"job\":{\"n\":5}}"),
                post("/v1/schedules", 422, "{\"name\":\"described\"}"),
                get("/v1/schedules", 200),
                get("/v1/schedules/{schedule}", 200),
                get("/v1/schedules/{unknown}", 404),
                get("/v1/schedules/{schedule}", 412).with("If-Match", "\"x\""),
                call("POST", "/v1/schedules/{schedule}/pause", 200),
                call("POST", "/v1/schedules/{schedule}/resume", 200),
                call("POST", "/v1/schedules/{schedule}/run", 202),
                call("POST", "/v1/schedules/{unknown}/run", 404),
                get("/v1/jobs/{running}/partial", 200),
                get("/v1/jobs/{cancelled}/partial", 409),
                get("/v1/jobs/{unknown}/partial", 404),
                call("POST", "/v1/jobs/{cancelled}/cancel", 200),
                call("POST", "/v1/jobs/{running}/resume", 200),
                call("POST", "/v1/jobs/{finished}/pause", 409),
                call("POST", "/v1/jobs/{finished}/resume", 409),
                call("POST", "/v1/jobs/{finished}/retry", 409),
                call("POST", "/v1/jobs/{unknown}/retry", 404),
                patch("/v1/jobs/{finished}", 200, "{\"priority\":\"low\"}"),
                patch("/v1/jobs/{finished}", 409, "{\"delay\":\"PT1H\"}"),
                patch("/v1/jobs/{unknown}", 404, "{\"priority\":\"low\"}"),
                patch("/v1/jobs/{finished}", 422, "{}"),
                call("POST", "/v1/jobs/{unknown}/pause", 404),
                call("GET", "/v1/instances", 200),
                call("POST", "/v1/jobs/{finished}/cancel", 409),
                call("POST", "/v1/jobs/{unknown}/cancel", 404),
                call("DELETE", "/v1/jobs/{running}", 409),
                call("DELETE", "/v1/jobs/{unknown}", 404),
                post("/v1/simulations", 200, "{\"scheduling\":\"interleaved\",\"inputs\":[{\"n\":12},{\"n\":0}]}"),
                post("/v1/simulations", 422, "{\"scheduling\":\"fair\",\"inputs\":[{\"n\":1001}]}"),
                get("/v1/computations", 200),
                get("/v1/event-loop", 200),
                get("/v1/event-loop/figures", 200),
                get("/v1/event-loop/turns", 200),
                get("/v1/event-loop/history", 200),
                get("/v1/event-loop/history?last=PT1H", 200),
                get("/v1/event-loop/history?last=1h", 400),
                get("/v1/jobs/{finished}/events", 200).with("Accept", "text/event-stream"),
                get("/v1/jobs/{finished}/events", 406).with("Accept", "application/json"),
                get("/v1/jobs/{unknown}/events", 404),
                get("/v1/event-loop?x", 400),
                get("/problems", 200).with("Accept", "application/json"),
                get("/problems/queue-full", 200).with("Accept", "application/json"),
                get("/problems/queue-full", 200).with("Accept", "text/html"),
                get("/problems/nothing", 404));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void answersAsDescribed(Call call) {
        Response answer = send(call);
        String template = call.path().replaceFirst("\\?.*", "");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(call.status());
        assertThat(validator
                        .validateResponse(filled(template), Request.Method.valueOf(call.method()), simple(answer))
                        .getMessages())
                .as(answer.asString())
                .isEmpty();
        assertThat(documentedHeaders(call)).containsAll(ownHeaders(answer));
    }

    @Test
    void deletesAJobWithoutABody() {
        Response answer = client.request().delete("/v1/jobs/" + client.finished(5));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(validator
                        .validateResponse("/v1/jobs/" + UNKNOWN, Request.Method.DELETE, simple(answer))
                        .getMessages())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/swagger-ui.html", "/swagger-ui/index.html"})
    void servesThePageOfTheDescription(String path) {
        client.request()
                .get(path)
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .body(containsString("Swagger UI"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void reportsItsHealth(String group) {
        client.request().get("/actuator/health/" + group).then().statusCode(200).body("status", equalTo("UP"));
    }

    private static Call call(String method, String path, int status) {
        return new Call(method, path, status, List.of(), null);
    }

    private static Call get(String path, int status) {
        return call("GET", path, status);
    }

    private static Call post(String path, int status, String body) {
        return new Call("POST", path, status, List.of("Content-Type", "application/json"), body);
    }

    private static Call patch(String path, int status, String body) {
        return new Call("PATCH", path, status, List.of("Content-Type", "application/json"), body);
    }

    private Response send(Call call) {
        RequestSpecification request = client.request();
        for (int i = 0; i < call.headers().size(); i += 2) {
            request.header(call.headers().get(i), call.headers().get(i + 1));
        }
        if (call.body() != null) {
            request.body(call.body());
        }
        return request.request(call.method(), filled(call.path()));
    }

    private String filled(String path) {
        String filled = path.replace("{unknown}", UNKNOWN);
        for (var job : jobs.entrySet()) {
            filled = filled.replace("{" + job.getKey() + "}", job.getValue());
        }
        return filled;
    }

    private static SimpleResponse simple(Response answer) {
        var simple = SimpleResponse.Builder.status(answer.statusCode());
        if (!answer.contentType().isEmpty()) {
            simple.withContentType(answer.contentType()).withBody(answer.asByteArray());
        }
        answer.headers().forEach(header -> simple.withHeader(header.getName(), header.getValue()));
        return simple.build();
    }

    /// Those that say something about the job, rather than about the transport.
    private static Set<String> ownHeaders(Response answer) {
        Set<String> own = Set.of(
                "ETag",
                "Location",
                "Retry-After",
                "Preference-Applied",
                "Idempotency-Replayed",
                "Content-Range",
                "Accept-Ranges");
        return answer.headers().asList().stream()
                .map(io.restassured.http.Header::getName)
                .filter(own::contains)
                .collect(Collectors.toSet());
    }

    private Set<String> documentedHeaders(Call call) {
        String template = call.path()
                .replaceFirst("\\?.*", "")
                .replaceFirst("/v1/jobs/(?!batch)[^/]+", "/v1/jobs/{id}")
                .replaceFirst("/v1/schedules/[^/]+", "/v1/schedules/{id}")
                .replaceFirst("/v1/programs/(?!check)[^/]+", "/v1/programs/{reference}")
                .replaceFirst("/problems/.+", "/problems/{slug}");
        var responses = operation(call.method(), template).getResponses();
        Map<String, Header> headers =
                found(responses, String.valueOf(call.status())).getHeaders();
        return headers == null ? Set.of() : headers.keySet();
    }

    private Operation operation(String method, String path) {
        PathItem item = found(api.getPaths(), path);
        return found(item.readOperationsMap(), PathItem.HttpMethod.valueOf(method));
    }

    private Stream<Operation> operations() {
        return api.getPaths().values().stream().flatMap(path -> path.readOperations().stream());
    }

    private Schema<?> schema(String name, String property) {
        Map<?, ?> properties = found(api.getComponents().getSchemas(), name).getProperties();
        return (Schema<?>) Objects.requireNonNull(properties.get(property));
    }

    private static Map<String, MediaType> contents(ApiResponse response) {
        return response.getContent() == null ? Map.of() : response.getContent();
    }

    private static <K, V> V found(Map<K, V> map, K key) {
        assertThat(map).containsKey(key);
        return Objects.requireNonNull(map.get(key));
    }
}
