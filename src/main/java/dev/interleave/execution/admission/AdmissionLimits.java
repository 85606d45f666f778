package dev.interleave.execution.admission;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The limits of admission.
///
/// @param queueCapacity how many jobs may be queued
@Validated
@ConfigurationProperties("interleave.limits")
public record AdmissionLimits(
        @DefaultValue("1000000") @Min(0) long queueCapacity) {}
