package dev.interleave.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What there is to ask for: some jobs in every state, callbacks, deliveries, keys. Not changed while requests
/// are made.
final class Things {

    private static final String LONG = "{\"algorithm\":\"iterative\",\"n\":100000}";

    private final Wire wire;
    private final String key;
    private final Map<String, List<String>> ids = new TreeMap<>();
    private final List<String> eTags = new ArrayList<>();
    private final List<String> pageTokens = new ArrayList<>();

    Things(Wire wire, String key) {
        this.wire = wire;
        this.key = key;
    }

    String authorization() {
        return "Bearer " + key;
    }

    /// Makes everything anew, and ends the jobs that others have started.
    void refill() {
        ids.clear();
        for (String state : List.of("queued", "running", "paused")) {
            get("/v1/jobs?pageSize=200&state=" + state).get("jobs").forEach(job -> post(path(job) + "/cancel", null));
        }
        get("/v1/callbacks").get("callbacks").forEach(callback -> {
            wire.send("DELETE", "/v1/callbacks/" + id(callback), List.of(authorized()), null);
        });
        get("/v1/api-keys").get("apiKeys").forEach(made -> {
            wire.send("DELETE", "/v1/api-keys/" + id(made), List.of(authorized()), null);
        });
        get("/v1/schedules?pageSize=200").get("schedules").forEach(made -> {
            wire.send("DELETE", "/v1/schedules/" + id(made), List.of(authorized()), null);
        });
        for (int i = 0; i < 4; i++) {
            keep("jobs", submit("{\"n\":" + (5 + i * 400) + ",\"labels\":{\"team\":\"a\"}}"));
        }
        keep("jobs", submit("{\"algorithm\":\"iterative\",\"n\":100000,\"timeout\":\"PT0.001S\"}"));
        JsonNode paused = submit(LONG);
        post(path(paused) + "/pause", null);
        keep("jobs", paused);
        keep("jobs", submit(LONG));
        JsonNode cancelled = submit(LONG);
        post(path(cancelled) + "/cancel", null);
        keep("jobs", cancelled);
        for (int i = 0; i < 4; i++) {
            JsonNode callback = post("/v1/callbacks", "{\"url\":\"http://127.0.0.1:9/" + i + "\"}");
            keep("callbacks", callback);
            keep("deliveries", post("/v1/callbacks/" + id(callback) + "/test", null));
            keep("api-keys", post("/v1/api-keys", "{\"name\":\"made-" + i + "\",\"role\":\"reader\"}"));
        }
        for (int i = 0; i < 4; i++) {
            keep(
                    "schedules",
                    post("/v1/schedules", "{\"name\":\"s" + i + "\",\"interval\":\"PT1H\",\"job\":{\"n\":" + i + "}}"));
        }
        List<String> references = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            references.add(post("/v1/programs", "{\"name\":\"p" + i + "\",\"source\":\"print(" + i + ")\"}")
                    .get("reference")
                    .asString());
        }
        ids.put("programs", references);
        keep("jobs", submit("{\"program\":\"def main():\\n  print(1)\\n  yield 2\\n  return [3]\\n\"}"));
        keep("jobs", submit("{\"program\":\"def main():\\n  return 1 / 0\\n\"}"));
        ids.put("problems", List.of("queue-full", "invalid-input", "not-found"));
        pageTokens.clear();
        pageTokens.add(get("/v1/jobs?pageSize=1").get("nextPageToken").asString());
        pageTokens.add(
                get("/v1/jobs?pageSize=1&label=team:a").get("nextPageToken").asString());
        eTags.clear();
        ids.getOrDefault("jobs", List.of())
                .forEach(job -> eTags.addAll(wire.send("GET", "/v1/jobs/" + job, List.of(authorized()), null)
                        .header("ETag")));
    }

    String idFor(String path, Choice choice) {
        String room = path.split("/")[path.startsWith("/problems") ? 1 : 2];
        return choice.from(ids.getOrDefault(room, List.of("none")));
    }

    String pageToken(Choice choice) {
        String token = choice.from(pageTokens);
        return switch (choice.below(4)) {
            case 0 -> token.substring(0, choice.below(token.length() + 1));
            case 1 -> token + "A";
            default -> token;
        };
    }

    String eTag(Choice choice) {
        return choice.from(eTags);
    }

    /// Puts in what only the service can know.
    void fillIn(String path, JsonNode body, Choice choice) {
        switch (path) {
            case "/v1/jobs" -> choose((ObjectNode) body, choice);
            case "/v1/jobs/batch" -> body.path("jobs").forEach(job -> choose((ObjectNode) job, choice));
            case "/v1/schedules" -> schedule((ObjectNode) body, choice);
            case "/v1/simulations" -> body.path("inputs").forEach(input -> choose((ObjectNode) input, choice));
            default -> {}
        }
        if (path.equals("/v1/session") && choice.oneIn(2)) {
            ((ObjectNode) body).put("apiKey", key);
        }
    }

    /// A schedule has a cron expression or an interval.
    private static void schedule(ObjectNode schedule, Choice choice) {
        if (schedule.path("job") instanceof ObjectNode job) {
            choose(job, choice);
            job.remove(List.of("callbacks", "delay"));
        }
        if (choice.oneIn(2)) {
            schedule.remove(List.of("cron", "timeZone"));
            schedule.put("interval", "PT1H");
        } else {
            schedule.remove(List.of("interval", "timeZone"));
            schedule.put("cron", "@yearly");
        }
    }

    /// A request is for a program or for a number.
    private static void choose(ObjectNode job, Choice choice) {
        job.remove(List.of("startAt", "after", "name")); // delay says the same as startAt; names are of batches
        job.remove(choice.oneIn(2) ? "reuse" : "delay");
        if (job.has("program") && choice.oneIn(2)) {
            job.remove(List.of("n", "k", "algorithm", "computation", "input"));
        } else {
            job.remove(List.of("program", "input"));
            if (!job.has("n")) {
                job.put("n", choice.below(300));
            }
        }
    }

    private Map.Entry<String, String> authorized() {
        return Map.entry("Authorization", authorization());
    }

    private void keep(String room, JsonNode made) {
        ids.computeIfAbsent(room, _ -> new ArrayList<>()).add(id(made));
    }

    private JsonNode submit(String body) {
        return post("/v1/jobs", body);
    }

    private JsonNode get(String path) {
        return read(wire.send("GET", path, List.of(authorized()), null), path);
    }

    private JsonNode post(String path, @Nullable String body) {
        List<Map.Entry<String, String>> headers = body == null
                ? List.of(authorized())
                : List.of(authorized(), Map.entry("Content-Type", "application/json"));
        return read(
                wire.send("POST", path, headers, body == null ? null : body.getBytes(StandardCharsets.UTF_8)), path);
    }

    private static JsonNode read(Answer answer, String path) {
        if (answer.status() >= 300 && answer.status() != 409) {
            throw new AssertionError(path + ": " + answer);
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String path(JsonNode job) {
        return "/v1/jobs/" + id(job);
    }

    private static String id(JsonNode thing) {
        return thing.get("id").asString();
    }
}
