package dev.interleave.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.rest.link.BasePath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients rely on: renaming a constant must not rename a problem.
class ProblemTypeTest {

    @ParameterizedTest
    @CsvSource({
        "malformed-request, 400",
        "invalid-parameter, 400",
        "invalid-header, 400",
        "unauthenticated, 401",
        "forbidden, 403",
        "not-found, 404",
        "method-not-allowed, 405",
        "not-acceptable, 406",
        "job-not-finished, 409",
        "job-has-no-result, 409",
        "illegal-transition, 409",
        "idempotency-key-in-use, 409",
        "job-gone, 410",
        "result-expired, 410",
        "too-large, 413",
        "unsupported-media-type, 415",
        "range-not-satisfiable, 416",
        "invalid-input, 422",
        "idempotency-key-reused, 422",
        "callback-url-refused, 422",
        "quota-exceeded, 429",
        "internal-error, 500",
        "queue-full, 503",
        "too-many-streams, 503",
        "too-many-downloads, 503",
        "store-unavailable, 503",
        "timed-out, 422",
        "out-of-memory-budget, 422",
        "computation-failed, 500"
    })
    void keepsItsNameAndStatus(String slug, int status) {
        ProblemType type = ProblemType.bySlug(slug).orElseThrow();

        assertThat(type.status()).isEqualTo(status);
        assertThat(type.uri(BasePath.ROOT)).hasToString("/problems/" + slug);
    }
}
