package dev.interleave;

import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts the service.
@SpringBootApplication
@ConfigurationPropertiesScan
public class InterleaveApplication {

    /// @param args Spring Boot arguments, such as `--server.port=9090`
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // the libraries also format text for machines in the default locale
        SpringApplication.run(InterleaveApplication.class, args);
    }
}
