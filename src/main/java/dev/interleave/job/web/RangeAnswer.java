package dev.interleave.job.web;

import dev.interleave.rest.ProblemException;
import dev.interleave.rest.ProblemType;
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

/// The headers of a download. The ranges themselves are cut by Spring.
///
/// @param request the request at hand
/// @param eTag of the representation
/// @param mediaType of the representation
record RangeAnswer(ServletWebRequest request, String eTag, MediaType mediaType) {

    ResponseEntity<Resource> of(ContentResource resource) {
        var answer = ResponseEntity.ok()
                .eTag(eTag)
                .contentType(mediaType)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.ACCEPT)
                .header(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (HttpMethod.HEAD.equals(request.getHttpMethod())) {
            return answer.contentLength(resource.contentLength()).build();
        }
        if (!wantsRange()) {
            return answer.contentLength(resource.contentLength())
                    .body(new InputStreamResource(resource.getInputStream()));
        }
        requireSatisfiable(resource);
        return answer.body(resource);
    }

    /// A range of another version than this one is of no use: the client gets all of this one (RFC 9110,
    /// section 13.1.5). Units that are not known are ignored (section 14.2).
    private boolean wantsRange() {
        @Nullable String range = request.getHeader(HttpHeaders.RANGE);
        @Nullable String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        return range != null && range.startsWith("bytes=") && (ifRange == null || ifRange.equals(eTag));
    }

    private void requireSatisfiable(ContentResource resource) {
        try {
            HttpRange.toResourceRegions(HttpRange.parseRanges(request.getHeader(HttpHeaders.RANGE)), resource);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                            ProblemType.RANGE_NOT_SATISFIABLE,
                            "The Range header must ask for bytes from 0 to " + (resource.contentLength() - 1)
                                    + ", such as bytes=0-99, and not for the same ones again and again.")
                    .withHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + resource.contentLength());
        }
    }
}
