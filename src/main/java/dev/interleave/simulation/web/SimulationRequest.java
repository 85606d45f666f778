package dev.interleave.simulation.web;

import dev.interleave.eventloop.Scheduling;
import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.json.JsonValue;
import dev.interleave.simulation.Simulation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The body of `POST /v1/simulations`.
///
/// @param scheduling the policy
/// @param inputs the numbers
record SimulationRequest(Scheduling scheduling, List<Long> inputs) {

    static final int MAX_INPUTS = 100;
    static final int MAX_N = 1_000;
    private static final int MAX_ROUNDS = 10_000;

    static SimulationRequest read(JsonObject body) {
        JsonFields fields = JsonFields.of(body).only("scheduling", "inputs").required("scheduling", "inputs");
        Optional<String> scheduling = fields.oneOf("scheduling", names());
        Optional<List<JsonValue>> inputs = fields.array("inputs", 1, MAX_INPUTS);
        List<Long> numbers = inputs.map(list -> numbers(fields, list)).orElse(List.of());
        if (Simulation.rounds(numbers) > MAX_ROUNDS) {
            fields.addError(
                    "inputs", "must not take more than " + MAX_ROUNDS + " rounds together; n! takes n-2 of them");
        }
        fields.throwIfInvalid();
        return new SimulationRequest(Scheduling.valueOf(scheduling.orElseThrow().toUpperCase(Locale.ROOT)), numbers);
    }

    static String wireName(Scheduling scheduling) {
        return scheduling.name().toLowerCase(Locale.ROOT);
    }

    private static List<Long> numbers(JsonFields fields, List<JsonValue> inputs) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            String pointer = "/inputs/" + i;
            if (inputs.get(i) instanceof JsonObject input) {
                numbers.add(fields.child(input, pointer).only("n").requiredLong("n", 0, MAX_N));
            } else {
                fields.addErrorAt(pointer, "must be an object, such as {\"n\": 12}");
            }
        }
        return numbers;
    }

    private static List<String> names() {
        return Arrays.stream(Scheduling.values())
                .map(SimulationRequest::wireName)
                .toList();
    }
}
