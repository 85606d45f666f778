package dev.interleave.execution;

import dev.interleave.eventloop.EventLoop;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The loop of this instance.
@Configuration(proxyBeanMethods = false)
class LoopConfiguration {

    @Bean
    EventLoop eventLoop(EventLoopSettings settings, LoopFigures figures) {
        return new EventLoop(settings.scheduling(), figures);
    }

    @Bean
    InstanceId instanceId(InstantSource clock) {
        return InstanceId.create(clock);
    }
}
