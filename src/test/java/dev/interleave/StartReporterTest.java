package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

class StartReporterTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false, 8080, '', http://127.0.0.1:8080",
        "127.0.0.1, true, 8443, /interleave, https://127.0.0.1:8443/interleave",
        "0.0.0.0, false, 80, /interleave/, http://localhost/interleave",
        "'::', true, 443, '', https://localhost",
        "'::1', false, 443, '', http://[0:0:0:0:0:0:0:1]:443",
        ", false, 8080, '', http://localhost:8080",
    })
    void namesAnAddressToConnectTo(
            @Nullable String address, boolean hasTls, String port, String contextPath, String url) throws Exception {
        ServerProperties server = new ServerProperties();
        server.setAddress(address == null ? null : InetAddress.getByName(address));
        if (hasTls) {
            server.setSsl(new Ssl());
        }

        assertThat(StartReporter.address(server, port, contextPath)).isEqualTo(url);
    }
}
