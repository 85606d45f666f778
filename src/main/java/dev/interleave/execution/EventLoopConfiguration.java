package dev.interleave.execution;

import dev.interleave.eventloop.EventLoop;
import dev.interleave.execution.instance.InstanceId;
import dev.interleave.execution.metrics.LoopStatistics;
import dev.interleave.execution.run.EventLoopSettings;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Creates the event loop of this instance.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventLoopSettings.class)
class EventLoopConfiguration {

    @Bean
    EventLoop eventLoop(EventLoopSettings settings, LoopStatistics statistics) {
        return new EventLoop(settings.scheduling(), statistics);
    }

    @Bean
    InstanceId instanceId(InstantSource clock) {
        return InstanceId.create(clock);
    }
}
