package dev.interleave.webhook.target;

import java.util.Arrays;
import java.util.stream.Stream;

/// URLs that no callback may have, with the name service of [dev.interleave.webhook.Names].
public final class RefusedUrls {

    private static final String ADDRESS = "must have a host whose addresses are all public";
    private static final String NAME = "must have a plain host name";
    private static final String HOST = "must have a host name or address";
    private static final String IPV6 = "must have an IPv6 address";
    private static final String PORT = "must have a port from 1 to 65535";
    private static final String USER = "must not have a user name or password";
    private static final String SCHEME = "must start with https:// or http://";
    private static final String TEXT = "must consist of visible ASCII characters";
    private static final String FORM = "must be a URL such as";
    private static final String LENGTH = "must have at most 2048 characters";

    /// @param url not to be taken
    /// @param why how the reason begins
    public record Row(String url, String why) {

        @Override
        public String toString() {
            return url.length() > 100 ? url.substring(0, 100) + "…" : url;
        }
    }

    private RefusedUrls() {}

    public static Stream<Row> all() {
        return Stream.of(
                        thisMachine(),
                        localNetworks(),
                        reserved(),
                        embedded(),
                        resolved(),
                        oddNumbers(),
                        oddNames(),
                        authorities(),
                        schemes(),
                        characters())
                .flatMap(rows -> rows);
    }

    private static Stream<Row> thisMachine() {
        return rows(
                ADDRESS,
                "http://127.0.0.1/",
                "https://127.0.0.1:8080/hook",
                "http://127.255.255.254/",
                "http://0.0.0.0/",
                "http://0.0.0.1/",
                "http://[::]/",
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[0000:0000:0000:0000:0000:0000:0000:0001]:80/",
                "http://localhost/",
                "http://LOCALHOST/",
                "http://LocalHost:8080/",
                "http://sub.localhost/");
    }

    private static Stream<Row> localNetworks() {
        return rows(
                ADDRESS,
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.0.1/",
                "http://100.64.0.1/",
                "http://169.254.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://169.254.170.2/v2/credentials",
                "http://100.100.100.200/latest/meta-data/",
                "http://192.0.0.192/opc/v2/instance/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://[fc00::1]/",
                "http://[fd12:3456:789a::1]/",
                "http://[fe80::1]/",
                "http://[fec0::1]/");
    }

    private static Stream<Row> reserved() {
        return rows(
                ADDRESS,
                "http://192.0.2.1/",
                "http://198.51.100.1/",
                "http://203.0.113.1/",
                "http://198.18.0.1/",
                "http://192.88.99.1/",
                "http://224.0.0.1/",
                "http://239.255.255.250/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                "http://[ff02::1]/",
                "http://[ff0e::1]/",
                "http://[2001:db8::1]/",
                "http://[3fff::1]/",
                "http://[5f00::1]/",
                "http://[100::1]/",
                "http://[100:0:0:1::1]/",
                "http://[2001:2::1]/",
                "http://[2001:10::1]/",
                "http://[2001:20::1]/",
                "http://[4000::1]/");
    }

    private static Stream<Row> embedded() {
        return rows(
                ADDRESS,
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::FFFF:169.254.169.254]/",
                "http://[::127.0.0.1]/",
                "http://[::ffff:0:127.0.0.1]/",
                "http://[::ffff:0:7f00:1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b::127.0.0.1]/",
                "http://[64:ff9b::8.8.8.8]/",
                "http://[64:ff9b:1::1]/",
                "http://[2002:7f00:1::]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://[2001:0:7f00:1::]/",
                "http://[2001:0000:4136:e378:8000:63bf:3fff:fdd2]/");
    }

    private static Stream<Row> resolved() {
        return rows(
                ADDRESS,
                "http://private.test/",
                "http://PRIVATE.test/",
                "http://private6.test/",
                "https://loopback.test/",
                "http://loopback6.test/",
                "http://mapped.test/",
                "http://compatible.test/",
                "http://nat64.test/",
                "http://6to4.test/",
                "http://unspecified.test/",
                "http://public-and-private.test/",
                "http://private-and-public.test/",
                "http://public-and-private6.test/",
                "http://metadata.google.internal/computeMetadata/v1/",
                "http://metadata6.test/");
    }

    private static Stream<Row> oddNumbers() {
        return Stream.of(
                        rows(
                                NAME,
                                "http://2130706433/",
                                "http://0x7f000001/",
                                "http://0X7F000001/",
                                "http://0177.0.0.1/",
                                "http://0177.0.0.01/",
                                "http://017700000001/",
                                "http://127.000.000.001/",
                                "http://0/",
                                "http://00000000/",
                                "http://4294967297/"),
                        rows(
                                HOST,
                                "http://127.1/",
                                "http://127.0.1/",
                                "http://0x7f.1/",
                                "http://0x7f.0.0.1/",
                                "http://0x7f.0x0.0x0.0x1/",
                                "http://127.0.0.1./",
                                "http://1.2.3.4.5/",
                                "http://256.0.0.1/",
                                "http://public.test.1/",
                                "http://public.test.0x1/"),
                        rows(
                                IPV6,
                                "http://[fe80::1%25eth0]/",
                                "http://[fe80::1%25251]/",
                                "http://[fe80::1%eth0]/",
                                "http://[::1%251]/"))
                .flatMap(rows -> rows);
    }

    private static Stream<Row> oddNames() {
        return Stream.concat(
                rows(
                        NAME,
                        "http://localhost./",
                        "http://LOCALHOST./",
                        "http://public.test./",
                        "https://public.test.:443/",
                        "http://" + "a".repeat(64) + ".test/"),
                rows(
                        HOST,
                        "http:///x",
                        "http:/x",
                        "http:x",
                        "http://?x",
                        "http://#x",
                        "http://:80/",
                        "http://./",
                        "http://../",
                        "http://public..test/",
                        "http://.public.test/",
                        "http://-public.test/",
                        "http://public-.test/",
                        "http://under_score.test/",
                        "http://*.public.test/",
                        "http://public.test,private.test/",
                        "http://public.test;private.test/",
                        "http://%31%32%37.0.0.1/",
                        "http://127%2e0%2e0%2e1/",
                        "http://loopback%2etest/",
                        "http://public.test%2f.private.test/",
                        "http://public.test%00.private.test/",
                        "http://public.test%0d%0aX-Header:%20x/",
                        "http://" + "a.".repeat(127) + "test/"));
    }

    private static Stream<Row> authorities() {
        return Stream.of(
                        rows(
                                USER,
                                "http://user@public.test/",
                                "http://user:password@public.test/",
                                "http://@public.test/",
                                "http://:@public.test/",
                                "http://public.test@/",
                                "http://public.test@127.0.0.1/",
                                "http://public.test:80@127.0.0.1/",
                                "http://public.test%23@127.0.0.1/",
                                "http://a@b@public.test/",
                                "http://user@[::1]/"),
                        rows(PORT, "http://public.test:0/", "http://public.test:00/", "http://public.test:65536/"),
                        rows(
                                HOST,
                                "http://public.test:-1/",
                                "http://public.test:99999999999/",
                                "http://public.test:+80/",
                                "http://public.test:80a/",
                                "http://public.test:80:80/",
                                "http://public.test:0x50/",
                                "http://::1/"),
                        rows(
                                FORM,
                                "http://[::1/",
                                "http://::1]/",
                                "http://[]/",
                                "http://[::1]x/",
                                "http://[::1]:x/",
                                "http://[127.0.0.1]/",
                                "http://[v1.x]/",
                                "http://[::1][::2]/",
                                "http://[12345::1]/",
                                "http://[::1::]/",
                                "http://[localhost]/",
                                "http://"))
                .flatMap(rows -> rows);
    }

    private static Stream<Row> schemes() {
        return Stream.concat(
                rows(
                        SCHEME,
                        "file:///etc/passwd",
                        "file://localhost/etc/passwd",
                        "gopher://public.test:70/_x",
                        "ftp://public.test/",
                        "javascript:alert(1)",
                        "data:text/plain,x",
                        "jar:http://public.test/x.jar!/x",
                        "jar:file:///x.jar!/x",
                        "ldap://public.test/",
                        "dict://public.test:11211/stats",
                        "ws://public.test/",
                        "httpx://public.test/",
                        "h2c://public.test/",
                        "unix:/run/docker.sock",
                        "mailto:a@public.test",
                        "//public.test/x",
                        "/x",
                        "public.test",
                        "?x",
                        "public.test:80"),
                rows(FORM, "://public.test/", ":80", "ht~tp://public.test/", "1http://public.test/"));
    }

    private static Stream<Row> characters() {
        return Stream.of(
                        rows(
                                TEXT,
                                "",
                                " ",
                                " http://public.test/",
                                "http://public.test/ ",
                                "http://public.test/a b",
                                "http://public.test\\@127.0.0.1/",
                                "http://127.0.0.1\\@public.test/",
                                "http:\\\\public.test\\",
                                "http:/\\public.test/",
                                "http://public.test/\\..\\x",
                                "\thttp://public.test/",
                                "ht\ttp://public.test/",
                                "http://public\t.test/",
                                "http://public.test/\r\nX-Header: x",
                                "http://public.test\r\n/",
                                "http://public.test/\n",
                                "http://public.test/\u0000",
                                "http://public.test\u0000.private.test/",
                                "http://public.test/\u007f",
                                "http://１２７.０.０.１/",
                                "http://127。0。0。1/",
                                "http://127．0．0．1/",
                                "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
                                "http://①②⑦.0.0.1/",
                                "http://pub\u200blic.test/",
                                "http://public\u00ad.test/",
                                "http://public.test\u202e/",
                                "http://publiс.test/", // a Cyrillic с
                                "http://bücher.test/",
                                "http://public.test/ü",
                                "\ufeffhttp://public.test/"),
                        rows(
                                FORM,
                                "http://public.test/%",
                                "http://public.test/%zz",
                                "http://public.test/^",
                                "http://public.test/{id}",
                                "http://public.test/<script>",
                                "http://public.test/\"",
                                "http://public.test/[x",
                                "http://public.test/#a#b"),
                        rows(
                                LENGTH,
                                "http://public.test/" + "x".repeat(2_049 - 19),
                                "http://public.test/" + "x".repeat(100_000)))
                .flatMap(rows -> rows);
    }

    private static Stream<Row> rows(String why, String... urls) {
        return Arrays.stream(urls).map(url -> new Row(url, why));
    }
}
