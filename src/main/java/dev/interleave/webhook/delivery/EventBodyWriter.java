package dev.interleave.webhook.delivery;

import dev.interleave.job.JobRenderer;
import dev.interleave.job.model.Job;
import dev.interleave.webhook.Callback;
import dev.interleave.webhook.EventType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes the bodies of deliveries. Thread-safe.
///
/// A body stays below 20 kB: a job tells values of up to 1,000 digits only, and its labels are bounded.
@Component
public final class EventBodyWriter {

    private final JobRenderer jobs;
    private final JsonMapper json;

    EventBodyWriter(JobRenderer jobs, JsonMapper json) {
        this.jobs = jobs;
        this.json = json;
    }

    public String of(EventType event, Job job, Instant now) {
        return body(event, now, jobs.render(job));
    }

    String ping(Callback callback, Instant now) {
        return body(EventType.PING, now, Map.of("callbackId", callback.id().toString()));
    }

    private String body(EventType event, Instant now, Object data) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", event.wireName());
        body.put("timestamp", now);
        body.put("data", data);
        return json.writeValueAsString(body);
    }
}
