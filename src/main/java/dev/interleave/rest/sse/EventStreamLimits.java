package dev.interleave.rest.sse;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The limits on event streams. Immutable.
///
/// @param eventStreams how many streams of server-sent events may be open at a time
/// @param eventStreamsPerAddress how many of them one client address may have
@Validated
@ConfigurationProperties("interleave.limits")
public record EventStreamLimits(
        @DefaultValue("1000") @Min(0) int eventStreams,
        @DefaultValue("250") @Min(0) int eventStreamsPerAddress) {}
