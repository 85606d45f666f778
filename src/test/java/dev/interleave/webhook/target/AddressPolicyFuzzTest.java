package dev.interleave.webhook.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// No address that the JDK takes for an inner one is allowed.
class AddressPolicyFuzzTest {

    private final AddressPolicy policy = new AddressPolicy(List.of());

    @FuzzTest(maxDuration = "10m")
    void innerOnesAreRefused(byte[] bytes) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(Arrays.copyOf(bytes, bytes.length < 8 ? 4 : 16));
        boolean inside = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();

        assertThat(policy.allows(address) && inside).as(address.toString()).isFalse();
    }
}
