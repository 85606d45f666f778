package dev.interleave.crash;

import dev.interleave.shipping.PackagedService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The packaged jar, started so that it is up soon and has little memory.
final class ServiceJar {

    private ServiceJar() {}

    /// Starts it with its data below a folder.
    static PackagedService start(Path folder, String... arguments) throws IOException {
        return PackagedService.start(command(arguments), Map.of(), folder);
    }

    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                PackagedService.java(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                PackagedService.jar().toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
