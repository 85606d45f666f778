package dev.interleave.job.web.result;

import dev.interleave.computation.ValueKind;
import dev.interleave.job.ResultReader;
import dev.interleave.job.content.Content;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.ResultForm;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/// A form in which a result is served. Immutable.
///
/// @param format the form
/// @param hasTextIntegers whether integers beyond 2⁵³ in JSON are strings
record ResultRepresentation(Format format, boolean hasTextIntegers) {

    static final int HEX = 16;

    private static final Map<String, String> TEXT_INTEGERS = Map.of("integers", "string");

    /// The forms, the preferred one first.
    enum Format {
        /// Digits or text.
        TEXT(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8)),
        /// Octets, or the magnitude of an integer in bytes, the highest first.
        BYTES(MediaType.APPLICATION_OCTET_STREAM),
        /// The digits as the member `value` of an object, or any other value as itself.
        JSON(MediaType.APPLICATION_JSON);

        @SuppressWarnings("ImmutableEnumChecker") // it has no setters
        private final MediaType mediaType;

        Format(MediaType mediaType) {
            this.mediaType = mediaType;
        }

        private static List<Format> of(JobResult result) {
            return switch (result.kind()) {
                case INTEGER -> result.isNegative() ? List.of(TEXT, JSON) : List.of(TEXT, BYTES, JSON);
                case TEXT -> List.of(TEXT, JSON);
                case JSON -> List.of(JSON);
                case BYTES -> List.of(BYTES);
            };
        }

        /// Whether the most specific range that fits has a weight of 0 (RFC 9110, section 12.5.1).
        private boolean isExcludedBy(List<MediaType> accepted) {
            return accepted.stream()
                    .filter(range -> range.isCompatibleWith(mediaType))
                    .min(Comparator.comparing(MediaType::isWildcardType).thenComparing(MediaType::isWildcardSubtype))
                    .filter(range -> range.getQualityValue() == 0)
                    .isPresent();
        }
    }

    /// @param accepted what the client takes, the best first
    /// @param result to be served
    /// @return the first form that it takes
    /// @throws HttpMediaTypeNotAcceptableException if it takes none that the result has
    static ResultRepresentation best(List<MediaType> accepted, JobResult result)
            throws HttpMediaTypeNotAcceptableException {
        List<Format> formats = Format.of(result);
        return accepted.stream()
                .flatMap(range -> formats.stream()
                        .filter(format -> range.isCompatibleWith(format.mediaType))
                        .filter(format -> !format.isExcludedBy(accepted))
                        .map(format -> new ResultRepresentation(format, asksForTextIntegers(range, format, result))))
                .findFirst()
                .orElseThrow(() -> new HttpMediaTypeNotAcceptableException(
                        formats.stream().map(format -> format.mediaType).toList()));
    }

    private static boolean asksForTextIntegers(MediaType range, Format format, JobResult result) {
        return format == Format.JSON
                && result.kind() == ValueKind.JSON
                && "string".equalsIgnoreCase(range.getParameter("integers"));
    }

    MediaType mediaType() {
        return hasTextIntegers ? new MediaType(format.mediaType, TEXT_INTEGERS) : format.mediaType;
    }

    Content content(ResultReader reader, Job job, JobResult result, int radix) {
        return switch (format) {
            case TEXT -> text(reader, job, result, radix);
            case BYTES -> reader.result(job, result.kind() == ValueKind.INTEGER ? ResultForm.BINARY : ResultForm.TEXT);
            case JSON -> json(reader, job, result, radix);
        };
    }

    private static Content text(ResultReader reader, Job job, JobResult result, int radix) {
        if (radix != HEX) {
            return reader.result(job, ResultForm.TEXT);
        }
        Content hex = HexContent.of(reader.result(job, ResultForm.BINARY), result.bits());
        return result.isNegative() ? WrappedContent.negative(hex) : hex;
    }

    private Content json(ResultReader reader, Job job, JobResult result, int radix) {
        Content text = text(reader, job, result, radix);
        return switch (result.kind()) {
            case INTEGER -> WrappedContent.json(text);
            case JSON -> hasTextIntegers ? JsonDocuments.withTextIntegers(text) : text;
            case TEXT, BYTES -> JsonDocuments.string(text);
        };
    }

    /// The same for the same bytes: results never change.
    String eTag(JobResult result, int radix) {
        String form = format.name().toLowerCase(Locale.ROOT) + radix + (hasTextIntegers ? "s" : "");
        return "\"" + result.sha256().substring(0, 32) + "-" + form + "\"";
    }
}
