package dev.interleave.program;

import dev.interleave.access.Caller;
import dev.interleave.access.Role;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/// Decides which callers may submit programs. Thread-safe.
@Component
public final class ProgramPermission {

    private final boolean enabled;
    private final boolean submitters;

    ProgramPermission(ProgramSettings settings, ServerProperties server) {
        this.enabled = settings.enabled();
        this.submitters = settings.submitters() == null ? isLoopback(server.getAddress()) : settings.submitters();
    }

    /// @param caller of the request
    /// @return why the caller may not submit programs; empty if it may
    public Optional<String> refusal(Caller caller) {
        if (!enabled) {
            return Optional.of("This service does not accept programs (interleave.programs.enabled).");
        }
        return caller.role().includes(Role.PROGRAMMER) || (submitters && caller.role() == Role.SUBMITTER)
                ? Optional.empty()
                : Optional.of(
                        "Programs need a key with the role programmer. The operator can grant it, or allow programs to all"
                                + " submitters (interleave.programs.submitters).");
    }

    private static boolean isLoopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }
}
