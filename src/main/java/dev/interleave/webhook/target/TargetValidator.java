package dev.interleave.webhook.target;

import dev.interleave.webhook.target.CallbackUrl.RefusedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Validates the targets of webhooks, when a callback is registered and again at each connection. Thread-safe.
/// May block for DNS.
public final class TargetValidator {

    /// The host is, or resolves to, an address that webhooks must not be sent to.
    public static final class RefusedHostException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        RefusedHostException() {
            super("the host is, or resolves to, an address that is not public");
        }
    }

    private final HostResolver resolver;
    private final AddressPolicy policy;

    /// @param resolver called once per connection; the connection goes to one of the addresses that it returns
    public TargetValidator(HostResolver resolver, AddressPolicy policy) {
        this.resolver = resolver;
        this.policy = policy;
    }

    /// @param host a name or an address
    /// @return its addresses, at least one, all of them allowed
    /// @throws RefusedHostException if one of them is not allowed
    /// @throws UnknownHostException if the name has no address
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> addresses = resolver.resolve(host);
        if (!addresses.stream().allMatch(policy::allows)) {
            throw new RefusedHostException();
        }
        return addresses;
    }

    /// Checks the URL of a callback. Accepts a host that cannot be resolved now: it is resolved again at each
    /// connection.
    ///
    /// @param url any text
    /// @throws RefusedException if a callback must not have this URL
    public void check(String url) throws RefusedException {
        CallbackUrl parsed = CallbackUrl.parse(url);
        try {
            addresses(parsed.host());
        } catch (RefusedHostException e) {
            throw new RefusedException(
                    "must have a host whose addresses are all public; the operator can allow other networks with "
                            + "interleave.webhooks.allowed-networks");
        } catch (UnknownHostException e) {
            // may resolve later
        }
    }
}
