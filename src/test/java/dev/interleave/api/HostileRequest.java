package dev.interleave.api;

import dev.interleave.rest.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request that must be refused, and the refusal. Texts stand for the bytes of ISO-8859-1, so that any bytes
/// can be written.
///
/// @param name what is wrong with it
/// @param method of the request
/// @param target of the request; `{id}` and its like are filled in when it is sent
/// @param headers lines, without those that every request has
/// @param body as it is sent
/// @param type of the problem in the answer
/// @param pointer to the first field at fault, if a field is
/// @param told header that has to be there in the answer
public record HostileRequest(
        String name,
        String method,
        String target,
        List<String> headers,
        String body,
        ProblemType type,
        @Nullable String pointer,
        @Nullable String told) {

    static HostileRequest request(String name, String method, String target, ProblemType type) {
        return new HostileRequest(name, method, target, List.of(), "", type, null, null);
    }

    static HostileRequest get(String name, String target, ProblemType type) {
        return request(name, "GET", target, type);
    }

    static HostileRequest post(String name, String target, String body, ProblemType type) {
        return request(name, "POST", target, type).withBody(body).with("Content-Type: application/json");
    }

    static HostileRequest submit(String name, String body, ProblemType type) {
        return post(name, "/v1/jobs", body, type);
    }

    /// With a wrong value of a field, which has to be told.
    static HostileRequest field(String pointer, String name, String body) {
        return submit(name, body, ProblemType.INVALID_INPUT).at(pointer);
    }

    HostileRequest at(String newPointer) {
        return new HostileRequest(name, method, target, headers, body, type, newPointer, told);
    }

    HostileRequest toTarget(String newTarget) {
        return new HostileRequest(name, method, newTarget, headers, body, type, pointer, told);
    }

    HostileRequest telling(String header) {
        return new HostileRequest(name, method, target, headers, body, type, pointer, header);
    }

    HostileRequest with(String headerLine) {
        List<String> more = new ArrayList<>(headers);
        more.add(headerLine);
        return new HostileRequest(name, method, target, more, body, type, pointer, told);
    }

    /// The same with other headers only, and a length only if that is among them.
    HostileRequest withOnly(String... headerLines) {
        return new HostileRequest(name, method, target, List.of(headerLines), body, type, pointer, told);
    }

    private HostileRequest withBody(String newBody) {
        return new HostileRequest(
                name, method, target, List.of("Content-Length: " + newBody.length()), newBody, type, pointer, told);
    }

    /// @param values of the names in braces in the target
    String head(Map<String, String> values) {
        String filled = target;
        for (var value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        List<String> lines = new ArrayList<>(List.of(method + " " + filled + " HTTP/1.1", "Host: localhost"));
        lines.add("Connection: close");
        lines.addAll(headers);
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    @Override
    public String toString() {
        return method + " " + (target.length() > 80 ? target.substring(0, 80) + "…" : target) + ": " + name;
    }
}
