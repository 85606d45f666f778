package dev.interleave.webhook.registration;

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
import dev.interleave.webhook.signing.SecretPair;
import dev.interleave.webhook.target.TargetValidator;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/// Reads the callbacks that come with a new job, and keeps them with it. Thread-safe.
@Component
final class CallbackAttachments implements AttachmentReader {

    private static final String MEMBER = "callbacks";

    private final CallbackStore callbacks;
    private final TargetValidator targetValidator;
    private final JobIdGenerator ids;
    private final InstantSource clock;

    CallbackAttachments(
            CallbackStore callbacks, TargetValidator targetValidator, JobIdGenerator ids, InstantSource clock) {
        this.callbacks = callbacks;
        this.targetValidator = targetValidator;
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
        List<CallbackRequest> requests = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            String pointer = "/" + MEMBER + "/" + i;
            if (elements.get(i) instanceof JsonObject element) {
                requests.add(CallbackRequest.read(fields.child(element, pointer)));
            } else {
                fields.addErrorAt(pointer, "must be an object, such as {\"url\": \"https://example.com/hook\"}");
            }
        }
        return () -> attachments(requests, fields);
    }

    private List<Attachment> attachments(List<CallbackRequest> requests, JsonFields fields) {
        List<FieldError> refusals = IntStream.range(0, requests.size())
                .boxed()
                .flatMap(i ->
                        requests
                                .get(i)
                                .refusal(targetValidator, fields.pointer() + "/" + MEMBER + "/" + i + "/url")
                                .stream())
                .toList();
        if (!refusals.isEmpty()) {
            throw CallbackRegistry.refused(refusals);
        }
        return requests.stream().map(this::attachment).toList();
    }

    private Attachment attachment(CallbackRequest request) {
        UUID id = ids.next();
        return new Attachment() {
            @Override
            public void store(Job job) {
                callbacks.insert(List.of(callback(id, job, request)));
            }

            @Override
            public Object view(Job job) {
                return CallbackView.withSecret(callback(id, job, request));
            }
        };
    }

    private Callback callback(UUID id, Job job, CallbackRequest request) {
        return new Callback(
                id,
                job.owner(),
                job.id(),
                request.url(),
                request.events(),
                Callback.State.ACTIVE,
                SecretPair.of(request.secret()),
                clock.instant());
    }
}
