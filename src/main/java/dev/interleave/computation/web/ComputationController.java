package dev.interleave.computation.web;

import dev.interleave.computation.Computation;
import dev.interleave.computation.Parameter;
import dev.interleave.computation.catalogue.CallerComputations;
import dev.interleave.computation.catalogue.Catalogue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Shows what can be computed.
@RestController
@Tag(name = "Computations")
class ComputationController {

    /// All computations.
    record Computations(List<ComputationView> computations) {}

    /// One of them.
    @Schema(name = "Computation")
    record ComputationView(
            @Schema(description = "What requests call it", example = "factorial")
            String name,

            String description,

            @Schema(
                    description = "How it can be computed; empty with a program",
                    example = "[\"auto\", \"iterative\", \"fast\"]")
            List<String> algorithms,

            @Schema(
                    description = "The JSON schema of its input, with the limits of this service",
                    type = "object",
                    additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Map<String, Object> inputSchema) {}

    private final List<ComputationView> computations;
    private final ObjectProvider<CallerComputations> callerComputations;

    ComputationController(Catalogue catalogue, ObjectProvider<CallerComputations> callerComputations) {
        this.computations =
                catalogue.all().stream().map(ComputationController::view).toList();
        this.callerComputations = callerComputations;
    }

    @GetMapping(path = "/v1/computations", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listComputations",
            summary = "List the computations",
            description =
                    "Returns the built-in computations and the programs of the owner, each with the JSON schema of "
                            + "its input and its limits.")
    Computations list() {
        List<ComputationView> all = new ArrayList<>(computations);
        callerComputations.stream()
                .flatMap(added -> added.list().stream())
                .map(added -> new ComputationView(added.name(), added.description(), List.of(), added.inputSchema()))
                .forEach(all::add);
        return new Computations(all);
    }

    private static ComputationView view(Computation computation) {
        List<String> algorithms = Stream.concat(
                        Stream.of("auto"),
                        computation.algorithms().stream().map(a -> a.name().toLowerCase(Locale.ROOT)))
                .toList();
        return new ComputationView(computation.name(), computation.description(), algorithms, schema(computation));
    }

    private static Map<String, Object> schema(Computation computation) {
        Map<String, Object> properties = new LinkedHashMap<>();
        computation.parameters().forEach(parameter -> properties.put(parameter.name(), property(parameter)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        schema.put(
                "required",
                computation.parameters().stream().map(Parameter::name).toList());
        schema.put("properties", properties);
        return schema;
    }

    private static Map<String, Object> property(Parameter parameter) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("type", "integer");
        property.put("minimum", parameter.min());
        property.put("maximum", parameter.max());
        property.put("description", parameter.description());
        return property;
    }
}
