package dev.interleave.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.rest.ProblemAnswersTest;
import dev.interleave.rest.RawHttp;
import dev.interleave.rest.RawHttp.Answer;
import dev.interleave.rest.RestTestApplication;
import dev.interleave.rest.link.BasePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.util.HtmlUtils;

@SpringBootTest(
        classes = {RestTestApplication.class, ProblemAnswersTest.Endpoints.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.tomcat.connection-timeout=1s",
            "management.endpoint.health.validate-group-membership=false" // the loop is in another room
        })
class ProblemPagesTest {

    private final int port;

    @Autowired
    ProblemPagesTest(@LocalServerPort int port) {
        this.port = port;
    }

    @ParameterizedTest
    @EnumSource
    void hasAPageForEveryProblem(ProblemType type) throws IOException {
        Answer answer = get(type.uri(BasePath.ROOT).toString(), "text/html,*/*;q=0.8");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Content-Type", "text/html;charset=UTF-8");
        assertThat(HtmlUtils.htmlUnescape(answer.body())).contains(type.title(), type.explanation());
        assertThat(answer.body()).contains("status " + type.status()).doesNotContain("http://", "https://", "<script");
    }

    @Test
    void listsAllProblems() throws IOException {
        assertThat(get("/problems", "*/*").body())
                .contains(Arrays.stream(ProblemType.values())
                        .map(type -> "href=\"" + type.uri(BasePath.ROOT) + "\"")
                        .toList());
    }

    @Test
    void usesOnlyTheStyleThatThePolicyAllows() throws IOException, GeneralSecurityException {
        Answer answer = get("/problems", "text/html");
        String style = answer.body().replaceAll("(?s).*<style>(.*)</style>.*", "$1");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.headers().get("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash) + "';");
    }

    @Test
    void servesJson() throws IOException {
        Answer answer = get("/problems/not-found", "application/json");

        assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
        assertThat(answer.json().at("/problems/0/type").asString()).isEqualTo("/problems/not-found");
    }

    @Test
    void hasNoOtherPage() throws IOException {
        ProblemAnswersTest.assertProblem(get("/problems/NOT-FOUND", "text/html"), ProblemType.NOT_FOUND);
        ProblemAnswersTest.assertProblem(get("/problems/<b>", "text/html"), ProblemType.MALFORMED_REQUEST);
        ProblemAnswersTest.assertProblem(get("/problems/not-found", "image/png"), ProblemType.NOT_ACCEPTABLE);
    }

    private Answer get(String path, String accept) throws IOException {
        return RawHttp.send(
                port,
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: " + accept + "\r\n\r\n");
    }
}
