package dev.interleave.job.web.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interleave.job.content.ByteContent;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.ServletWebRequest;

/// No `Range` header gets more out of a result than there is in it.
class RangeFuzzTest {

    /// More than the boundary and the headers of a part take.
    private static final int PART_HEAD = 200;

    private static final int LENGTH = 1_000;
    private static final String TAG = "\"tag\"";

    @FuzzTest(maxDuration = "10m")
    void isCutOutRefusedOrPassedOver(byte[] header) throws IOException {
        String range = new String(header, StandardCharsets.ISO_8859_1);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/jobs/1/result");
        request.addHeader("Range", range);
        ContentResource content = new ContentResource(new ByteContent(new byte[LENGTH]));
        try {
            MockHttpServletResponse response = new MockHttpServletResponse();
            ResponseEntity<Resource> whole = new RangeResponse(
                            new ServletWebRequest(request, response), TAG, null, MediaType.TEXT_PLAIN)
                    .of(content);
            if (whole == null) { // cut
                assertThat(response.getStatus()).isEqualTo(206);
                assertThat(response.getContentAsByteArray().length).isBetween(1, LENGTH + 100 * PART_HEAD);
            }
        } catch (ProblemException refused) {
            assertThat(refused.type()).isEqualTo(ProblemType.RANGE_NOT_SATISFIABLE);
        }
    }
}
