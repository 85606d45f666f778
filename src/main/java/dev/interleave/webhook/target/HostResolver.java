package dev.interleave.webhook.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Turns host names into addresses. Thread-safe; may block.
@FunctionalInterface
public interface HostResolver {

    /// @param host a name, or an address in its usual notation
    /// @return at least one
    /// @throws UnknownHostException if there is none
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
