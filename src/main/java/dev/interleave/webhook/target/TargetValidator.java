package dev.interleave.webhook.target;

import dev.interleave.webhook.target.CallbackUrl.RefusedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Decides who may receive webhooks, when a callback is registered and again at each connection. Thread-safe;
/// may block for the name service.
public final class TargetValidator {

    /// The host of a callback is, or resolves to, an address that webhooks must not go to.
    public static final class RefusedHostException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        RefusedHostException() {
            super("the host is, or resolves to, an address that is not public");
        }
    }

    private final HostResolver resolver;
    private final AddressPolicy policy;

    /// @param resolver asked once per connection: the addresses it gives are those that are dialled
    /// @param policy which addresses are allowed
    public TargetValidator(HostResolver resolver, AddressPolicy policy) {
        this.resolver = resolver;
        this.policy = policy;
    }

    /// The addresses of a host, if webhooks may go to all of them.
    ///
    /// @param host a name or an address
    /// @return at least one
    /// @throws RefusedHostException if one of them is not allowed
    /// @throws UnknownHostException if there is none
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> addresses = resolver.resolve(host);
        if (!addresses.stream().allMatch(policy::allows)) {
            throw new RefusedHostException();
        }
        return addresses;
    }

    /// Refuses a URL that a callback must not have. A host that cannot be resolved now is taken: it is looked
    /// up again at each connection.
    ///
    /// @param url any text
    /// @throws RefusedException with what is expected instead
    public void check(String url) throws RefusedException {
        CallbackUrl parsed = CallbackUrl.parse(url);
        try {
            addresses(parsed.host());
        } catch (RefusedHostException e) {
            throw new RefusedException(
                    "must have a host whose addresses are all public; the operator may allow others with "
                            + "interleave.webhooks.allowed-networks");
        } catch (UnknownHostException e) {
            // perhaps tomorrow
        }
    }
}
