package dev.interleave.crash;

import dev.interleave.shipping.PackagedService;
import dev.interleave.shipping.QuickStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Starts the packaged service with [QuickStart]: fast, and with little memory.
final class ServiceJar {

    private ServiceJar() {}

    /// Starts the service with its data below a folder.
    static PackagedService start(Path folder, String... arguments) throws IOException {
        return start(Map.of(), folder, arguments);
    }

    /// @param environment all variables except those of the port and the data directory
    static PackagedService start(Map<String, String> environment, Path folder, String... arguments) throws IOException {
        return PackagedService.start(QuickStart.command(arguments), environment, folder);
    }
}
