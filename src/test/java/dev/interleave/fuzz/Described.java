package dev.interleave.fuzz;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One operation of the API description.
///
/// @param method of its requests
/// @param path with its parameters in braces
/// @param operation what is said of it
record Described(String method, String path, Operation operation) {

    /// In the same order in every run.
    static List<Described> all(OpenAPI api) {
        return api.getPaths().entrySet().stream()
                .flatMap(item -> item.getValue().readOperationsMap().entrySet().stream()
                        .map(found -> new Described(found.getKey().name(), item.getKey(), found.getValue())))
                .sorted(Comparator.comparing(Described::path).thenComparing(Described::method))
                .toList();
    }

    String id() {
        return operation.getOperationId();
    }

    Stream<Parameter> parameters(String in) {
        return operation.getParameters() == null
                ? Stream.of()
                : operation.getParameters().stream().filter(parameter -> in.equals(parameter.getIn()));
    }

    boolean hasBody() {
        return operation.getRequestBody() != null;
    }

    /// @return whether there is anything about its requests, their media type aside, that could be wrong
    boolean takesAnything() {
        List<SecurityRequirement> keys = operation.getSecurity();
        return hasBody() || operation.getParameters() != null || keys == null || !keys.isEmpty();
    }

    /// What its answers may be in, problems aside.
    List<String> mediaTypes() {
        return contents(operation.getResponses().values().stream())
                .flatMap(content -> content.keySet().stream())
                .filter(type -> !type.contains("problem"))
                .distinct()
                .sorted()
                .toList();
    }

    /// The problems that are shown for a status, by their names.
    Set<String> problems(int status) {
        return contents(Stream.ofNullable(operation.getResponses().get(String.valueOf(status))))
                .flatMap(content -> content.values().stream())
                .map(MediaType::getExamples)
                .filter(examples -> examples != null)
                .flatMap(examples -> examples.keySet().stream())
                .collect(Collectors.toSet());
    }

    private static Stream<Map<String, MediaType>> contents(Stream<ApiResponse> responses) {
        return responses.filter(response -> response.getContent() != null).map(ApiResponse::getContent);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
