package dev.interleave.job.web.result;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRange;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.ServletWebRequest;

/// A download, whole or in ranges, which Spring cuts.
///
/// Tomcat compresses what has no strong ETag, if the client takes that. So what may be compressed has a weak
/// one, and ranges, which count uncompressed bytes, have a strong one (RFC 9110, section 8.8.1).
///
/// @param request the request at hand
/// @param eTag of the representation, a strong one
/// @param mediaType of the representation
record RangeResponse(ServletWebRequest request, String eTag, MediaType mediaType) {

    ResponseEntity<Resource> of(ContentResource resource) {
        return wantsRange() && isCut(resource)
                ? headers(eTag).body(resource)
                : whole(headers(takesGzip() ? "W/" + eTag : eTag).contentLength(resource.contentLength()), resource);
    }

    private ResponseEntity.BodyBuilder headers(String tag) {
        return ResponseEntity.ok()
                .eTag(tag)
                .contentType(mediaType)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_ENCODING)
                .header(HttpHeaders.ACCEPT_RANGES, "bytes");
    }

    private ResponseEntity<Resource> whole(ResponseEntity.BodyBuilder answer, ContentResource resource) {
        return HttpMethod.HEAD.equals(request.getHttpMethod())
                ? answer.build()
                : answer.body(new InputStreamResource(resource.getInputStream()));
    }

    private boolean takesGzip() {
        @Nullable String[] codings = request.getHeaderValues(HttpHeaders.ACCEPT_ENCODING);
        return codings != null
                && String.join(",", codings).toLowerCase(Locale.ROOT).contains("gzip");
    }

    /// A range of another version than this one is of no use: the client gets all of this one (RFC 9110,
    /// section 13.1.5). Units that are not known are ignored, and so is the header of a HEAD (section 14.2).
    private boolean wantsRange() {
        @Nullable String range = request.getHeader(HttpHeaders.RANGE);
        @Nullable String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        return range != null
                && range.startsWith("bytes=")
                && HttpMethod.GET.equals(request.getHttpMethod())
                && (ifRange == null || ifRange.equals(eTag));
    }

    /// Whether Spring will cut the ranges. If it will not although one of them lies within, because another
    /// one does not or because they are more than the whole, the client gets the whole.
    private boolean isCut(ContentResource resource) {
        List<HttpRange> ranges = ranges(resource);
        if (!ranges.isEmpty() && ranges.stream().noneMatch(range -> isWithin(range, resource))) {
            throw notSatisfiable(resource);
        }
        try {
            return !HttpRange.toResourceRegions(ranges, resource).isEmpty();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private List<HttpRange> ranges(ContentResource resource) {
        try {
            return HttpRange.parseRanges(request.getHeader(HttpHeaders.RANGE));
        } catch (IllegalArgumentException _) {
            throw notSatisfiable(resource);
        }
    }

    private static boolean isWithin(HttpRange range, ContentResource resource) {
        long length = resource.contentLength();
        return range.getRangeStart(length) <= range.getRangeEnd(length);
    }

    private static ProblemException notSatisfiable(ContentResource resource) {
        return new ProblemException(
                        ProblemType.RANGE_NOT_SATISFIABLE,
                        "The Range header must ask for bytes from 0 to " + (resource.contentLength() - 1)
                                + ", such as bytes=0-99.")
                .withHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + resource.contentLength());
    }
}
