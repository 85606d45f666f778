package dev.interleave.fuzz;

import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes values that fit a schema, many of them just so. For one thread.
final class SchemaValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final long LARGEST = 20_000;

    private static final List<String> PROGRAMS =
            List.of("print(1)\n", "def main():\n    yield [1]\n    return None\n", "def main(k=1): return 1 / 0\n", "");

    /// What no schema says: what a text means. By the name of the member.
    private static final Map<String, List<String>> MEANT = Map.ofEntries(
            Map.entry("timeout", List.of("PT0.001S", "PT5M", "P30D", "PT1H30M")),
            Map.entry("delay", List.of("PT0S", "PT0.1S", "PT1H", "P365D")),
            Map.entry("backoff", List.of("PT0S", "PT1S", "P1D")),
            Map.entry("expiresIn", List.of("PT1H", "P90D", "PT5M")),
            Map.entry("secret", List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
            Map.entry("url", List.of("http://127.0.0.1:9/hook", "http://localhost:9/", "http://[::1]:9/a?b=c")),
            Map.entry("last", List.of("PT1H", "PT10M", "PT24H")),
            Map.entry("label", List.of("team:a", "team:", "a:b:c")),
            Map.entry("program", PROGRAMS),
            Map.entry("source", PROGRAMS),
            Map.entry("computation", List.of("factorial", "binomial", "fibonacci")));

    private final Choice choice;

    SchemaValues(Choice choice) {
        this.choice = choice;
    }

    /// @param name of the member or parameter; empty if it has none
    JsonNode value(String name, Schema<?> schema) {
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            return MAPPER.valueToTree(choice.from(new ArrayList<Object>(schema.getEnum())));
        }
        return switch (schema.getType()) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "integer", "number" -> JSON.numberNode(integer(name, schema));
            case "boolean" -> JSON.booleanNode(choice.oneIn(2));
            default -> JSON.stringNode(text(name, schema));
        };
    }

    private ObjectNode object(Schema<?> schema) {
        ObjectNode object = JSON.objectNode();
        if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            for (int i = choice.below(3); i > 0; i--) {
                object.set("k" + choice.below(9), value("", values));
            }
        }
        if (schema.getProperties() != null) {
            List<String> required = schema.getRequired() == null ? List.of() : schema.getRequired();
            schema.getProperties().forEach((name, property) -> {
                if (required.contains(name) || choice.oneIn(3)) {
                    object.set(name, value(name, property));
                }
            });
        }
        return object;
    }

    private ArrayNode array(Schema<?> schema) {
        ArrayNode array = JSON.arrayNode();
        int min = schema.getMinItems() == null ? 0 : schema.getMinItems();
        int max = schema.getMaxItems() == null ? min + 3 : schema.getMaxItems();
        int size = choice.oneIn(50) ? max : Math.min(max, min + choice.below(3));
        for (int i = 0; i < size; i++) {
            array.add(value("", schema.getItems()));
        }
        return array;
    }

    private long integer(String name, Schema<?> schema) {
        long min = schema.getMinimum() == null ? 0 : schema.getMinimum().longValue();
        long max = schema.getMaximum() == null ? LARGEST : schema.getMaximum().longValue();
        if (name.equals("pageSize")) {
            return choice.from(1L, 2L, 50L, 199L, 200L);
        }
        return switch (choice.below(8)) {
            case 0 -> min;
            case 1 -> min + 1;
            case 2 -> choice.oneIn(10) ? max : min + 2;
            default -> min + choice.below((int) Math.min(200, max - min + 1));
        };
    }

    private String text(String name, Schema<?> schema) {
        if (MEANT.containsKey(name)) {
            return choice.from(MEANT.get(name));
        }
        if (schema.getPattern() != null) {
            return "a-" + Integer.toHexString(choice.below(Integer.MAX_VALUE));
        }
        return schema.getExample() != null && choice.oneIn(2) ? String.valueOf(schema.getExample()) : choice.text(20);
    }
}
