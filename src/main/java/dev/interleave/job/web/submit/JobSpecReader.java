package dev.interleave.job.web.submit;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Computation;
import dev.interleave.computation.Input;
import dev.interleave.computation.Parameter;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.job.Attachment;
import dev.interleave.job.JobAmender.Amendment;
import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.JobMemoryLimit;
import dev.interleave.job.NewJob;
import dev.interleave.job.attachment.web.AttachmentReader;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.Priority;
import dev.interleave.job.plan.JobPlan;
import dev.interleave.job.request.web.JobRequestReader;
import dev.interleave.program.request.ProgramRequest;
import dev.interleave.program.request.ProgramRequestReader;
import dev.interleave.program.request.ProgramRequestReader.Earlier;
import dev.interleave.program.run.Programs;
import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads job specifications from request bodies. Takes time linear in the length of the request.
@Component
final class JobSpecReader implements JobRequestReader {

    static final int MAX_BATCH = 1_000;
    private static final int MAX_LABELS = 16;
    private static final int MAX_LABEL_VALUE = 256;
    private static final Pattern LABEL_KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}");
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(30);
    private static final String AUTO = "auto";
    private static final String COMPUTATION = "computation";
    private static final int MAX_NAME = 1_000;
    private static final List<String> AMENDABLE = List.of("startAt", "delay", "priority", "labels");
    private static final List<String> PRIORITIES = Priority.wireNames();

    private final Catalogue catalogue;
    private final List<AttachmentReader> attachmentReaders;
    private final JobMemoryLimit memoryLimit;
    private final List<String> computations;
    private final Map<String, Form> forms;
    private final ProgramRequestReader programReader;
    private final Programs programs;
    private final JobPlanReader plans;
    private final JobIdGenerator ids;
    private final List<String> programMembers;
    private final List<String> namedProgramMembers;

    /// What a request for a computation may have.
    private record Form(List<String> members, List<String> algorithms) {}

    JobSpecReader(
            Catalogue catalogue,
            List<AttachmentReader> attachmentReaders,
            JobMemoryLimit memoryLimit,
            ProgramRequestReader programReader,
            Programs programs,
            JobPlanReader plans,
            JobIdGenerator ids) {
        this.plans = plans;
        this.ids = ids;
        this.programs = programs;
        this.programReader = programReader;
        this.programMembers =
                members(Stream.of(ProgramRequestReader.PROGRAM, ProgramRequestReader.INPUT), attachmentReaders);
        this.namedProgramMembers = members(Stream.of(ProgramRequestReader.INPUT), attachmentReaders);
        this.catalogue = catalogue;
        this.attachmentReaders = attachmentReaders;
        this.memoryLimit = memoryLimit;
        this.computations = catalogue.all().stream().map(Computation::name).toList();
        this.forms = catalogue.all().stream()
                .collect(Collectors.toMap(
                        Computation::name, known -> new Form(members(known, attachmentReaders), algorithms(known))));
    }

    /// @return the representations of the attachments of a job whose submission is repeated
    List<Object> replayAttachments(Job job) {
        return attachmentReaders.stream()
                .flatMap(reader -> reader.replay(job).stream())
                .toList();
    }

    /// @param owner of the request
    /// @return what one request asks for
    NewJob readOne(String owner, JsonObject body) {
        JsonFields fields = JsonFields.of(body);
        BatchMembers members = new BatchMembers(ids);
        Supplier<NewJob> spec = read(new Target(ids.next(), owner, members, false), fields, new Earlier());
        fields.throwIfInvalid();
        return spec.get();
    }

    @Override
    public Supplier<NewJob> read(String owner, JsonFields fields) {
        return read(new Target(ids.next(), owner, new BatchMembers(ids), false), fields, new Earlier());
    }

    /// @return what a client wants to change of a job
    Amendment readAmendment(JsonObject body) {
        JsonFields fields = JsonFields.of(body).only(AMENDABLE);
        if (AMENDABLE.stream().noneMatch(fields::has)) {
            fields.addErrorAt("", "must have at least one of " + String.join(", ", AMENDABLE));
        }
        Instant startAt = plans.startAt(fields);
        Optional<String> priority = fields.oneOf("priority", PRIORITIES);
        Map<String, String> labels = labels(fields);
        fields.throwIfInvalid();
        return new Amendment(
                startAt, priority.map(Priority::ofWireName).orElse(null), fields.has("labels") ? labels : null);
    }

    /// @param owner of the request
    /// @return what a batch asks for, in its order
    List<NewJob> readBatch(String owner, JsonObject body) {
        JsonFields fields = JsonFields.of(body).only("jobs").required("jobs");
        Optional<List<JsonValue>> jobs = fields.array("jobs", 1, MAX_BATCH);
        List<Supplier<NewJob>> specs = readEach(owner, fields, jobs.orElse(List.of()));
        fields.throwIfInvalid();
        return specs.stream().map(Supplier::get).toList();
    }

    private List<Supplier<NewJob>> readEach(String owner, JsonFields batch, List<JsonValue> jobs) {
        Map<JsonFields, Target> targets = new LinkedHashMap<>();
        BatchMembers members = new BatchMembers(ids);
        for (int i = 0; i < jobs.size(); i++) {
            String pointer = "/jobs/" + i;
            if (jobs.get(i) instanceof JsonObject job) {
                JsonFields fields = batch.child(job, pointer);
                targets.put(fields, new Target(members.add(fields), owner, members, true));
            } else {
                batch.addErrorAt(pointer, "must be an object, such as {\"n\": 12}");
            }
        }
        Earlier earlier = new Earlier();
        List<Supplier<NewJob>> specs = new ArrayList<>(jobs.size());
        targets.forEach((fields, target) -> specs.add(read(target, fields, earlier)));
        members.requireNoCycles(batch);
        return specs;
    }

    /// The job that is read.
    ///
    /// @param members the jobs of the same request
    /// @param isInBatch whether it can have a name
    private record Target(UUID id, String owner, BatchMembers members, boolean isInBatch) {

        private List<String> allowed(List<String> names) {
            return isInBatch
                    ? Stream.concat(names.stream(), Stream.of(BatchMembers.NAME))
                            .toList()
                    : names;
        }
    }

    /// Notes what is wrong; what it answers may be used only if nothing is.
    private Supplier<NewJob> read(Target target, JsonFields fields, Earlier earlier) {
        if (fields.has(ProgramRequestReader.PROGRAM)) {
            fields.only(target.allowed(programMembers)).oneOf(COMPUTATION, List.of(Programs.NAME));
            return programJob(target, fields, programReader.inline(earlier, fields));
        }
        Optional<String> name = fields.string(COMPUTATION, MAX_NAME);
        if (name.isEmpty() || computations.contains(name.get())) {
            return catalogueJob(
                    target,
                    fields,
                    name.flatMap(catalogue::find).orElse(catalogue.all().getFirst()));
        }
        Optional<ProgramRequest> program = programReader.named(earlier, fields, name.get());
        if (program.isEmpty()) {
            fields.addError(
                    COMPUTATION,
                    "must be one of " + computations.stream().collect(Collectors.joining("\", \"", "\"", "\""))
                            + ", or the name of a program of yours, such as \"collatz\" or \"collatz@2\"");
        }
        if (program.isEmpty() && !fields.has(ProgramRequestReader.INPUT)) {
            return catalogueJob(target, fields, catalogue.all().getFirst());
        }
        fields.only(target.allowed(namedProgramMembers));
        return programJob(target, fields, program);
    }

    private Supplier<NewJob> programJob(Target target, JsonFields fields, Optional<ProgramRequest> program) {
        return newJob(target, fields, (priority, labels, timeout) -> {
            ProgramRequest request = program.orElseThrow();
            Computation computation =
                    programs.submitted(request.name(), request.source(), request.program(), request.input());
            return new JobSpec(
                    computation,
                    computation.inputHash().isPresent() ? Input.NONE : request.input(),
                    Algorithm.ITERATIVE,
                    priority,
                    labels,
                    timeout);
        });
    }

    private Supplier<NewJob> catalogueJob(Target target, JsonFields fields, Computation computation) {
        Form form = Objects.requireNonNull(forms.get(computation.name()));
        fields.only(target.allowed(form.members()));
        Map<String, Long> values = values(fields, computation);
        Optional<String> algorithm = fields.oneOf("algorithm", form.algorithms());
        if (values.size() == computation.parameters().size()) {
            computation.conflicts(new Input(values)).forEach(fields::addError);
            requireMemory(fields, computation, values, algorithm);
        }
        return newJob(target, fields, (priority, labels, timeout) -> {
            Input input = new Input(values);
            return new JobSpec(computation, input, chosen(computation, input, algorithm), priority, labels, timeout);
        });
    }

    /// Makes the specification of a job that is valid.
    private interface SpecFactory {

        JobSpec create(Priority priority, Map<String, String> labels, @Nullable Duration timeout);
    }

    /// Reads what jobs of all computations have.
    private Supplier<NewJob> newJob(Target target, JsonFields fields, SpecFactory specs) {
        Optional<String> priority = fields.oneOf("priority", PRIORITIES);
        Map<String, String> labels = labels(fields);
        Optional<Duration> timeout = fields.duration("timeout", SHORTEST_TIMEOUT, LONGEST_TIMEOUT);
        JobPlan plan = plans.read(target.owner(), target.id(), fields, target.members());
        Optional<Duration> reuse = plans.reuse(fields);
        Optional<String> notice = plans.notice(fields, plan);
        List<Supplier<List<Attachment>>> attachments =
                attachmentReaders.stream().map(reader -> reader.read(fields)).toList();
        return () -> {
            JobSpec spec = specs.create(
                    priority.map(Priority::ofWireName).orElse(Priority.NORMAL), labels, timeout.orElse(null));
            return new NewJob(
                    target.id(),
                    target.owner(),
                    spec,
                    plan,
                    reuse.orElse(null),
                    notice.orElse(null),
                    attachments.stream().flatMap(read -> read.get().stream()).toList());
        };
    }

    /// @return those that will do
    private static Map<String, Long> values(JsonFields fields, Computation computation) {
        Map<String, Long> values = new LinkedHashMap<>();
        for (Parameter parameter : computation.parameters()) {
            String name = parameter.name();
            if (fields.has(name)) {
                fields.optionalLong(name, parameter.min(), parameter.max()).ifPresent(value -> values.put(name, value));
            } else {
                fields.requiredLong(name, parameter.min(), parameter.max());
            }
        }
        return values;
    }

    /// Rejects control characters: each takes six bytes in JSON, and the body of a webhook is small.
    private static Map<String, String> labels(JsonFields fields) {
        Map<String, String> labels = fields.stringMap("labels", MAX_LABELS, LABEL_KEY, MAX_LABEL_VALUE);
        JsonFields entries = fields.child(new JsonObject(Map.of()), "/labels");
        labels.forEach((key, value) -> {
            if (value.chars().anyMatch(Character::isISOControl)) {
                entries.addError(key, "must have no control characters");
            }
        });
        return labels;
    }

    private static List<String> members(Computation computation, List<AttachmentReader> attachmentReaders) {
        Stream<String> own = Stream.concat(
                Stream.of("algorithm"), computation.parameters().stream().map(Parameter::name));
        return members(own, attachmentReaders);
    }

    private static List<String> members(Stream<String> own, List<AttachmentReader> attachmentReaders) {
        return Stream.of(
                        Stream.of(COMPUTATION, "priority", "labels", "timeout"),
                        own,
                        JobPlanReader.MEMBERS.stream(),
                        attachmentReaders.stream().map(AttachmentReader::member))
                .flatMap(names -> names)
                .toList();
    }

    /// What cannot be let into the loop is refused now. Takes some dozens of estimates at most.
    private void requireMemory(
            JsonFields fields, Computation computation, Map<String, Long> values, Optional<String> algorithm) {
        for (Parameter parameter : computation.parameters()) {
            LongPredicate fits = value -> {
                Map<String, Long> changed = new LinkedHashMap<>(values);
                changed.put(parameter.name(), value);
                Input input = new Input(changed);
                return computation
                                .estimate(input, chosen(computation, input, algorithm))
                                .bytes()
                        <= memoryLimit.memoryPerJob();
            };
            long value = Objects.requireNonNull(values.get(parameter.name()));
            if (!fits.test(value)) {
                fields.addError(
                        parameter.name(),
                        "needs more memory than a job may have here; the largest that is taken is "
                                + largest(parameter.min(), value, fits));
            }
        }
    }

    /// @param low fits, or nothing does
    /// @param high does not fit
    /// @return the largest value that fits, by bisection
    private static long largest(long low, long high, LongPredicate fits) {
        long fitting = low;
        long tooLarge = high;
        while (tooLarge - fitting > 1) {
            long middle = fitting + (tooLarge - fitting) / 2;
            if (fits.test(middle)) {
                fitting = middle;
            } else {
                tooLarge = middle;
            }
        }
        return fitting;
    }

    private static List<String> algorithms(Computation computation) {
        return Stream.concat(Stream.of(AUTO), computation.algorithms().stream().map(JobSpecReader::wireName))
                .toList();
    }

    private static Algorithm chosen(Computation computation, Input input, Optional<String> asked) {
        return computation.algorithms().stream()
                .filter(algorithm -> asked.filter(wireName(algorithm)::equals).isPresent())
                .findFirst()
                .orElseGet(() -> computation.bestFor(input));
    }

    private static String wireName(Algorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT);
    }
}
