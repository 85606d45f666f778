package dev.interleave.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Renders the OpenAPI description as a Markdown page. Not thread-safe.
final class ApiPage {

    private final StringBuilder page = new StringBuilder();

    private ApiPage() {}

    static String of(OpenAPI api) {
        ApiPage made = new ApiPage();
        made.line("# API");
        made.line("");
        made.line("Generated from the OpenAPI description at `/v3/api-docs` by `ApiPageTest`; do not edit. Every error"
                + " is a problem");
        made.line("(RFC 9457), `application/problem+json`.");
        List<Entry> entries = entries(api);
        made.index(entries);
        String tag = "";
        for (Entry entry : entries) {
            if (!entry.tag().equals(tag)) {
                tag = entry.tag();
                made.line("\n## " + tag);
            }
            made.operation(entry);
        }
        made.line("\n## Objects");
        new TreeMap<>(Objects.requireNonNull(api.getComponents()).getSchemas()).forEach(made::object);
        return made.page.toString();
    }

    private record Entry(String tag, String path, String method, Operation operation) {

        private String title() {
            return method + " " + path;
        }
    }

    private static List<Entry> entries(OpenAPI api) {
        List<Entry> entries = new ArrayList<>();
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    List<String> tags = operation.getTags();
                    String tag = tags == null || tags.isEmpty() ? "Other" : tags.getFirst();
                    entries.add(new Entry(tag, path, method.name(), operation));
                }));
        entries.sort(Comparator.comparing(Entry::tag).thenComparing(Entry::path).thenComparing(Entry::method));
        return entries;
    }

    private void index(List<Entry> entries) {
        line("\n| operation | summary |\n| --- | --- |");
        entries.forEach(entry -> line("| [`" + entry.title() + "`](#" + anchor(entry.title()) + ") | "
                + text(entry.operation().getSummary()) + " |"));
    }

    /// @return the anchor that GitHub gives a heading
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
    }

    private void operation(Entry entry) {
        Operation operation = entry.operation();
        line("\n### `" + entry.title() + "`");
        line("\n" + text(operation.getSummary()) + ". Operation `" + operation.getOperationId() + "`.");
        if (operation.getDescription() != null) {
            line("\n" + text(operation.getDescription()));
        }
        List<Parameter> parameters = operation.getParameters();
        if (parameters != null && !parameters.isEmpty()) {
            line("\n| parameter | in | type | meaning |\n| --- | --- | --- | --- |");
            parameters.stream()
                    .sorted(Comparator.comparing(Parameter::getIn).thenComparing(Parameter::getName))
                    .forEach(one -> line("| `" + one.getName() + "` | " + one.getIn() + " | " + type(one.getSchema())
                            + " | " + text(one.getDescription()) + " |"));
        }
        if (operation.getRequestBody() != null) {
            line("\nBody: " + content(operation.getRequestBody().getContent()) + ".");
        }
        line("\n| status | response | body |\n| --- | --- | --- |");
        new TreeMap<>(operation.getResponses())
                .forEach((status, response) -> line("| " + status + " | " + text(response.getDescription())
                        + headers(response) + " | " + content(response.getContent()) + " |"));
    }

    private static String headers(ApiResponse response) {
        return response.getHeaders() == null || response.getHeaders().isEmpty()
                ? ""
                : " (" + response.getHeaders().keySet().stream().sorted().collect(Collectors.joining("`, `", "`", "`"))
                        + ")";
    }

    private void object(String name, Schema<?> schema) {
        line("\n### " + name);
        if (schema.getDescription() != null) {
            line("\n" + text(schema.getDescription()));
        }
        if (schema.getProperties() == null || schema.getProperties().isEmpty()) {
            return;
        }
        List<String> required = schema.getRequired() == null ? List.of() : schema.getRequired();
        line("\n| member | type | meaning |\n| --- | --- | --- |");
        schema.getProperties().forEach((member, one) -> member(member, one, required.contains(member)));
    }

    private void member(String name, Schema<?> schema, boolean required) {
        line("| `" + name + "` | " + type(schema) + (required ? ", required" : "") + " | "
                + text(schema.getDescription()) + " |");
    }

    private static String content(@Nullable Content content) {
        if (content == null || content.isEmpty()) {
            return "";
        }
        return new TreeMap<>(content)
                .entrySet().stream()
                        .map(one ->
                                "`" + one.getKey() + "` " + type(one.getValue().getSchema()))
                        .map(String::strip)
                        .collect(Collectors.joining(", "));
    }

    private static String type(@Nullable Schema<?> schema) {
        if (schema == null) {
            return "";
        }
        if (schema.get$ref() != null) {
            String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
            return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
        }
        if (schema.getAllOf() != null && !schema.getAllOf().isEmpty()) {
            return type(schema.getAllOf().getFirst());
        }
        if (schema.getItems() != null) {
            return "array of " + type(schema.getItems());
        }
        String type = schema.getType() == null ? "any" : schema.getType();
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            return schema.getEnum().stream().map(String::valueOf).collect(Collectors.joining("`, `", "one of `", "`"));
        }
        return type + (schema.getFormat() == null ? "" : " (" + schema.getFormat() + ")") + range(schema);
    }

    private static String range(Schema<?> schema) {
        String from = schema.getMinimum() == null ? "" : " from " + schema.getMinimum();
        String to = schema.getMaximum() == null ? "" : " to " + schema.getMaximum();
        return from + to;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip().replace("\n", " ").replace("|", "\\|");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
