package dev.interleave.execution;

import dev.interleave.execution.admission.MemoryBudget;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// Gives jobs so little memory that a job with a million factors leaves no room for another long one.
@TestConfiguration(proxyBeanMethods = false)
public class SmallBudget {

    /// A million factors take 2,313,159 bytes, which is just within the three quarters that long jobs may use.
    @Bean
    @Primary
    MemoryBudget smallAdmission() {
        return new MemoryBudget(3_100_000);
    }
}
