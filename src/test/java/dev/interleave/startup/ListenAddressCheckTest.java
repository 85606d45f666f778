package dev.interleave.startup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressCheckTest {

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(strings = {"server", "management.server"})
    void namesThePropertyOfAPortInUse(String prefix) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            FailedStart.of(data, "--" + prefix + ".port=" + port, "--" + prefix + ".address=127.0.0.1")
                    .says("Another process listens on 127.0.0.1, port " + port, "Set " + prefix + ".port");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999", "-2", "eighty", "1.5", "999999999999999999999"})
    void rejectsWhatIsNoPort(String port) {
        FailedStart.of(data, "--server.port=" + port)
                .says("server.port is not the number of a port: " + port, "from 1 to 65535");
    }

    @Test
    void rejectsAnAddressOfAnotherMachine() {
        FailedStart.of(data, "--server.address=192.0.2.1", "--server.port=18080")
                .says("cannot listen on 192.0.2.1", "Set server.address");
    }

    @Test
    void rejectsAnUnknownHost() {
        FailedStart.of(data, "--server.address=no.such.host.invalid")
                .says("server.address names a host that cannot be resolved", "no.such.host.invalid");
    }
}
