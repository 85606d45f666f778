package dev.interleave.job.web.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class DownloadLimiterTest {

    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private static MockHttpServletRequest from(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/jobs/1/result");
        request.setRemoteAddr(address);
        return request;
    }

    @Test
    void thereAreSoManyAtMost() {
        // given
        DownloadLimiter downloadLimiter = new DownloadLimiter(new DownloadLimits(2, 2));
        MockHttpServletRequest first = from("192.0.2.1");
        downloadLimiter.preHandle(first, response, "");
        downloadLimiter.preHandle(from("192.0.2.2"), response, "");

        // then
        assertThatThrownBy(() -> downloadLimiter.preHandle(from("192.0.2.3"), response, ""))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.TOO_MANY_DOWNLOADS);
                    assertThat(problem).hasMessageContaining("2 results are being downloaded already.");
                });

        // when
        downloadLimiter.afterCompletion(first, response, "", null);

        // then
        assertThat(downloadLimiter.preHandle(from("192.0.2.3"), response, "")).isTrue();
    }

    @Test
    void whoWasRefusedHasNoPlaceToGiveBack() {
        // given
        DownloadLimiter downloadLimiter = new DownloadLimiter(new DownloadLimits(1, 1));
        downloadLimiter.preHandle(from("192.0.2.1"), response, "");
        MockHttpServletRequest refused = from("192.0.2.1");
        assertThatThrownBy(() -> downloadLimiter.preHandle(refused, response, ""))
                .isInstanceOf(ProblemException.class);

        // when
        downloadLimiter.afterCompletion(refused, response, "", null);

        // then
        assertThatThrownBy(() -> downloadLimiter.preHandle(from("192.0.2.1"), response, ""))
                .isInstanceOf(ProblemException.class);
    }
}
