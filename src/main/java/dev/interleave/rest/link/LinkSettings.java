package dev.interleave.rest.link;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Settings of links. Immutable.
///
/// @param publicUrl the URL under which clients reach the service, with the path prefix if there is one, such as
///     `https://jobs.example/interleave`. Links in webhook bodies start with it, and pages of its origin may use
///     the session of the dashboard. By default, links in webhook bodies have no scheme and host
@ConfigurationProperties("interleave")
public record LinkSettings(@Nullable String publicUrl) {}
