package dev.interleave.webhook.delivery;

import dev.interleave.job.JobRenderer;
import dev.interleave.job.model.Job;
import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.EventType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Renders the bodies of deliveries. Thread-safe.
///
/// The transaction that changes a job records only that a delivery is pending. The body is rendered on the
/// thread of the first attempt, from the row of the job, and stored when the attempt is recorded. Until then,
/// rendering again gives the same text: a finished job does not change, and a started one is shown as it was
/// when it started. Before a job is deleted, [DeliveryOutbox] stores the bodies that are still missing.
///
/// A body stays below 20 kB: it contains values of up to 1,000 digits, and the size of labels is limited.
@Component
public final class EventBodyWriter {

    private final JobRenderer jobs;
    private final JsonMapper json;

    EventBodyWriter(JobRenderer jobs, JsonMapper json) {
        this.jobs = jobs;
        this.json = json;
    }

    /// @param job the job of the delivery
    /// @return the body
    public String render(Delivery delivery, Job job) {
        return body(delivery, jobs.render(delivery.event() == EventType.JOB_STARTED ? job.asStarted() : job));
    }

    /// @return the body of a test event
    String renderPing(Delivery delivery) {
        return body(delivery, Map.of("callbackId", delivery.callbackId().toString()));
    }

    private String body(Delivery delivery, Object data) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", delivery.event().wireName());
        body.put("timestamp", delivery.createdAt());
        body.put("data", data);
        return json.writeValueAsString(body);
    }
}
