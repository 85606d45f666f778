package dev.interleave.quota.limits;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/// The settings `interleave.quota`; an absent one is unlimited. Immutable.
///
/// @param requestsPerSecond how many requests per second, on the average
/// @param requestBurst how many requests at once; by default as many as per second
/// @param jobsInFlight how many jobs that have not ended: waiting, scheduled, queued, running or paused
/// @param queuedJobs how many jobs that do not run: waiting, scheduled, queued or paused
/// @param loopTimePerHour how much of the loop's time in any hour, on all instances together
/// @param storedResults storage for results, such as `10GB`
/// @param owners the same for single owners, by name: what is given there takes the place of what is given here
@ConfigurationProperties("interleave.quota")
public record QuotaSettings(
        @Nullable Integer requestsPerSecond,
        @Nullable Integer requestBurst,
        @Nullable Long jobsInFlight,
        @Nullable Long queuedJobs,
        @Nullable Duration loopTimePerHour,
        @Nullable DataSize storedResults,
        @Nullable Map<String, OwnerSettings> owners) {

    /// What is otherwise for one owner.
    ///
    /// @param unlimited whether nothing is limited but what is given here; else, what is not given is as for
    ///     all
    /// @param requestsPerSecond how many requests per second, on the average
    /// @param requestBurst how many requests at once; by default as many as per second
    /// @param jobsInFlight how many jobs that have not ended: waiting, scheduled, queued, running or paused
    /// @param queuedJobs how many jobs that do not run: waiting, scheduled, queued or paused
    /// @param loopTimePerHour how much of the loop's time in any hour, on all instances together
    /// @param storedResults storage for results, such as `10GB`
    public record OwnerSettings(
            @Nullable Boolean unlimited,
            @Nullable Integer requestsPerSecond,
            @Nullable Integer requestBurst,
            @Nullable Long jobsInFlight,
            @Nullable Long queuedJobs,
            @Nullable Duration loopTimePerHour,
            @Nullable DataSize storedResults) {}

    OwnerSettings forAll() {
        return new OwnerSettings(
                true, requestsPerSecond, requestBurst, jobsInFlight, queuedJobs, loopTimePerHour, storedResults);
    }
}
