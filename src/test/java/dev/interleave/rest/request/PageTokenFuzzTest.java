package dev.interleave.rest.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.nio.charset.StandardCharsets;

/// A page token is one that was given out for this list, or it is refused.
class PageTokenFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void isIssuedOrRejected(byte[] bytes) {
        String token = new String(bytes, StandardCharsets.UTF_8);
        try {
            assertThat(PageToken.write(PageToken.read(token, "jobs"), "jobs")).isEqualTo(token);
        } catch (ProblemException refused) {
            assertThat(refused.type()).isEqualTo(ProblemType.INVALID_PARAMETER);
        }
    }
}
