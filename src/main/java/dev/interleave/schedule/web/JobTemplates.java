package dev.interleave.schedule.web;

import dev.interleave.access.CurrentCaller;
import dev.interleave.job.NewJob;
import dev.interleave.job.request.web.JobRequestReader;
import dev.interleave.rest.json.JsonArray;
import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.json.JsonFormatter;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.json.JsonString;
import dev.interleave.rest.json.JsonValue;
import dev.interleave.rest.json.StrictJson;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.schedule.InvalidJobException;
import dev.interleave.schedule.JobTemplateReader;
import dev.interleave.schedule.Schedule;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Reads the jobs of schedules: from a request, to validate them, and from the store at each tick. Thread-safe.
@Component
final class JobTemplates implements JobTemplateReader {

    /// The label with the id of the schedule.
    static final String LABEL = "interleave.schedule";

    /// The label of the schedule is added to them.
    private static final int MAX_LABELS = 15;

    private static final String LABELS = "labels";
    private static final String CALLBACKS = "callbacks";
    private static final String SECRET = "secret";

    /// Only the schedule decides when its jobs start, and they are not part of a batch. Generated clients send the
    /// default of `onFailure`, which means nothing without `after`.
    private static final List<String> FORBIDDEN = List.of("startAt", "delay", "after", "name");

    private final JobRequestReader requests;
    private final CurrentCaller caller;

    JobTemplates(JobRequestReader requests, CurrentCaller caller) {
        this.requests = requests;
        this.caller = caller;
    }

    /// Validates a job and records its errors in the fields. Ends the request if anything is wrong with the fields.
    ///
    /// @param fields of the request
    /// @param pointer of the job in the request
    /// @param job of a new schedule, or a new job of a schedule
    /// @param schedule the id of the schedule
    /// @return the template to store
    /// @throws ProblemException if the job, or another field, is invalid
    String accept(JsonFields fields, String pointer, JsonObject job, UUID schedule) {
        JsonFields members = fields.child(job, pointer);
        FORBIDDEN.stream()
                .filter(members::has)
                .forEach(name -> members.addError(name, "must be left out of the job of a schedule"));
        refuseSecrets(job, members);
        refuseOwnLabel(job, members);
        fields.throwIfInvalid();
        JsonFields labelled = fields.child(withLabel(job, schedule), pointer);
        var spec = requests.read(caller.owner(), labelled);
        fields.throwIfInvalid();
        var _ = spec.get();
        return JsonFormatter.format(job);
    }

    /// A template is stored as it is, but secrets are stored only encrypted.
    private static void refuseSecrets(JsonObject job, JsonFields members) {
        if (job.members().get(CALLBACKS) instanceof JsonArray(List<JsonValue> callbacks)) {
            for (int i = 0; i < callbacks.size(); i++) {
                if (callbacks.get(i) instanceof JsonObject callback
                        && callback.members().containsKey(SECRET)) {
                    members.addErrorAt(
                            "/" + CALLBACKS + "/" + i + "/" + SECRET,
                            "must be left out: a schedule does not keep secrets; to verify signatures, register a"
                                    + " standing callback");
                }
            }
        }
    }

    private static void refuseOwnLabel(JsonObject job, JsonFields members) {
        if (job.members().get(LABELS) instanceof JsonObject labels) {
            if (labels.members().containsKey(LABEL)) {
                members.addErrorAt("/" + LABELS + "/" + LABEL, "must be left out: the service sets this label");
            }
            if (labels.members().size() > MAX_LABELS) {
                members.addError(
                        LABELS, "must have at most " + MAX_LABELS + " members, because the service adds another one");
            }
        }
    }

    @Override
    public NewJob read(Schedule schedule, String template) {
        JsonObject job = StrictJson.parse(template.getBytes(StandardCharsets.UTF_8));
        JsonFields fields = JsonFields.of(withLabel(job, schedule.id()));
        try {
            return caller.callAs(schedule.author(), () -> {
                var spec = requests.read(schedule.owner(), fields);
                fields.throwIfInvalid();
                return spec.get();
            });
        } catch (ProblemException e) {
            throw new InvalidJobException(e.detail());
        }
    }

    private static JsonObject withLabel(JsonObject job, UUID schedule) {
        Map<String, JsonValue> members = new LinkedHashMap<>(job.members());
        Map<String, JsonValue> labels = new LinkedHashMap<>();
        JsonValue given = members.get(LABELS);
        if (given instanceof JsonObject(Map<String, JsonValue> own)) {
            labels.putAll(own);
        }
        labels.put(LABEL, new JsonString(schedule.toString()));
        if (given == null || given instanceof JsonObject) {
            members.put(LABELS, new JsonObject(labels));
        }
        return new JsonObject(members);
    }
}
