package dev.interleave.crash;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls the service as one client. An answer counts once all of its body was read; a failure before that is an
/// [IOException], and the outcome of the request is unknown. Thread-safe.
public final class Api implements AutoCloseable {

    /// @param body without members if the answer had none
    record Answer(int status, JsonNode body, Map<String, List<String>> headers) {

        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    Api(URI address) {
        this.address = address;
    }

    Answer get(String path, String... headers) throws IOException {
        return send(request(path, headers).GET());
    }

    Answer post(String path, String body, String... headers) throws IOException {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    Answer delete(String path) throws IOException {
        return send(request(path).DELETE());
    }

    String text(String path) throws IOException {
        return exchange(request(path).header("Accept", "text/plain")).body();
    }

    /// All jobs by their id.
    Map<String, JsonNode> allJobs() throws IOException {
        Map<String, JsonNode> jobs = new LinkedHashMap<>();
        String token = "";
        do {
            Answer page = get("/v1/jobs?pageSize=200" + (token.isEmpty() ? "" : "&pageToken=" + token));
            if (page.status() != 200) {
                throw new AssertionError("GET /v1/jobs returned " + page);
            }
            page.body().path("jobs").forEach(job -> jobs.put(job.path("id").asString(), job));
            token = page.body().path("nextPageToken").asString();
        } while (!token.isEmpty());
        return jobs;
    }

    /// Aborts the requests in progress.
    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        HttpResponse<String> response = exchange(request);
        return new Answer(
                response.statusCode(),
                JsonMapper.shared().readTree(response.body()),
                response.headers().map());
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(LONGEST_ANSWER);
        return headers.length == 0 ? request : request.headers(headers);
    }
}
