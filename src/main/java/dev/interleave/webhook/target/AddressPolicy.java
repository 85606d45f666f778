package dev.interleave.webhook.target;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Decides which addresses webhooks can be sent to: public ones, and those in the allowed networks. Immutable.
///
/// Non-public networks are those of the IANA special-purpose address registries. In IPv6, only global unicast
/// (2000::/3) is public, without the prefixes that embed an IPv4 address, use a relay or are for documentation.
public final class AddressPolicy {

    /// Accepts the usual notation only. Others, such as `10/8` and `010.0.0.0/8`, are ambiguous.
    private static final IPAddressStringParameters USUAL = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowPrefixOnly(false)
            .allowMask(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .allowBinary(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBase85(false)
            .allowBinary(false)
            .getParentBuilder()
            .toParams();

    private static final List<IPAddress> NOT_PUBLIC = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared, for carriers
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, cloud metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarking
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "2001::/23", // protocol assignments, Teredo, benchmarking, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: embeds an IPv4 address
            "3fff::/20" // documentation
            );

    private static final IPAddress GLOBAL_UNICAST = network("2000::/3");

    private final List<IPAddress> allowed;

    /// @param allowed non-public networks that are allowed, in CIDR notation
    /// @throws IllegalArgumentException if one of them is not a network
    public AddressPolicy(List<String> allowed) {
        this.allowed = networks(allowed.toArray(String[]::new));
    }

    /// @return whether webhooks can be sent to this address
    public boolean allows(InetAddress address) {
        IPAddress ip = new IPAddressGenerator().from(address).withoutPrefixLength();
        return isIn(allowed, ip) || isPublic(ip);
    }

    private static boolean isPublic(IPAddress ip) {
        return (ip.isIPv4() || GLOBAL_UNICAST.contains(ip)) && !isIn(NOT_PUBLIC, ip);
    }

    private static boolean isIn(List<IPAddress> networks, IPAddress ip) {
        return networks.stream().anyMatch(network -> network.contains(ip));
    }

    private static List<IPAddress> networks(String... cidrs) {
        return Stream.of(cidrs).map(AddressPolicy::network).toList();
    }

    private static IPAddress network(String cidr) {
        try {
            IPAddress network = new IPAddressString(cidr, USUAL).toAddress();
            if (!network.isPrefixed() || network.isPrefixBlock()) {
                return network;
            }
            throw new IllegalArgumentException(
                    "\"" + cidr + "\" is an address within a network; the network is " + network.toPrefixBlock());
        } catch (AddressStringException e) {
            throw new IllegalArgumentException(
                    "\"" + cidr + "\" is not a network such as 10.1.0.0/16 or fd00:1::/32", e);
        }
    }
}
