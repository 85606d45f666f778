package dev.interleave.rest.problem;

import dev.interleave.rest.link.BasePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Ends a request with a problem. Immutable, and without a stack trace: it is a response, not a fault.
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final String detail;
    private final transient List<FieldError> errors;
    private final transient SequencedMap<String, String> headers;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    public ProblemException(ProblemType type, String detail, List<FieldError> errors) {
        this(type, detail, errors, Map.of());
    }

    private ProblemException(ProblemType type, String detail, List<FieldError> errors, Map<String, String> headers) {
        super(type.slug() + ": " + detail, null, false, false);
        this.type = type;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.headers = new LinkedHashMap<>(headers);
    }

    /// The same problem, answered with one more header.
    public ProblemException withHeader(String name, String value) {
        ProblemException more = new ProblemException(type, detail, errors, headers);
        more.headers.put(name, value);
        return more;
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return detail;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /// The body of the answer.
    ///
    /// @param base the base path of the request
    /// @param instance the path of the request, if it is a URI reference
    public Problem toProblem(BasePath base, @Nullable String instance) {
        return new Problem(type.uri(base), type.title(), type.status(), detail, instance, errors);
    }
}
