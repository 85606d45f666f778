package dev.interleave.job.web.result;

import dev.interleave.job.ResultReader;
import dev.interleave.job.content.Content;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.ResultForm;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/// The forms in which a result is served.
enum ResultRepresentations {
    /// The digits, plain.
    TEXT(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8)) {
        @Override
        Content content(ResultReader resultReader, Job job, JobResult result, int radix) {
            return radix == HEX
                    ? HexContent.of(resultReader.result(job, ResultForm.BINARY), result.bits())
                    : resultReader.result(job, ResultForm.DECIMAL);
        }
    },
    /// The magnitude in bytes, the highest first.
    BYTES(MediaType.APPLICATION_OCTET_STREAM) {
        @Override
        Content content(ResultReader resultReader, Job job, JobResult result, int radix) {
            return resultReader.result(job, ResultForm.BINARY);
        }
    },
    /// The digits as the member `value` of an object.
    JSON(MediaType.APPLICATION_JSON) {
        @Override
        Content content(ResultReader resultReader, Job job, JobResult result, int radix) {
            return new JsonValueContent(TEXT.content(resultReader, job, result, radix));
        }
    };

    static final int HEX = 16;

    @SuppressWarnings("ImmutableEnumChecker") // it has no setters
    private final MediaType mediaType;

    ResultRepresentations(MediaType mediaType) {
        this.mediaType = mediaType;
    }

    abstract Content content(ResultReader resultReader, Job job, JobResult result, int radix);

    MediaType mediaType() {
        return mediaType;
    }

    /// The same for the same bytes: results never change.
    String eTag(JobResult result, int radix) {
        return "\"" + result.sha256().substring(0, 32) + "-" + name().toLowerCase(Locale.ROOT) + radix + "\"";
    }

    /// @param accepted what the client takes, the best first
    /// @return the first form that it takes
    /// @throws HttpMediaTypeNotAcceptableException if it takes none
    static ResultRepresentations best(List<MediaType> accepted) throws HttpMediaTypeNotAcceptableException {
        return accepted.stream()
                .flatMap(range -> Stream.of(values()).filter(form -> range.isCompatibleWith(form.mediaType)))
                .filter(form -> !form.isExcludedBy(accepted))
                .findFirst()
                .orElseThrow(() -> new HttpMediaTypeNotAcceptableException(Stream.of(values())
                        .map(ResultRepresentations::mediaType)
                        .toList()));
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
