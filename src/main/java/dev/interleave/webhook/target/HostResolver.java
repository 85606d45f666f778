package dev.interleave.webhook.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Resolves host names. Thread-safe. May block.
@FunctionalInterface
public interface HostResolver {

    /// @param host a name, or an address in its usual notation
    /// @return at least one address
    /// @throws UnknownHostException if the name has no address
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
