package dev.interleave.job.web.submit;

import dev.interleave.access.Caller;
import dev.interleave.access.CurrentCaller;
import dev.interleave.access.Role;
import dev.interleave.computation.Computation;
import dev.interleave.computation.Parameter;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.job.ChildJobReader;
import dev.interleave.job.JobStore;
import dev.interleave.job.NewJob;
import dev.interleave.job.model.Job;
import dev.interleave.program.ProgramSettings;
import dev.interleave.program.request.ProgramRequestReader;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.json.StrictJson;
import dev.interleave.rest.problem.FieldError;
import dev.interleave.rest.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Reads the jobs that programs submit, in the form of the jobs of a batch. Thread-safe.
@Component
final class ChildJobs implements ChildJobReader {

    private static final String COMPUTATION = "computation";
    private static final String ALGORITHM = "algorithm";
    private static final String NAME_OF_CALLER = "program";
    private static final String LIMIT = "RuntimeError";
    private static final String INVALID = "ValueError";

    private final JobSpecReader reader;
    private final Catalogue catalogue;
    private final CurrentCaller caller;
    private final JobStore store;
    private final ProgramSettings settings;
    private final JsonMapper json = JsonMapper.shared();

    ChildJobs(
            JobSpecReader reader, Catalogue catalogue, CurrentCaller caller, JobStore store, ProgramSettings settings) {
        this.reader = reader;
        this.catalogue = catalogue;
        this.caller = caller;
        this.store = store;
        this.settings = settings;
    }

    @Override
    public List<NewJob> read(Job parent, List<Map<String, @Nullable Object>> requests) {
        requireWithinLimits(parent, requests.size());
        List<Map<String, @Nullable Object>> jobs =
                requests.stream().map(request -> job(parent, request)).toList();
        // the client that has submitted the program was permitted to submit programs
        Caller author = new Caller(NAME_OF_CALLER, parent.owner(), Role.PROGRAMMER);
        try {
            JsonObject batch = StrictJson.parse(json.writeValueAsBytes(Map.of("jobs", jobs)));
            return caller.callAs(author, () -> reader.readBatch(parent.owner(), batch));
        } catch (ProblemException e) {
            throw new RefusedException(INVALID, message(e));
        }
    }

    private void requireWithinLimits(Job parent, int jobs) {
        if (parent.origin().depth() >= settings.maxChildDepth()) {
            throw new RefusedException(
                    LIMIT,
                    "jobs of programs can be nested " + settings.maxChildDepth()
                            + " deep here (interleave.programs.max-child-depth)");
        }
        if (store.countUnfinishedChildren(parent.owner()) + jobs > settings.maxChildren()) {
            throw new RefusedException(
                    LIMIT,
                    "programs of an owner can wait for " + settings.maxChildren()
                            + " unfinished jobs here (interleave.programs.max-children)");
        }
    }

    private Map<String, @Nullable Object> job(Job parent, Map<String, @Nullable Object> request) {
        Map<String, @Nullable Object> job = new LinkedHashMap<>();
        Object name = request.get(COMPUTATION);
        Optional<Computation> known = name instanceof String text ? catalogue.find(text) : Optional.empty();
        if (known.isPresent() && request.get(ProgramRequestReader.INPUT) instanceof Map<?, ?> input) {
            job.put(COMPUTATION, name);
            input.forEach((key, value) -> {
                requireParameter(known.get(), String.valueOf(key));
                job.put(String.valueOf(key), value);
            });
        } else {
            job.putAll(request);
        }
        job.put("priority", parent.spec().priority().wireName());
        return job;
    }

    /// Other members of a request, such as labels, are no input.
    private static void requireParameter(Computation computation, String name) {
        List<String> parameters =
                computation.parameters().stream().map(Parameter::name).toList();
        if (!name.equals(ALGORITHM) && !parameters.contains(name)) {
            throw new RefusedException(
                    INVALID, computation.name() + " has no input " + name + ", only " + String.join(", ", parameters));
        }
    }

    private static String message(ProblemException problem) {
        return problem.errors().stream().findFirst().map(ChildJobs::message).orElse(problem.detail());
    }

    private static String message(FieldError error) {
        return error.pointer().replaceFirst("^/jobs/([0-9]+)", "job $1: ") + " " + error.detail();
    }
}
