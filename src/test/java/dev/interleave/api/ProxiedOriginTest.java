package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Pages that a proxy serves under a name of its own can use a session.
@BehindProxy
class ProxiedOriginTest {

    private static final String COOKIE = "interleave-session";

    private final int port;
    private final Client client;
    private String session = "";

    @Autowired
    ProxiedOriginTest(@LocalServerPort int port) {
        this.port = port;
        client = new Client(port);
    }

    @BeforeEach
    void signIn() {
        session = client.json("{\"apiKey\": \"" + BehindProxy.KEY + "\"}")
                .basePath(BehindProxy.CONTEXT_PATH)
                .post("/v1/session")
                .then()
                .statusCode(200)
                .extract()
                .cookie(COOKIE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://jobs.example",
                "Origin: https://jobs.example; Sec-Fetch-Site: same-site",
                "Origin: http://app.example",
                "Origin: http://il.lan; Host: il.lan",
                "Origin: https://il.lan; Host: il.lan",
                "Origin: http://il.lan; Host: IL.lan:80",
                "Origin: http://il.lan:8081; Host: il.lan:8081",
                "Origin: http://il.lan; X-Forwarded-Host: il.lan",
                "Origin: https://il.lan; X-Forwarded-Host: il.lan; X-Forwarded-Proto: https",
                "Origin: http://il.lan:8081; X-Forwarded-Host: il.lan:8081",
                "Origin: http://il.lan:8081; Forwarded: host=\"il.lan:8081\"",
                "Origin: http://anything.example; Sec-Fetch-Site: same-origin",
            })
    void acceptsPagesOfTheService(String headers) {
        assertThat(submit(headers).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://il.lan",
                "Origin: http://jobs.example",
                "Origin: https://jobs.example:444",
                "Origin: https://app.example",
                "Origin: http://il.lan; X-Forwarded-Host: other.lan",
                "Origin: http://il.lan:8081; X-Forwarded-Host: il.lan",
                "Origin: http://il.lan; Host: il.lan.example",
                "Origin: null",
                "Origin: il.lan; Host: il.lan",
                "Origin: http://app.example; Sec-Fetch-Site: cross-site",
                "Origin: http://il.lan; Host: il.lan; Sec-Fetch-Site: same-site",
            })
    void rejectsOtherPages(String headers) {
        assertThat(submit(headers).statusCode()).isEqualTo(403);
    }

    @Test
    void namesWhatToSet() {
        assertThat(submit("Origin: http://il.lan").<String>path("detail"))
                .contains(
                        "Host",
                        "server.forward-headers-strategy",
                        "interleave.public-url",
                        "interleave.security.allowed-origins");
    }

    private Response submit(String headers) {
        var request = client.json("{\"n\": 5}")
                .basePath(BehindProxy.CONTEXT_PATH)
                .cookie(COOKIE, session)
                .header("X-Requested-With", "dashboard");
        boolean hasHost = false;
        for (String header : headers.split("; ")) {
            String[] parts = header.split(": ", 2);
            request.header(parts[0], parts[1]);
            hasHost |= parts[0].equals("Host");
        }
        return (hasHost ? request : request.header("Host", "127.0.0.1:" + port)).post("/v1/jobs");
    }
}
