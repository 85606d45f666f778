package dev.interleave.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.access.Caller;
import dev.interleave.access.Role;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.util.unit.DataSize;

class ProgramPermissionTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1, true,  ,      SUBMITTER,  true
            0.0.0.0,   true,  ,      SUBMITTER,  false
            0.0.0.0,   true,  ,      PROGRAMMER, true
            0.0.0.0,   true,  ,      ADMIN,      true
            0.0.0.0,   true,  true,  SUBMITTER,  true
            127.0.0.1, true,  false, SUBMITTER,  false
            127.0.0.1, true,  ,      READER,     false
            0.0.0.0,   true,  true,  READER,     false
            127.0.0.1, false, ,      ADMIN,      false
            ,          true,  ,      SUBMITTER,  false""")
    void dependsOnRoleAndAddress(
            @Nullable String address, boolean enabled, @Nullable Boolean submitters, Role role, boolean granted)
            throws UnknownHostException {
        var server = new ServerProperties();
        server.setAddress(address == null ? null : InetAddress.getByName(address));
        var settings = new ProgramSettings(
                enabled,
                submitters,
                DataSize.ofMegabytes(64),
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(16),
                1_000,
                1_000,
                10_000,
                10,
                true);

        var refusal = new ProgramPermission(settings, server).refusal(new Caller("a", "a", role));

        assertThat(refusal.isEmpty()).isEqualTo(granted);
    }
}
