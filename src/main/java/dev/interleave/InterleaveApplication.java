package dev.interleave;

import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/// Starts the service.
///
/// A scan reads every class file of its packages, which takes a good part of the start. So the packages with beans are
/// listed: `arithmetic`, `eventloop`, `language`, `startup` and most of `computation` have none.
@SpringBootApplication(
        scanBasePackages = {
            "dev.interleave.access",
            "dev.interleave.computation.catalogue",
            "dev.interleave.computation.web",
            "dev.interleave.dashboard",
            "dev.interleave.execution",
            "dev.interleave.job",
            "dev.interleave.program",
            "dev.interleave.quota",
            "dev.interleave.rest",
            "dev.interleave.schedule",
            "dev.interleave.simulation.web",
            "dev.interleave.store",
            "dev.interleave.supervision",
            "dev.interleave.telemetry",
            "dev.interleave.tracing",
            "dev.interleave.webhook"
        })
@Import({ClockConfiguration.class, StartReporter.class, UnitAdvisor.class})
public class InterleaveApplication {

    /// @param args Spring Boot arguments, such as `--server.port=9090`
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // the libraries also format text for machines in the default locale
        SpringApplication.run(InterleaveApplication.class, args);
    }
}
