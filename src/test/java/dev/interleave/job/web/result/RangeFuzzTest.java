package dev.interleave.job.web.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interleave.job.content.ByteContent;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourceRegion;
import org.springframework.http.HttpRange;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;

/// No `Range` header gets more out of a result than there is in it.
class RangeFuzzTest {

    private static final int LENGTH = 1_000;
    private static final String TAG = "\"tag\"";

    @FuzzTest(maxDuration = "10m")
    void isCutOutRefusedOrPassedOver(byte[] header) {
        String range = new String(header, StandardCharsets.ISO_8859_1);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/jobs/1/result");
        request.addHeader("Range", range);
        ContentResource content = new ContentResource(new ByteContent(new byte[LENGTH]));
        try {
            ResponseEntity<Resource> answer =
                    new RangeResponse(new ServletWebRequest(request), TAG, MediaType.TEXT_PLAIN).of(content);
            if (answer.getBody() instanceof ContentResource) { // Spring will cut it
                long sent = HttpRange.toResourceRegions(HttpRange.parseRanges(range), content).stream()
                        .mapToLong(ResourceRegion::getCount)
                        .sum();
                assertThat(sent).isBetween(1L, (long) LENGTH);
            }
        } catch (ProblemException refused) {
            assertThat(refused.type()).isEqualTo(ProblemType.RANGE_NOT_SATISFIABLE);
        }
    }
}
