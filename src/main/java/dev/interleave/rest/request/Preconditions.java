package dev.interleave.rest.request;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Evaluates the conditional headers of a request in the order of RFC 9110, section 13.2.2. Immutable.
public final class Preconditions {

    private static final Pattern TAG = Pattern.compile("\\s*(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")\\s*(,|$)|\\s*,");

    private final HttpServletRequest request;
    private final String eTag;
    private final @Nullable Instant lastModified;

    private Preconditions(HttpServletRequest request, String eTag, @Nullable Instant lastModified) {
        this.request = request;
        this.eTag = eTag;
        this.lastModified = lastModified == null ? null : lastModified.truncatedTo(ChronoUnit.SECONDS);
    }

    /// @param request the request at hand
    /// @param eTag of the current representation, a strong one
    /// @param lastModified when the representation changed last; null if that is not known
    /// @return whether the answer is 304: the request reads, and the client has the current representation
    /// @throws ProblemException with status 412 if a condition of the request does not hold
    public static boolean isNotModified(HttpServletRequest request, String eTag, @Nullable Instant lastModified) {
        return new Preconditions(request, eTag, lastModified).isNotModified();
    }

    private boolean isNotModified() {
        List<String> ifMatch = values(HttpHeaders.IF_MATCH);
        boolean failed =
                ifMatch.isEmpty() ? isModifiedSince(HttpHeaders.IF_UNMODIFIED_SINCE, false) : !matches(ifMatch, false);
        if (failed) {
            throw failure(ifMatch.isEmpty() ? HttpHeaders.IF_UNMODIFIED_SINCE : HttpHeaders.IF_MATCH);
        }
        List<String> ifNoneMatch = values(HttpHeaders.IF_NONE_MATCH);
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (ifNoneMatch.isEmpty()) {
            return reads && !isModifiedSince(HttpHeaders.IF_MODIFIED_SINCE, true);
        }
        boolean known = matches(ifNoneMatch, true);
        if (known && !reads) {
            throw failure(HttpHeaders.IF_NONE_MATCH);
        }
        return known;
    }

    private List<String> values(String name) {
        return Collections.list(request.getHeaders(name));
    }

    /// @param weakly whether a weak tag can match (RFC 9110, section 8.8.3.2)
    private boolean matches(List<String> values, boolean weakly) {
        String list = String.join(",", values);
        return list.strip().equals("*") || tags(list, weakly).contains(eTag);
    }

    /// @return the tags before the first malformed part
    private static List<String> tags(String list, boolean weak) {
        List<String> tags = new ArrayList<>();
        Matcher matcher = TAG.matcher(list);
        for (int at = 0; at < list.length() && matcher.region(at, list.length()).lookingAt(); at = matcher.end()) {
            if (matcher.group(2) != null && (weak || matcher.group(1) == null)) {
                tags.add(matcher.group(2));
            }
        }
        return tags;
    }

    /// @param otherwise the result where the header is missing, malformed, or does not apply
    private boolean isModifiedSince(String header, boolean otherwise) {
        if (lastModified == null || values(header).size() != 1) {
            return otherwise;
        }
        try {
            return lastModified.toEpochMilli() > request.getDateHeader(header);
        } catch (IllegalArgumentException malformed) {
            return otherwise;
        }
    }

    private static ProblemException failure(String header) {
        return new ProblemException(
                ProblemType.PRECONDITION_FAILED,
                "The condition in " + header
                        + " does not hold. Read the resource again, and repeat the request with its current ETag.");
    }
}
