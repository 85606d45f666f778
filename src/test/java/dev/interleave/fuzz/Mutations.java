package dev.interleave.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// Spoils what was right. For one thread.
final class Mutations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int BODY_LIMIT = 1_000_000;

    /// Values that are written as they stand here, whether they are JSON or not.
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-1",
            "1",
            "1.0",
            "1e3",
            "1E-3",
            "0.5",
            "1e400",
            "1e999999999",
            "9007199254740993",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "1000000",
            "1000001",
            "\"\"",
            "\"5\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\uFEFF\"",
            "\"../../etc/passwd\"",
            "\"' OR 1=1 --\"",
            "\"${jndi:ldap://127.0.0.1/a}\"",
            "\"#{T(java.lang.Runtime)}\"",
            "\"%00\"",
            "\"http://127.0.0.1:9\"",
            "\"http://169.254.169.254/\"",
            "\"http://[::ffff:127.0.0.1]/\"",
            "\"http://0x7f.1/\"",
            "\"file:///etc/passwd\"",
            "\"http://a@b/\"",
            "\"PT0S\"",
            "\"PT-5S\"",
            "\"P30DT0.001S\"",
            "\"PT9223372036854775808S\"",
            "\"whsec_\"",
            "\"whsec_====\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "{\"\":null}",
            "[1,[2,[3,[4,[5]]]]]",
            "NaN",
            "Infinity",
            "01",
            "+1",
            ".5",
            "0x10",
            "'a'",
            "undefined",
            "");

    private final Choice choice;

    Mutations(Choice choice) {
        this.choice = choice;
    }

    /// @param body that is right
    /// @return one to three changes away from it
    byte[] spoilt(JsonNode body) {
        JsonNode changed = body;
        for (int i = choice.below(3); i >= 0; i--) {
            changed = choice.oneIn(4) ? changed : treeChanged(changed);
        }
        byte[] text = MAPPER.writeValueAsBytes(changed);
        return choice.oneIn(3) ? textChanged(text) : text;
    }

    /// Text that is hardly ever right.
    String odd() {
        return switch (choice.below(6)) {
            case 0 -> choice.text(30);
            case 1 -> "x".repeat(choice.from(1, 63, 64, 255, 256, 257, 1_000));
            default -> choice.from(ODD).replace("\"", "");
        };
    }

    private JsonNode treeChanged(JsonNode body) {
        List<JsonNode> containers = new ArrayList<>();
        collect(body, containers);
        if (containers.isEmpty()) {
            return oddValue();
        }
        switch (choice.from(containers)) {
            case ObjectNode object -> change(object);
            case ArrayNode array -> change(array);
            default -> throw new IllegalStateException();
        }
        return body;
    }

    private void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private void change(ObjectNode object) {
        List<String> names = new ArrayList<>(object.propertyNames());
        if (names.isEmpty() || choice.oneIn(6)) {
            object.set(choice.oneIn(2) ? odd() : choice.from("n", "k", "N", "jobs", "labels", "__proto__"), oddValue());
        } else if (choice.oneIn(6)) {
            object.remove(choice.from(names));
        } else {
            object.set(choice.from(names), oddValue());
        }
    }

    private void change(ArrayNode array) {
        switch (choice.below(4)) {
            case 0 -> array.removeAll();
            case 1 -> array.add(array.isEmpty() ? oddValue() : array.get(0).deepCopy());
            default -> array.insert(choice.below(array.size() + 1), oddValue());
        }
    }

    private JsonNode oddValue() {
        return switch (choice.below(12)) {
            case 0 -> JSON.stringNode(choice.text(300));
            case 1 -> JSON.numberNode(choice.random().nextLong());
            case 2 -> JSON.numberNode(choice.random().nextGaussian());
            case 3 -> JSON.rawValueNode(new RawValue("9".repeat(choice.from(20, 400, 5_000))));
            default -> JSON.rawValueNode(new RawValue(choice.from(ODD)));
        };
    }

    private byte[] textChanged(byte[] text) {
        return switch (choice.below(12)) {
            case 0 -> Arrays.copyOf(text, choice.below(text.length + 1));
            case 1, 2 -> flipped(text);
            case 3 -> joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, text);
            case 4 -> joined(text, choice.text(5).getBytes(StandardCharsets.UTF_8));
            case 5 -> joined(text, text);
            case 6 -> ("[" + new String(text, StandardCharsets.UTF_8) + "]").getBytes(StandardCharsets.UTF_8);
            case 7 -> "{\"a\":".repeat(choice.from(21, 500, 20_000)).getBytes(StandardCharsets.UTF_8);
            case 8 ->
                new String(text, StandardCharsets.UTF_8)
                        .replaceFirst("\\{", "{\"n\":3,\"n\":4,")
                        .getBytes(StandardCharsets.UTF_8);
            case 9 -> new String(text, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            case 10 -> padded(text);
            default -> new byte[choice.below(3)];
        };
    }

    private byte[] flipped(byte[] text) {
        byte[] changed = text.clone();
        for (int i = choice.below(3); i >= 0 && changed.length > 0; i--) {
            changed[choice.below(changed.length)] = (byte) choice.random().nextInt();
        }
        return changed;
    }

    private byte[] padded(byte[] text) {
        byte[] spaces = new byte[Math.max(0, choice.from(10, 1_000, BODY_LIMIT, BODY_LIMIT + 1) - text.length)];
        Arrays.fill(spaces, (byte) ' ');
        return joined(spaces, text);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    /// @return one header more or less
    Map.Entry<String, String> oddHeader(String name) {
        return Map.entry(name, headerText(odd()));
    }

    /// What the client that sends it lets through.
    static String headerText(String text) {
        return text.replaceAll("[^\\t -~]", "?").strip();
    }
}
