package dev.interleave.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interleave.rest.RawHttp;
import dev.interleave.rest.RawHttp.Answer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Concurrent downloads are limited per address, so one client cannot block the others.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "interleave.limits.downloads-per-address=3")
class TooManyDownloadsTest {

    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

    /// Ten times as long as what waits in the buffers of a connection.
    private static final String LARGE = "{\"n\":1000000}";

    private final int port;

    @Autowired
    TooManyDownloadsTest(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void rejectsDownloadsAboveTheLimitUntilOthersEnd() throws IOException {
        // given
        String job = RawHttp.send(
                        port,
                        "POST /v1/jobs" + HOST + "Prefer: wait=60\r\nContent-Type: application/json\r\nContent-Length: "
                                + LARGE.length() + "\r\n\r\n",
                        LARGE)
                .json()
                .get("id")
                .asString();
        String download = "GET /v1/jobs/" + job + "/result" + HOST + "\r\n";

        // when
        try (Crowd crowd = Crowd.of(port, 3, download, false)) {
            await().until(() -> crowd.members().stream().allMatch(member -> member.begins("HTTP/1.1 200")));
            Answer refused = RawHttp.send(port, download);

            // then
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.head()).containsIgnoringCase("\r\nRetry-After: 5");
            assertThat(refused.body())
                    .contains("/problems/too-many-downloads", "Your address is downloading 3 results already.");
            assertThat(RawHttp.send(port, "GET /v1/jobs/" + job + HOST + "\r\n").status())
                    .isEqualTo(200);
        }

        // then
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> RawHttp.send(port, download).status() == 200);
    }
}
