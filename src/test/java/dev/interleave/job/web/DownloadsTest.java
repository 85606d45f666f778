package dev.interleave.job.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.rest.ProblemException;
import dev.interleave.rest.ProblemType;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class DownloadsTest {

    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private static MockHttpServletRequest from(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/jobs/1/result");
        request.setRemoteAddr(address);
        return request;
    }

    @Test
    void thereAreSoManyAtMost() {
        // given
        Downloads downloads = new Downloads(new DownloadLimits(2, 2));
        MockHttpServletRequest first = from("192.0.2.1");
        downloads.preHandle(first, response, "");
        downloads.preHandle(from("192.0.2.2"), response, "");

        // then
        assertThatThrownBy(() -> downloads.preHandle(from("192.0.2.3"), response, ""))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.TOO_MANY_DOWNLOADS);
                    assertThat(problem).hasMessageContaining("2 results are being downloaded already.");
                });

        // when
        downloads.afterCompletion(first, response, "", null);

        // then
        assertThat(downloads.preHandle(from("192.0.2.3"), response, "")).isTrue();
    }

    @Test
    void whoWasRefusedHasNoPlaceToGiveBack() {
        // given
        Downloads downloads = new Downloads(new DownloadLimits(1, 1));
        downloads.preHandle(from("192.0.2.1"), response, "");
        MockHttpServletRequest refused = from("192.0.2.1");
        assertThatThrownBy(() -> downloads.preHandle(refused, response, "")).isInstanceOf(ProblemException.class);

        // when
        downloads.afterCompletion(refused, response, "", null);

        // then
        assertThatThrownBy(() -> downloads.preHandle(from("192.0.2.1"), response, ""))
                .isInstanceOf(ProblemException.class);
    }
}
