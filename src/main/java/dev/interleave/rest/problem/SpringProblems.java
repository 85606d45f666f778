package dev.interleave.rest.problem;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;

/// Translates exceptions of Spring MVC to problems.
final class SpringProblems {

    private SpringProblems() {}

    static ProblemException translate(Exception thrown) {
        return switch (thrown) {
            case ProblemException problem -> problem;
            case HttpRequestMethodNotSupportedException e -> methodNotAllowed(e);
            case HttpMediaTypeNotAcceptableException e -> notAcceptable(e);
            case HttpMediaTypeNotSupportedException e -> unsupportedMediaType(e.getSupportedMediaTypes());
            case MultipartException _ -> unsupportedMediaType(List.of(MediaType.APPLICATION_JSON));
            case MissingServletRequestParameterException e -> parameter(e.getParameterName(), "is missing.");
            case MethodArgumentTypeMismatchException e -> typeMismatch(e);
            case HandlerMethodValidationException e -> validation(e);
            case MissingRequestHeaderException e -> header(e.getHeaderName(), "is missing.");
            case InvalidParameterException _ ->
                new ProblemException(ProblemType.INVALID_PARAMETER, "The query string cannot be decoded as UTF-8.");
            case HttpMessageNotReadableException _ ->
                new ProblemException(
                        ProblemType.MALFORMED_REQUEST, "The request body is missing; send exactly one JSON object.");
            case Exception e when isOfTheStore(e) -> storeUnavailable();
            case ErrorResponse e -> StatusProblems.of(e.getStatusCode().value());
            default -> StatusProblems.of(500);
        };
    }

    /// Its connections are reset and closed in the same words as those of clients.
    static boolean isOfTheStore(Exception thrown) {
        return thrown instanceof DataAccessException || thrown instanceof TransactionException;
    }

    private static ProblemException storeUnavailable() {
        return new ProblemException(
                        ProblemType.STORE_UNAVAILABLE,
                        "The database does not answer, so nothing can be kept or looked up. Try again a little later.")
                .withHeader("Retry-After", "5");
    }

    private static ProblemException methodNotAllowed(HttpRequestMethodNotSupportedException e) {
        String allowed = String.join(", ", allowed(e.getSupportedMethods()));
        return new ProblemException(
                        ProblemType.METHOD_NOT_ALLOWED, "This URL supports only these methods: " + allowed + ".")
                .withHeader("Allow", allowed);
    }

    /// Every path also answers OPTIONS, and HEAD where it answers GET.
    private static Set<String> allowed(String @Nullable [] supported) {
        Set<String> allowed = new LinkedHashSet<>();
        for (String method : supported == null ? new String[0] : supported) {
            allowed.add(method);
            if (method.equals("GET")) {
                allowed.add("HEAD");
            }
        }
        allowed.add("OPTIONS");
        return allowed;
    }

    private static ProblemException notAcceptable(HttpMediaTypeNotAcceptableException e) {
        String forms = list(e.getSupportedMediaTypes());
        String detail = forms.isEmpty()
                ? "The Accept header cannot be read, or excludes every form of this answer."
                : "This answer comes as " + forms + "; accept one of these or leave the Accept header out.";
        return new ProblemException(ProblemType.NOT_ACCEPTABLE, detail);
    }

    private static ProblemException unsupportedMediaType(Collection<MediaType> supported) {
        String forms = supported.isEmpty() ? MediaType.APPLICATION_JSON_VALUE : list(supported);
        return new ProblemException(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE, "The Content-Type of this request must be " + forms + ".")
                .withHeader("Accept", forms);
    }

    private static ProblemException typeMismatch(MethodArgumentTypeMismatchException e) {
        Class<?> type = e.getRequiredType();
        String expected = type != null && (type.isPrimitive() || Number.class.isAssignableFrom(type))
                ? "must be a number in its range."
                : "has a value that it cannot have.";
        return e.getParameter().hasParameterAnnotation(RequestHeader.class)
                ? header(e.getName(), expected)
                : parameter(e.getName(), expected);
    }

    private static ProblemException validation(HandlerMethodValidationException e) {
        String wrong = e.getParameterValidationResults().stream()
                .map(result -> result.getMethodParameter().getParameterName() + " "
                        + result.getResolvableErrors().getFirst().getDefaultMessage())
                .collect(Collectors.joining("; "));
        return new ProblemException(ProblemType.INVALID_PARAMETER, "Wrong parameters: " + wrong + ".");
    }

    private static ProblemException parameter(String name, String expected) {
        return new ProblemException(ProblemType.INVALID_PARAMETER, "The parameter \"" + name + "\" " + expected);
    }

    private static ProblemException header(String name, String expected) {
        return new ProblemException(ProblemType.INVALID_HEADER, "The header " + name + " " + expected);
    }

    private static String list(Collection<MediaType> types) {
        return types.stream().map(MediaType::toString).distinct().collect(Collectors.joining(", "));
    }
}
