package dev.interleave.webhook.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.webhook.Names;
import dev.interleave.webhook.target.CallbackUrl.RefusedException;
import dev.interleave.webhook.target.RefusedUrls.Row;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Accepted and refused callback URLs. The test resolves no names and opens no connections.
class CallbackUrlTableTest {

    private final Names names = new Names();
    private final TargetValidator targetValidator = new TargetValidator(names, new AddressPolicy(List.of()));

    @ParameterizedTest
    @MethodSource("dev.interleave.webhook.target.RefusedUrls#all")
    void isRefused(Row row) {
        assertThatThrownBy(() -> targetValidator.check(row.url()))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(row.why());
    }

    @Test
    void theTableIsLong() {
        assertThat(RefusedUrls.all().map(Row::url).distinct()).hasSizeGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://public.test",
                "https://public.test/",
                "HTTPS://PUBLIC.TEST/",
                "http://public.test:/",
                "http://public.test:1/",
                "http://public.test:65535/",
                "http://public.test:0080/",
                "http://public.test/a%0d%0ab",
                "http://public.test/%2e%2e/x;y=z",
                "http://public.test?u=http://127.0.0.1/",
                "http://public.test/#fragment",
                "http://public.test#@127.0.0.1/",
                "http://public.test/@127.0.0.1",
                "http://localhost.public.test/",
                "http://127.0.0.1.public.test/",
                "http://xn--bcher-kva.test/",
                "http://1.test/",
                "http://0x7f.test/",
                "http://a-b--c.test/",
                "http://93.184.215.14/",
                "http://93.184.215.14:8080/",
                "http://[2606:4700::1111]/",
                "http://[2606:4700:0:0:0:0:0:1111]:8080/",
                "http://[::ffff:93.184.215.14]/",
                "http://public-and-public.test/",
                "http://unknown.invalid/",
            })
    void isTaken(String url) {
        assertThatCode(() -> targetValidator.check(url)).doesNotThrowAnyException();
    }

    @Test
    void theLongestUrlIsTaken() {
        String url = "http://public.test/" + "x".repeat(2_048 - 19);

        assertThat(url).hasSize(2_048);
        assertThatCode(() -> targetValidator.check(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(textBlock = """
            0.0.0.0,     0.255.255.255,   -,               1.0.0.0
            10.0.0.0,    10.255.255.255,  9.255.255.255,   11.0.0.0
            100.64.0.0,  100.127.255.255, 100.63.255.255,  100.128.0.0
            127.0.0.0,   127.255.255.255, 126.255.255.255, 128.0.0.0
            169.254.0.0, 169.254.255.255, 169.253.255.255, 169.255.0.0
            172.16.0.0,  172.31.255.255,  172.15.255.255,  172.32.0.0
            192.0.0.0,   192.0.0.255,     191.255.255.255, 192.0.1.0
            192.0.2.0,   192.0.2.255,     192.0.1.255,     192.0.3.0
            192.88.99.0, 192.88.99.255,   192.88.98.255,   192.88.100.0
            192.168.0.0, 192.168.255.255, 192.167.255.255, 192.169.0.0
            198.18.0.0,  198.19.255.255,  198.17.255.255,  198.20.0.0
            198.51.100.0,198.51.100.255,  198.51.99.255,   198.51.101.0
            203.0.113.0, 203.0.113.255,   203.0.112.255,   203.0.114.0
            224.0.0.0,   255.255.255.255, 223.255.255.255, -
            ::,          1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -, 2000::
            2001::,      2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, 2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:200::
            2001:db8::,  2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db7:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db9::
            2002::,      2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2003::
            3fff::,      3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, 3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff:1000::
            4000::,      ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -
            """)
    void aRangeIsRefusedFromItsFirstToItsLastAddressAndNoFurther(
            String first, String last, String before, String after) {
        assertThat(isTakenAt(first)).isFalse();
        assertThat(isTakenAt(last)).isFalse();
        assertThat(before.equals("-") || isTakenAt(before)).isTrue();
        assertThat(after.equals("-") || isTakenAt(after)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            10.1.0.0/16,   10.1.0.0, 10.1.255.255, 10.0.255.255, 10.2.0.0
            127.0.0.1,     127.0.0.1, 127.0.0.1,   127.0.0.0, 127.0.0.2
            127.0.0.1/32,  127.0.0.1, 127.0.0.1,   127.0.0.0, ::1
            192.168.4.0/30,192.168.4.0, 192.168.4.3, 192.168.3.255, 192.168.4.4
            0.0.0.0/0,     0.0.0.0, 255.255.255.255, ::1, ::
            ::1,           ::1, ::1, ::, ::2
            ::1/128,       ::1, ::1, 127.0.0.1, ::127.0.0.1
            fd00:1::/32,   fd00:1::, fd00:1:ffff:ffff:ffff:ffff:ffff:ffff, fd00:0:ffff::, fd00:2::
            fe80::/10,     fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, fe7f:ffff::, fec0::
            64:ff9b::/96,  64:ff9b::, 64:ff9b::ffff:ffff, 64:ff9a::, 64:ff9b::1:0:0
            """)
    void allowedIsWhatTheNetworkSaysAndNoMore(
            String network, String first, String last, String outside, String outsideToo) throws Exception {
        AddressPolicy policy = new AddressPolicy(List.of(network));

        assertThat(policy.allows(InetAddress.ofLiteral(first))).isTrue();
        assertThat(policy.allows(InetAddress.ofLiteral(last))).isTrue();
        assertThat(policy.allows(InetAddress.ofLiteral(outside))).isFalse();
        assertThat(policy.allows(InetAddress.ofLiteral(outsideToo))).isFalse();
        assertThat(policy.allows(InetAddress.ofLiteral("93.184.215.14"))).isTrue();
    }

    @Test
    void aMappedAddressIsTheOneItMaps() {
        AddressPolicy policy = new AddressPolicy(List.of("127.0.0.0/8"));

        assertThat(policy.allows(InetAddress.ofLiteral("::ffff:127.0.0.1"))).isTrue();
        assertThat(policy.allows(InetAddress.ofLiteral("::ffff:10.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "/8",
                "8",
                "10/8",
                "10.1",
                "10.1.2.3/16",
                "010.0.0.0/8",
                "0x7f.0.0.1",
                "2130706433",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.*",
                "10.0.0.0-9",
                "10.0.0.0,11.0.0.0",
                "fd00::/129",
                "fd00::1/8",
                "fe80::1%eth0",
                "[::1]",
                "localhost",
                "example.com",
                "http://10.0.0.1/",
            })
    void isNoNetwork(String text) {
        assertThatThrownBy(() -> new AddressPolicy(List.of("10.1.0.0/16", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void aNameThatHasChangedIsLookedAtAnew() throws Exception {
        names.answer("rebound.test", "93.184.215.14");
        names.answer("rebound.test", "127.0.0.1");
        targetValidator.check("http://rebound.test/");

        assertThatThrownBy(() -> targetValidator.addresses("rebound.test")).isInstanceOf(UnknownHostException.class);
    }

    private boolean isTakenAt(String address) {
        try {
            targetValidator.check(address.contains(":") ? "http://[" + address + "]/" : "http://" + address + "/");
            return true;
        } catch (RefusedException e) {
            assertThat(e).hasMessageStartingWith("must have a host whose addresses are all public");
            return false;
        }
    }
}
