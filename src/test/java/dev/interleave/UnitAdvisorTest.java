package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.job.Retention;
import dev.interleave.quota.limits.QuotaSettings;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;

class UnitAdvisorTest {

    private static final String RETENTION = "interleave.retention.finished-jobs";

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @ParameterizedTest
    @CsvSource({"7d, P7D", "P7D, P7D", "PT90S, PT90S", "90s, PT90S", "2h, PT2H", "100000ms, PT100S"})
    void takesDurationsWithAUnit(String text, Duration expected) {
        context.withPropertyValues(RETENTION + "=" + text)
                .run(started -> assertThat(started.getBean(Retention.class).finishedJobs())
                        .isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RETENTION + "=604800000",
                RETENTION + "=0604800000",
                RETENTION + "=${days:604800000}",
                "interleave.quota.loop-time-per-hour=20000",
                "interleave.quota.owners.a.loop-time-per-hour=20000"
            })
    void rejectsDurationsWithoutAUnit(String property) {
        context.withPropertyValues(property)
                .run(started -> assertThat(started)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("needs a unit")
                        .hasMessageContaining(property.substring(0, property.indexOf('='))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interleave.quota.stored-results=1000000000",
                "interleave.quota.stored-results=${bytes:5}",
                "interleave.quota.owners.a.stored-results=10"
            })
    void rejectsSizesWithoutAUnit(String property) {
        context.withPropertyValues(property)
                .run(started -> assertThat(started)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("A size needs a unit")
                        .hasMessageContaining(property.substring(0, property.indexOf('='))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10GB", "5B", "0"})
    void takesSizesWithAUnit(String text) {
        context.withPropertyValues("interleave.quota.stored-results=" + text)
                .run(started -> assertThat(started).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1ms", "59s", "0", "-1", "-7d"})
    void rejectsRetentionBelowAMinute(String text) {
        context.withPropertyValues(RETENTION + "=" + text)
                .run(started -> assertThat(started).getFailure().rootCause().hasMessageContaining("at least PT1M"));
    }

    @Import(UnitAdvisor.class)
    @EnableConfigurationProperties({Retention.class, QuotaSettings.class})
    private static final class Settings {}
}
