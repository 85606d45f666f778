package dev.interleave.crash;

import dev.interleave.shipping.PackagedService;
import dev.interleave.shipping.QuickStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// The packaged service, started so that it is up soon and has little memory.
final class ServiceJar {

    private ServiceJar() {}

    /// Starts it with its data below a folder.
    static PackagedService start(Path folder, String... arguments) throws IOException {
        return start(Map.of(), folder, arguments);
    }

    /// @param environment all of it, but for what tells the port and the folder
    static PackagedService start(Map<String, String> environment, Path folder, String... arguments) throws IOException {
        return PackagedService.start(QuickStart.command(arguments), environment, folder);
    }
}
