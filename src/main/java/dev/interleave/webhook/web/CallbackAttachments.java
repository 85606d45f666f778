package dev.interleave.webhook.web;

import dev.interleave.job.Attachment;
import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.attachment.web.AttachmentReader;
import dev.interleave.job.model.Job;
import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.json.JsonValue;
import dev.interleave.rest.problem.FieldError;
import dev.interleave.webhook.Callback;
import dev.interleave.webhook.CallbackStore;
import dev.interleave.webhook.registration.CallbackException;
import dev.interleave.webhook.registration.CallbackRegistration;
import dev.interleave.webhook.registration.CallbackRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Reads the callbacks of a new job from its request, and inserts them with the job. Thread-safe.
@Component
final class CallbackAttachments implements AttachmentReader {

    private static final String MEMBER = "callbacks";

    private final CallbackRegistry registry;
    private final CallbackStore callbacks;
    private final JobIdGenerator ids;
    private final InstantSource clock;

    CallbackAttachments(CallbackRegistry registry, CallbackStore callbacks, JobIdGenerator ids, InstantSource clock) {
        this.registry = registry;
        this.callbacks = callbacks;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public String member() {
        return MEMBER;
    }

    @Override
    public Supplier<List<Attachment>> read(JsonFields fields) {
        List<JsonValue> elements =
                fields.array(MEMBER, 1, CallbackRegistry.MAX_PER_JOB).orElse(List.of());
        List<CallbackRegistration> registrations = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            String pointer = pointer(i);
            if (elements.get(i) instanceof JsonObject element) {
                registrations.add(CallbackRequestReader.read(fields.child(element, pointer)));
            } else {
                fields.addErrorAt(pointer, "must be an object, such as {\"url\": \"https://example.com/hook\"}");
            }
        }
        return () -> attachments(registrations, fields);
    }

    /// Callbacks that were registered later do not belong to the submission.
    @Override
    public List<Object> replay(Job job) {
        return callbacks.list(job.owner(), job.id()).stream()
                .filter(callback ->
                        !callback.createdAt().isAfter(job.timestamps().createdAt()))
                .<Object>map(callback -> CallbackView.replayed(callback, clock.instant()))
                .toList();
    }

    private List<Attachment> attachments(List<CallbackRegistration> registrations, JsonFields fields) {
        List<FieldError> refused = new ArrayList<>();
        for (int i = 0; i < registrations.size(); i++) {
            try {
                registry.requireAllowed(registrations.get(i).url());
            } catch (CallbackException.UrlRefused e) {
                refused.add(new FieldError(fields.pointer() + pointer(i) + "/url", e.reason()));
            }
        }
        if (!refused.isEmpty()) {
            throw WebhookProblemTranslator.urlsRefused(refused);
        }
        return registrations.stream().map(this::attachment).toList();
    }

    private Attachment attachment(CallbackRegistration registration) {
        UUID id = ids.next();
        Instant now = clock.instant();
        return new Attachment() {
            @Override
            public void store(Job job) {
                callbacks.insert(List.of(callback(job)));
            }

            @Override
            public Object view(Job job) {
                return CallbackView.withSecret(callback(job));
            }

            private Callback callback(Job job) {
                return registration.toCallback(id, job.owner(), job.id(), now);
            }
        };
    }

    private static String pointer(int index) {
        return "/" + MEMBER + "/" + index;
    }
}
