package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.rest.RawHttp;
import dev.interleave.rest.RawHttp.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Where no key is needed, the page of another site is still kept out of what a browser can reach.
@ApiTest
class AnonymousAccessTest {

    private static final String BODY = "{\"n\":5}";

    private final int port;

    @Autowired
    AnonymousAccessTest(@LocalServerPort int port) {
        this.port = port;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LocalHost:1",
                "app.localhost",
                "127.0.0.1",
                "127.0.0.1:8080",
                "192.0.2.7:80",
                "[::1]",
                "[::1]:8080"
            })
    void acceptsLocalHostNames(String host) throws IOException {
        assertThat(get("/v1/jobs?pageSize=1", host).status()).isEqualTo(200);
    }

    /// DNS rebinding: the name of the page's site leads here by now, so that the browser thinks that it is all
    /// one site.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evillocalhost",
                "1.2.3.4.5",
                "localhost."
            })
    void rejectsEveryOtherName(String host) throws IOException {
        for (String path : new String[] {"/v1/jobs", "/v1/event-loop", "/actuator/prometheus", "/nothing"}) {
            Answer answer = get(path, host);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().at("/type").asString()).isEqualTo("/problems/forbidden");
            assertThat(answer.json().at("/detail").asString()).contains("interleave.security.allowed-hosts");
        }
        assertThat(post(host, "").status()).isEqualTo(403);
    }

    @Test
    void acceptsEveryHostNameOnProbes() throws IOException {
        assertThat(get("/actuator/health", "interleave.svc.cluster.local").status())
                .isEqualTo(200);
        assertThat(get("/actuator/health/readiness", "10.1.2.3:8080").status()).isEqualTo(200);
        assertThat(RawHttp.send(port, "GET /v1/jobs?pageSize=1 HTTP/1.0\r\n\r\n")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost:3000",
                "Origin: :",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void rejectsChangesByOtherSites(String header) throws IOException {
        Answer answer = post("localhost:8080", header + "\r\n");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().at("/type").asString()).isEqualTo("/problems/forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Origin: http://localhost:8080",
                "Origin: https://LOCALHOST:8080",
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: none"
            })
    void acceptsSameOriginPagesAndPrograms(String header) throws IOException {
        assertThat(post("localhost:8080", header + "\r\n").status()).isEqualTo(202);
    }

    @Test
    void createsNoSessionOfTheContainer() throws IOException {
        for (String path : new String[] {"/v1/jobs?pageSize=1", "/nothing", "/dashboard/index.html"}) {
            assertThat(get(path, "localhost").headers()).doesNotContainKey("Set-Cookie");
        }
    }

    private Answer get(String path, String host) throws IOException {
        return RawHttp.send(port, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private Answer post(String host, String headers) throws IOException {
        return RawHttp.send(
                port,
                "POST /v1/jobs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + headers
                        + "Content-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY);
    }
}
