package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.interleave.InterleaveApplication;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/// Which requests are accepted, by listening address and configuration.
@ExtendWith(OutputCaptureExtension.class)
class SafeDefaultsTest {

    private static final Pattern MADE = Pattern.compile("ilv_[A-Za-z0-9_-]{43}");
    private static final Pattern LINE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T");
    private static final String EVERYWHERE = "--server.address=0.0.0.0";

    @TempDir
    private Path data;

    @Test
    void createsAndShowsAKeyOnceOnPublicAddresses(CapturedOutput output) {
        String key;
        try (var service = start(EVERYWHERE)) {
            Matcher shown = MADE.matcher(output);
            assertThat(shown.find()).isTrue();
            key = shown.group();
            assertThat(shown.find()).isFalse();
            assertThat(status(service, null, "/v1/jobs")).isEqualTo(401);
            assertThat(status(service, null, "/actuator/prometheus")).isEqualTo(401);
            assertThat(status(service, null, "/actuator/health")).isEqualTo(200);
            assertThat(status(service, key, "/v1/api-keys")).isEqualTo(200);
        }
        int before = output.length();
        try (var service = start(EVERYWHERE)) {
            assertThat(output.toString().substring(before))
                    .doesNotContain("ilv_")
                    .contains("ready at http://localhost:" + port(service) + "/dashboard,", "and requires an API key");
            assertThat(status(service, key, "/v1/api-keys")).isEqualTo(200);
        }
    }

    @Test
    void requiresConfiguredKeysOnLoopbackToo(CapturedOutput output) {
        try (var service = start("--interleave.security.api-keys=first-of-two-keys-000001, second-of-two-keys-00002")) {
            assertThat(status(service, null, "/v1/jobs")).isEqualTo(401);
            assertThat(status(service, "first-of-two-keys-000001", "/v1/jobs")).isEqualTo(200);
            assertThat(status(service, "second-of-two-keys-00002", "/v1/api-keys"))
                    .isEqualTo(200);
            assertThat(status(service, "ilv_" + "A".repeat(43), "/v1/jobs")).isEqualTo(401);
        }
        assertThat(output).doesNotContain("ilv_", "of-two-keys");
    }

    @Test
    void acceptsAnonymousRequestsOnLoopbackWithoutKeys(CapturedOutput output) {
        try (var service = start()) {
            assertThat(lines(output))
                    .hasSizeLessThanOrEqualTo(3)
                    .last(STRING)
                    .endsWith("The service is ready at http://127.0.0.1:" + port(service)
                            + "/dashboard, stores jobs in the SQLite file "
                            + data.resolve("interleave.db").toAbsolutePath() + " and requires no API key");
            assertThat(status(service, null, "/v1/api-keys")).isEqualTo(200);
            assertThat(status(service, null, "/actuator/prometheus")).isEqualTo(200);
            assertThat(status(service, "nobody", "/v1/jobs")).isEqualTo(401);
            RequestSpecification post = client(service).json("{\"n\":5}");
            assertThat(post.header("Sec-Fetch-Site", "cross-site")
                            .post("/v1/jobs")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(output).doesNotContain("ilv_", "security password");
    }

    @Test
    void doesNotStartWithAnInvalidKey(CapturedOutput output) {
        assertThatThrownBy(
                        () -> start("--interleave.security.api-keys[0].name=a").close())
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() ->
                        start("--interleave.security.api-keys=secret words").close())
                .isInstanceOf(RuntimeException.class);

        assertThat(output)
                .contains("interleave.security.api-keys[0]", "needs either key or sha256")
                .contains("interleave.security.api-keys[0].key", "visible ASCII")
                .doesNotContain("secret words");
    }

    private ConfigurableApplicationContext start(String... arguments) {
        String[] all = new String[arguments.length + 3];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--server.port=0";
        all[arguments.length + 1] = "--interleave.data-dir=" + data;
        all[arguments.length + 2] = "--interleave.event-loop.warm-up=PT0S";
        return new SpringApplicationBuilder(InterleaveApplication.class).run(all);
    }

    /// The lines of the start, without those of the tests.
    private static List<String> lines(CapturedOutput output) {
        return output.toString()
                .lines()
                .filter(line -> LINE.matcher(line).lookingAt())
                .toList();
    }

    private static int port(ConfigurableApplicationContext service) {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static Client client(ConfigurableApplicationContext service) {
        return new Client(port(service));
    }

    private static int status(ConfigurableApplicationContext service, @Nullable String key, String path) {
        RequestSpecification request = client(service).request();
        return (key == null ? request : request.header("Authorization", "Bearer " + key))
                .get(path)
                .statusCode();
    }
}
