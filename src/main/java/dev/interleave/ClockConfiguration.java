package dev.interleave;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Provides the clock that all modules use.
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

    /// In whole milliseconds, which is what the store keeps.
    @Bean
    InstantSource clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    }
}
