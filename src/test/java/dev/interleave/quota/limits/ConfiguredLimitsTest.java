package dev.interleave.quota.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

/// Limits follow the configuration.
class ConfiguredLimitsTest {

    private static final String PREFIX = "interleave.quota.";

    @Test
    void limitsNothingByDefault() {
        assertThat(limits().of("any-owner").areNone()).isTrue();
        assertThat(limits().of("").areNone()).isTrue();
    }

    @Test
    void appliesCommonLimitsToAllOwners() {
        ConfiguredLimits limits = limits(
                "requests-per-second", "20",
                "request-burst", "50",
                "jobs-in-flight", "100",
                "queued-jobs", "0",
                "loop-time-per-hour", "PT10M",
                "stored-results", "2GB");

        Limits common = limits.of("any-owner");

        assertThat(common).isEqualTo(limits.of(""));
        assertThat(common.requests()).isEqualTo(new RequestRate(20, 50));
        assertThat(common.amounts())
                .containsOnly(
                        Map.entry(Limit.JOBS_IN_FLIGHT, 100L),
                        Map.entry(Limit.QUEUED_JOBS, 0L),
                        Map.entry(Limit.LOOP_TIME, 600_000L),
                        Map.entry(Limit.STORED_RESULTS, 2L * 1024 * 1024 * 1024));
    }

    @Test
    void defaultsBurstToRequestsPerSecond() {
        RequestRate rate = limits("requests-per-second", "20").of("a").requests();

        assertThat(rate).isEqualTo(new RequestRate(20, 20));
        assertThat(new RequestRate(20, 50).window()).isEqualTo(Duration.ofMillis(2_500));
    }

    @Test
    void prefersLimitsOfOwner() {
        ConfiguredLimits limits = limits(
                "requests-per-second", "20",
                "request-burst", "50",
                "jobs-in-flight", "100",
                "owners.team-a.jobs-in-flight", "5",
                "owners.team-b.requests-per-second", "3",
                "owners.team-c.unlimited", "true",
                "owners.team-c.queued-jobs", "7",
                "owners[Team.D_1].jobs-in-flight", "6",
                "owners.[Team.E_1].jobsInFlight", "8");

        assertThat(limits.of("team-a").amounts()).containsOnly(Map.entry(Limit.JOBS_IN_FLIGHT, 5L));
        assertThat(limits.of("team-a").requests()).isEqualTo(new RequestRate(20, 50));
        assertThat(limits.of("team-b").requests()).isEqualTo(new RequestRate(3, 3));
        assertThat(limits.of("team-b").amounts()).containsOnly(Map.entry(Limit.JOBS_IN_FLIGHT, 100L));
        assertThat(limits.of("team-c").requests()).isNull();
        assertThat(limits.of("team-c").amounts()).containsOnly(Map.entry(Limit.QUEUED_JOBS, 7L));
        assertThat(limits.of("Team.D_1").amounts()).containsOnly(Map.entry(Limit.JOBS_IN_FLIGHT, 6L));
        assertThat(limits.of("Team.E_1").amounts())
                .as("as Spring reads it from JSON")
                .containsOnly(Map.entry(Limit.JOBS_IN_FLIGHT, 8L));
        assertThat(limits.of("other").amounts()).containsOnly(Map.entry(Limit.JOBS_IN_FLIGHT, 100L));
    }

    @Test
    void acceptsOwnerOfToken() {
        ConfiguredLimits limits = limits("owners[https://issuer.example#subject].jobs-in-flight", "5");

        assertThat(limits.of("https://issuer.example#subject").amounts())
                .containsOnly(Map.entry(Limit.JOBS_IN_FLIGHT, 5L));
        assertThat(limits.of("https://issuer.example#other").areNone()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "requests-per-second,             0,      interleave.quota.requests-per-second",
        "requests-per-second,             1000001, interleave.quota.requests-per-second",
        "request-burst,                   5,      interleave.quota.request-burst",
        "jobs-in-flight,                  -1,     interleave.quota.jobs-in-flight",
        "queued-jobs,                     -1,     interleave.quota.queued-jobs",
        "loop-time-per-hour,              PT0S,   interleave.quota.loop-time-per-hour",
        "stored-results,                  -1B,    interleave.quota.stored-results",
        "owners.team-a.queued-jobs,       -1,     interleave.quota.owners.team-a.queued-jobs",
        "owners[no name].queued-jobs,     1,      interleave.quota.owners.no name",
        "owners[https://issuer.example].queued-jobs, 1, interleave.quota.owners.https://issuer.example",
    })
    void rejectsValuesOutOfRange(String property, String value, String named) {
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> limits(property, value))
                .matches(e -> e.getName().equals(named), named);
    }

    @ParameterizedTest
    @CsvSource({
        "requests-per-second, many",
        "jobs-in-flight,      1.5",
        "loop-time-per-hour,  soon",
        "stored-results,      10 apples",
        "owners.a.unlimited,  perhaps",
    })
    void rejectsMalformedValues(String property, String value) {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> limits(property, value))
                .withStackTraceContaining(PREFIX + property);
    }

    private static ConfiguredLimits limits(String... properties) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            all.put(PREFIX + properties[i], properties[i + 1]);
        }
        QuotaSettings settings = new Binder(
                        List.of(new MapConfigurationPropertySource(all)),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate("interleave.quota", Bindable.of(QuotaSettings.class));
        return new ConfiguredLimits(settings);
    }
}
