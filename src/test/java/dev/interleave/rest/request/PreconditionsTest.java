package dev.interleave.rest.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.rest.problem.ProblemException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class PreconditionsTest {

    private static final String TAG = "\"a\"";
    private static final Instant CHANGED = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String SAME = "Fri, 02 Jan 2026 03:04:05 GMT";
    private static final String EARLIER = "Fri, 02 Jan 2026 03:04:04 GMT";

    /// 200 stands for a request that is carried out.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    If-Match            | "a"               | 200 | 200
                    If-Match            | "b", "a"          | 200 | 200
                    If-Match            | *                 | 200 | 200
                    If-Match            | "b"               | 412 | 412
                    If-Match            | W/"a"             | 412 | 412
                    If-Match            | nonsense          | 412 | 412
                    If-None-Match       | "a"               | 304 | 412
                    If-None-Match       | W/"a"             | 304 | 412
                    If-None-Match       | "x,y", "a"        | 304 | 412
                    If-None-Match       | *                 | 304 | 412
                    If-None-Match       | "b"               | 200 | 200
                    If-Modified-Since   | Fri, 02 Jan 2026 03:04:05 GMT | 304 | 200
                    If-Modified-Since   | Fri, 02 Jan 2026 03:04:04 GMT | 200 | 200
                    If-Modified-Since   | yesterday                     | 200 | 200
                    If-Unmodified-Since | Fri, 02 Jan 2026 03:04:05 GMT | 200 | 200
                    If-Unmodified-Since | Fri, 02 Jan 2026 03:04:04 GMT | 412 | 412
                    If-Unmodified-Since | yesterday                     | 200 | 200
                    """)
    void evaluatesOneCondition(String header, String value, int read, int write) {
        assertThat(status("GET", CHANGED, header, value)).isEqualTo(read);
        assertThat(status("HEAD", CHANGED, header, value)).isEqualTo(read);
        assertThat(status("DELETE", CHANGED, header, value)).isEqualTo(write);
    }

    @Test
    void givesTagsPrecedenceOverDates() {
        assertThat(status("GET", CHANGED, "If-None-Match", "\"b\"", "If-Modified-Since", SAME))
                .isEqualTo(200);
        assertThat(status("GET", CHANGED, "If-Match", TAG, "If-Unmodified-Since", EARLIER))
                .isEqualTo(200);
    }

    @Test
    void evaluatesIfMatchBeforeIfNoneMatch() {
        assertThat(status("GET", CHANGED, "If-Match", "\"b\"", "If-None-Match", TAG))
                .isEqualTo(412);
        assertThat(status("GET", CHANGED, "If-Match", TAG, "If-None-Match", TAG))
                .isEqualTo(304);
    }

    @Test
    void ignoresDatesWithoutALastModification() {
        assertThat(status("GET", null, "If-Modified-Since", SAME)).isEqualTo(200);
        assertThat(status("GET", null, "If-Unmodified-Since", EARLIER)).isEqualTo(200);
    }

    private static int status(String method, @Nullable Instant lastModified, String... headers) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/");
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        try {
            return Preconditions.isNotModified(request, TAG, lastModified) ? 304 : 200;
        } catch (ProblemException failed) {
            return failed.type().status();
        }
    }
}
