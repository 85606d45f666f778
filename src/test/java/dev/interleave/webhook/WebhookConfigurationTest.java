package dev.interleave.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.webhook.signing.Secret;
import dev.interleave.webhook.signing.SecretCipher;
import dev.interleave.webhook.signing.SecretKeyException;
import dev.interleave.webhook.target.TargetValidator;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

class WebhookConfigurationTest {

    @EnableConfigurationProperties({WebhookSettings.class, ServerProperties.class})
    static class Properties {}

    @TempDir
    Path data;

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            127.0.0.1, -, '127.0.0.1 127.1.2.3 ::1'
            ::1, -, '127.0.0.1 127.1.2.3 ::1'
            localhost, -, '127.0.0.1 127.1.2.3 ::1'
            0.0.0.0, -, ''
            ::, -, ''
            192.0.2.1, -, ''
            '', -, ''
            -, -, ''
            127.0.0.1, '', ''
            127.0.0.1, '10.0.0.0/8', '10.0.0.1'
            127.0.0.1, '10.0.0.0/8, ::1', '10.0.0.1 ::1'
            127.0.0.1, '127.0.0.1', '127.0.0.1'
            0.0.0.0, '127.1.0.0/16,fd00::/8', '127.1.2.3 fd00::1'
            """)
    void allowsLoopbackIfTheServiceListensThereAloneUntilItIsToldWhatToAllow(
            @Nullable String address, @Nullable String networks, String allowed) {
        ApplicationContextRunner runner = runner();
        runner = address == null ? runner : runner.withPropertyValues("server.address=" + address);
        runner = networks == null
                ? runner
                : runner.withPropertyValues("interleave.webhooks.allowed-networks=" + networks);

        runner.run(context -> assertThat(
                        allowed(context.getBean(TargetValidator.class)).toList())
                .isEqualTo(Arrays.stream(allowed.split(" "))
                        .filter(text -> !text.isEmpty())
                        .toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "10/8", "10.0.0.0/8,", "10.0.0.0/8,,::1", "10.1.2.3/16", "010.0.0.0/8"})
    void doesNotStartWithWhatIsNoNetwork(String networks) {
        runner().withPropertyValues("interleave.webhooks.allowed-networks=" + networks)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                InvalidConfigurationPropertyValueException.class,
                                failure -> assertThat(failure.getName())
                                        .isEqualTo("interleave.webhooks.allowed-networks")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void doesNotStartWithWhatIsNoKey(String key) {
        runner().withPropertyValues("interleave.webhooks.secret-key=" + key)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(SecretKeyException.class)
                        .hasMessage("interleave.webhooks.secret-key must be 32 bytes in base64."));
    }

    @Test
    void makesAKeyFileForItsOwnUserAlone() {
        runner().run(context -> {
            Path file = data.resolve("webhook-secrets.key");

            assertThat(context).hasNotFailed();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Base64.getDecoder().decode(Files.readString(file))).hasSize(32);
        });
    }

    @Test
    void usesTheKeyFileAgain() {
        Secret secret = Secret.random();
        runner().run(first -> {
            byte[] encrypted = first.getBean(SecretCipher.class).encrypt(secret);
            runner().run(second -> assertThat(second.getBean(SecretCipher.class).decrypt(encrypted))
                    .isEqualTo(secret));
        });
    }

    @Test
    void makesNoKeyFileWhenTheKeyIsConfigured() {
        runner().withPropertyValues(
                        "interleave.webhooks.secret-key=" + Base64.getEncoder().encodeToString(new byte[32]))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(data).isEmptyDirectory();
                });
    }

    @Test
    void doesNotStartWithADamagedKeyFile() throws Exception {
        Files.writeString(data.resolve("webhook-secrets.key"), "AAAA");

        runner().run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(SecretKeyException.class)
                .hasMessageContaining("webhook-secrets.key")
                .hasMessageNotContaining("AAAA"));
    }

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withUserConfiguration(WebhookConfiguration.class, Properties.class)
                .withPropertyValues("interleave.data-dir=" + data);
    }

    private static Stream<String> allowed(TargetValidator targetValidator) {
        return Stream.of("10.0.0.1", "127.0.0.1", "127.1.2.3", "169.254.169.254", "fd00::1", "::1")
                .filter(address -> isAllowed(targetValidator, address));
    }

    private static boolean isAllowed(TargetValidator targetValidator, String address) {
        try {
            return targetValidator.addresses(address).contains(InetAddress.ofLiteral(address));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
