package dev.interleave.computation.catalogue;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What an operator lets users ask for.
///
/// @param maxN the largest `n` that is taken, of `n!` and of every other computation
@Validated
@ConfigurationProperties("interleave.limits")
public record ComputationLimits(
        @DefaultValue("1000000") @Min(0) @Max(100_000_000) long maxN) {}
