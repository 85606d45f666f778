package dev.interleave.job.web.result;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How many may download.
///
/// @param downloads how many results may be under way to clients at a time
/// @param downloadsPerAddress how many of them to one client address
@Validated
@ConfigurationProperties("interleave.limits")
record DownloadLimits(
        @DefaultValue("1000") @Min(0) int downloads,
        @DefaultValue("250") @Min(0) int downloadsPerAddress) {}
