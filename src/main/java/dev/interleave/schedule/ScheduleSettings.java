package dev.interleave.schedule;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The settings `interleave.schedules`. Immutable.
///
/// @param maxPerOwner how many schedules an owner may have
@ConfigurationProperties("interleave.schedules")
public record ScheduleSettings(@DefaultValue("1000") int maxPerOwner) {

    public ScheduleSettings {
        if (maxPerOwner < 0) {
            throw new IllegalArgumentException("interleave.schedules.max-per-owner must not be negative");
        }
    }
}
