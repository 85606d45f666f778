package dev.interleave.job.web.result;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.request.ByteRanges;
import dev.interleave.rest.request.Preconditions;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourceRegion;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.ResourceRegionHttpMessageConverter;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.context.request.ServletWebRequest;

/// A download, whole or in ranges.
///
/// Tomcat compresses what has no strong ETag, if the client takes that. So what may be compressed has a weak
/// tag, and ranges, which count uncompressed bytes, have a strong tag (RFC 9110, section 8.8.1).
///
/// @param request the request at hand
/// @param eTag of the representation, a strong one
/// @param lastModified when the result was stored
/// @param mediaType of the representation
record RangeResponse(
        ServletWebRequest request, String eTag, @Nullable Instant lastModified, MediaType mediaType) {

    private static final ResourceRegionHttpMessageConverter CONVERTER = new ResourceRegionHttpMessageConverter();

    /// @return the response; null if ranges were written already
    @Nullable
    ResponseEntity<Resource> of(ContentResource resource) throws IOException {
        if (Preconditions.isNotModified(request.getRequest(), eTag, lastModified)) {
            return headers(HttpStatus.NOT_MODIFIED, wholeTag()).build();
        }
        List<ResourceRegion> regions = wantsRange() ? regions(resource) : List.of();
        if (regions.isEmpty()) {
            return whole(headers(HttpStatus.OK, wholeTag()).contentLength(resource.contentLength()), resource);
        }
        write(regions);
        return null;
    }

    private String wholeTag() {
        return takesGzip() ? "W/" + eTag : eTag;
    }

    private ResponseEntity.BodyBuilder headers(HttpStatus status, String tag) {
        var answer = ResponseEntity.status(status)
                .eTag(tag)
                .contentType(mediaType)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_ENCODING)
                .header(HttpHeaders.ACCEPT_RANGES, "bytes");
        return lastModified == null ? answer : answer.lastModified(lastModified);
    }

    private ResponseEntity<Resource> whole(ResponseEntity.BodyBuilder answer, ContentResource resource) {
        return HttpMethod.HEAD.equals(request.getHttpMethod())
                ? answer.build()
                : answer.body(new InputStreamResource(resource.getInputStream()));
    }

    private void write(List<ResourceRegion> regions) throws IOException {
        HttpServletResponse response = Objects.requireNonNull(request.getResponse());
        try (ServletServerHttpResponse output = new ServletServerHttpResponse(response)) {
            output.setStatusCode(HttpStatus.PARTIAL_CONTENT);
            headers(HttpStatus.PARTIAL_CONTENT, eTag)
                    .build()
                    .getHeaders()
                    .forEach((name, values) -> output.getHeaders().put(name, values));
            var type = ResolvableType.forClassWithGenerics(List.class, ResourceRegion.class);
            CONVERTER.write(regions, type.getType(), mediaType, output);
        }
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
                && ByteRanges.isInBytes(range)
                && !ByteRanges.isEmpty(range)
                && HttpMethod.GET.equals(request.getHttpMethod())
                && (ifRange == null || ifRange.equals(eTag) || ifRange.equals(lastModifiedText()));
    }

    private @Nullable String lastModifiedText() {
        return headers(HttpStatus.OK, eTag).build().getHeaders().getFirst(HttpHeaders.LAST_MODIFIED);
    }

    /// @return the satisfiable ranges; empty if they are more than the whole, which the client then gets
    private List<ResourceRegion> regions(ContentResource resource) {
        List<HttpRange> ranges = ByteRanges.parse(
                        Objects.requireNonNull(request.getHeader(HttpHeaders.RANGE)), resource.contentLength())
                .orElseThrow(() -> notSatisfiable(resource))
                .satisfiable()
                .stream()
                .map(range -> HttpRange.createByteRange(range.first(), range.last()))
                .toList();
        if (ranges.isEmpty()) {
            throw notSatisfiable(resource);
        }
        try {
            return HttpRange.toResourceRegions(ranges, resource);
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    private static ProblemException notSatisfiable(ContentResource resource) {
        return new ProblemException(
                        ProblemType.RANGE_NOT_SATISFIABLE,
                        "The Range header must ask for bytes from 0 to " + (resource.contentLength() - 1)
                                + ", such as bytes=0-99.")
                .withHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + resource.contentLength());
    }
}
