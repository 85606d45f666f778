package dev.interleave.fuzz;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether an answer is one that the API description promises. Thread-safe.
final class Verdict {

    private static final String PROBLEM = "application/problem+json";

    private final OpenApiInteractionValidator validator;

    Verdict(String description) {
        validator = OpenApiInteractionValidator.createForInlineApiSpecification(description)
                .build();
    }

    /// @return what is wrong with the answer
    List<String> on(Attempt attempt, Answer answer) {
        return Stream.of(failure(answer), undescribed(attempt.operation(), answer), problem(attempt, answer))
                .flatMap(found -> found)
                .toList();
    }

    private static Stream<String> failure(Answer answer) {
        return answer.status() >= 500 ? Stream.of("failed with " + answer.status()) : Stream.of();
    }

    private Stream<String> undescribed(Described operation, Answer answer) {
        if (answer.status() == 200 && answer.mediaType().equals("text/plain") && answer.body().length == 0) {
            return Stream.of(); // an empty text, which the validator takes for none
        }
        String anyPath = operation.path().replaceAll("\\{\\w+}", "x");
        return validator
                .validateResponse(anyPath, Request.Method.valueOf(operation.method()), simple(answer))
                .getMessages()
                .stream()
                .map(ValidationReport.Message::toString);
    }

    private static SimpleResponse simple(Answer answer) {
        var simple = SimpleResponse.Builder.status(answer.status());
        if (answer.status() == 206) {
            simple.withContentType("application/octet-stream").withBody(answer.body()); // a piece of JSON is none
        } else if (!answer.mediaType().isEmpty()) {
            simple.withContentType(answer.header("Content-Type").getFirst()).withBody(answer.body());
        }
        answer.headers().map().forEach(simple::withHeader);
        return simple.build();
    }

    private static Stream<String> problem(Attempt attempt, Answer answer) {
        if (answer.status() < 400) {
            return Stream.of();
        }
        if (!answer.mediaType().equals(PROBLEM)) {
            return Stream.of("no problem, but " + answer.mediaType());
        }
        try {
            JsonNode problem = JsonMapper.shared().readTree(answer.body());
            String slug = problem.path("type").asString("").replaceFirst("^/problems/", "");
            return Stream.concat(
                    attempt.operation().problems(answer.status()).contains(slug)
                            ? Stream.of()
                            : Stream.of("the problem " + slug + " is not described for " + answer.status()),
                    problem.path("status").asInt(0) == answer.status()
                            ? Stream.of()
                            : Stream.of("the problem tells another status"));
        } catch (JacksonException e) {
            return Stream.of("the problem is no JSON");
        }
    }
}
