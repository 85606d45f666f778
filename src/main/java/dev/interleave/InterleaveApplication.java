package dev.interleave;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts the service.
@SpringBootApplication
@ConfigurationPropertiesScan
public class InterleaveApplication {

    /// @param args Spring Boot arguments, such as `--server.port=9090`
    public static void main(String[] args) {
        SpringApplication.run(InterleaveApplication.class, args);
    }
}
