package dev.interleave.simulation.web;

import dev.interleave.computation.Input;
import dev.interleave.computation.factorial.IterativeFactorial;
import dev.interleave.eventloop.Scheduling;
import dev.interleave.program.request.ProgramRequest;
import dev.interleave.program.request.ProgramRequestReader;
import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/simulations`.
///
/// @param scheduling the policy
/// @param inputs the tasks
record SimulationRequest(Scheduling scheduling, List<Task> inputs) {

    static final int MAX_INPUTS = 100;
    static final int MAX_N = 1_000;
    static final int MAX_ROUNDS = 10_000;

    /// A factorial or a program.
    ///
    /// @param n the number of a factorial, or null
    /// @param program a program with its input, or null
    record Task(@Nullable Long n, @Nullable ProgramRequest program) {

        Input input() {
            return program == null ? Input.NONE : program.input();
        }
    }

    static SimulationRequest read(JsonObject body, ProgramRequestReader programs) {
        JsonFields fields = JsonFields.of(body).only("scheduling", "inputs").required("scheduling", "inputs");
        Optional<String> scheduling = fields.oneOf("scheduling", names());
        Optional<List<JsonValue>> inputs = fields.array("inputs", 1, MAX_INPUTS);
        List<Task> tasks = inputs.map(list -> tasks(fields, list, programs)).orElse(List.of());
        long rounds = tasks.stream()
                .mapToLong(task -> task.n() == null ? 0 : IterativeFactorial.steps(task.n()))
                .sum();
        if (rounds > MAX_ROUNDS) {
            fields.addError(
                    "inputs", "must not take more than " + MAX_ROUNDS + " rounds together; n! takes n-2 of them");
        }
        fields.throwIfInvalid();
        return new SimulationRequest(Scheduling.valueOf(scheduling.orElseThrow().toUpperCase(Locale.ROOT)), tasks);
    }

    static String wireName(Scheduling scheduling) {
        return scheduling.name().toLowerCase(Locale.ROOT);
    }

    private static List<Task> tasks(JsonFields fields, List<JsonValue> inputs, ProgramRequestReader programs) {
        List<Task> tasks = new ArrayList<>();
        var earlier = new ProgramRequestReader.Earlier();
        for (int i = 0; i < inputs.size(); i++) {
            String pointer = "/inputs/" + i;
            if (!(inputs.get(i) instanceof JsonObject input)) {
                fields.addErrorAt(pointer, "must be an object, such as {\"n\": 12}");
                continue;
            }
            JsonFields members = fields.child(input, pointer);
            if (members.has(ProgramRequestReader.PROGRAM)) {
                members.only(ProgramRequestReader.PROGRAM, ProgramRequestReader.INPUT);
                programs.inline(earlier, members).ifPresent(program -> tasks.add(new Task(null, program)));
            } else {
                tasks.add(new Task(members.only("n").requiredLong("n", 0, MAX_N), null));
            }
        }
        return tasks;
    }

    private static List<String> names() {
        return Arrays.stream(Scheduling.values())
                .map(SimulationRequest::wireName)
                .toList();
    }
}
