package dev.interleave.fuzz;

import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes requests up: right ones, and ones that are wrong in a place or two. For one request.
final class RequestMaker {

    /// Paths that are no other path once they are read. Encoded already.
    private static final List<String> ODD_IDS = List.of(
            "0",
            "0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11",
            "0198C0DE-1B5A-7C31-9D9E-6F1F4C0F7A11",
            "0198c0de1b5a7c319d9e6f1f4c0f7a11",
            "1-1-1-1-1",
            "-",
            "%20",
            "%00",
            "%ff",
            "%c0%af",
            "%25",
            "%2F",
            "%5C",
            "%0d%0aX-A:b",
            "%F0%9F%98%80",
            "a;b=c",
            "$%7B1%7D",
            "'%20OR%201=1",
            "x".repeat(300),
            "9".repeat(3_000));

    private static final Map<String, List<String>> HEADER_VALUES = Map.of(
            "Range",
            List.of(
                    "bytes=0-0",
                    "bytes=0-",
                    "bytes=-1",
                    "bytes=5-2",
                    "bytes=0-0,2-3,-1",
                    "bytes=999999999-",
                    "bytes=-0",
                    "bytes=0-18446744073709551616",
                    "bytes=" + "0-0,".repeat(200) + "1-1",
                    "bytes=--1",
                    "lines=1-2",
                    "bytes=a-b"),
            "Prefer",
            List.of(
                    "wait=0",
                    "wait=1",
                    "respond-async",
                    "wait=-1",
                    "wait=\"0\"",
                    "wait",
                    "wait=1e1",
                    "=;,\"",
                    "wait=0, wait=1"),
            "If-None-Match",
            List.of("*", "\"a\"", "W/\"a\"", "\"", "a, b", "\"a\", W/\"b\""),
            "Accept",
            List.of(
                    "*/*",
                    "application/json",
                    "image/png",
                    "text/plain;q=0",
                    ";",
                    "a/b/c",
                    "application/problem+json",
                    "*/*;q=2"),
            "Content-Type",
            List.of(
                    "application/json;charset=utf-8",
                    "application/json;charset=utf-16",
                    "application/json;a=b",
                    "text/plain",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data",
                    "multipart/form-data; boundary=x",
                    "application/merge-patch+json",
                    "nonsense",
                    "/",
                    "*/*"),
            "Authorization",
            List.of(
                    "Bearer nobody-knows-this-key-000",
                    "Bearer",
                    "Basic YTpi",
                    "Bearer a b",
                    "bearer ilv_",
                    "nonsense"));

    private final Choice choice;
    private final SchemaValues values;
    private final Mutations mutations;
    private final Things things;

    RequestMaker(Choice choice, Things things) {
        this.choice = choice;
        this.values = new SchemaValues(choice);
        this.mutations = new Mutations(choice);
        this.things = things;
    }

    Attempt make(int number, Described operation) {
        boolean right = choice.oneIn(3);
        String target = path(operation, right) + query(operation, right);
        byte @Nullable [] body = operation.hasBody() ? body(operation, right) : null;
        return new Attempt(number, operation, target, headers(operation, right), body);
    }

    private String path(Described operation, boolean right) {
        String path = operation.path();
        for (Parameter parameter : operation.parameters("path").toList()) {
            String id = right || !choice.oneIn(4)
                    ? things.idFor(operation.path(), choice)
                    : choice.oneIn(5) ? encoded(segment()) : choice.from(ODD_IDS);
            path = path.replace("{" + parameter.getName() + "}", id);
        }
        return path;
    }

    /// Not one that means another path.
    private String segment() {
        String text = choice.text(30);
        return text.isBlank() || text.equals(".") || text.equals("..") ? "x" : text;
    }

    private String query(Described operation, boolean right) {
        List<String> pairs = new ArrayList<>();
        operation.parameters("query").filter(_ -> choice.oneIn(3)).forEach(parameter -> {
            String pair = parameter.getName() + "=" + encoded(parameterValue(parameter, right));
            pairs.add(pair);
            if (!right && choice.oneIn(12)) {
                pairs.add(pair);
            }
        });
        if (!right && choice.oneIn(10)) {
            pairs.add(choice.from("x=y", "x", "=", "%ff=1", "a%00=b", "&&", encoded(choice.text(8)) + "=1"));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private String parameterValue(Parameter parameter, boolean right) {
        if (!right && choice.oneIn(3)) {
            return mutations.odd();
        }
        if (parameter.getName().equals("pageToken")) {
            return things.pageToken(choice);
        }
        Schema<?> schema = parameter.getSchema();
        Schema<?> element = schema.getItems() == null ? schema : schema.getItems(); // one of a list
        return values.value(parameter.getName(), element).asString();
    }

    private byte[] body(Described operation, boolean right) {
        var content = operation
                .operation()
                .getRequestBody()
                .getContent()
                .values()
                .iterator()
                .next();
        JsonNode body = values.value("", content.getSchema());
        things.fillIn(operation.path(), body, choice);
        return right ? JsonMapper.shared().writeValueAsBytes(body) : mutations.spoilt(body);
    }

    private List<Map.Entry<String, String>> headers(Described operation, boolean right) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        operation.parameters("header").filter(_ -> choice.oneIn(3)).forEach(parameter -> {
            headers.add(header(parameter.getName(), right));
            if (!right && choice.oneIn(15)) {
                headers.add(header(parameter.getName(), false));
            }
        });
        add(headers, "Authorization", things.authorization(), right ? 0 : 40);
        if (operation.hasBody()) {
            add(headers, "Content-Type", "application/json", right ? 0 : 15);
            if (!right && choice.oneIn(60)) {
                headers.add(Map.entry("Content-Encoding", choice.from("gzip", "identity", "br, gzip", "x")));
            }
        }
        String type = operation.mediaTypes().isEmpty() ? "*/*" : choice.from(operation.mediaTypes());
        add(headers, "Accept", choice.oneIn(2) ? "*/*" : type, right ? 0 : 15);
        return headers;
    }

    private Map.Entry<String, String> header(String name, boolean right) {
        if (name.startsWith("If-") && choice.oneIn(2)) {
            return Map.entry(name, things.eTag(choice));
        }
        if (name.equals("Idempotency-Key") && right) {
            return Map.entry(name, "key-" + choice.below(50));
        }
        List<String> known = HEADER_VALUES.get(name);
        return known == null || (!right && choice.oneIn(4))
                ? mutations.oddHeader(name)
                : Map.entry(name, choice.from(known));
    }

    private void add(List<Map.Entry<String, String>> headers, String name, String usual, int wrongOneIn) {
        if (wrongOneIn == 0 || !choice.oneIn(wrongOneIn)) {
            headers.add(Map.entry(name, usual));
        } else if (!choice.oneIn(4)) {
            headers.add(header(name, false));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
