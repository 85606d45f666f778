package dev.interleave.webhook;

import dev.interleave.webhook.target.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A name service for tests. It believes almost everything: a name that it was told nothing about is public,
/// however odd, so what is refused nevertheless was refused for its text. Names below `.invalid` do not exist.
/// Thread-safe.
public final class Names implements HostResolver {

    private static final String PUBLIC = "93.184.215.14";

    private final Map<String, Deque<List<InetAddress>>> answers = new HashMap<>();
    private final Map<String, List<List<InetAddress>>> given = new HashMap<>();

    public Names() {
        answer("private.test", "10.1.2.3");
        answer("private6.test", "fd12:3456::1");
        answer("loopback.test", "127.0.0.1");
        answer("loopback6.test", "::1");
        answer("mapped.test", "::ffff:127.0.0.1");
        answer("compatible.test", "::127.0.0.1");
        answer("nat64.test", "64:ff9b::7f00:1");
        answer("6to4.test", "2002:7f00:1::");
        answer("unspecified.test", "0.0.0.0");
        answer("public-and-private.test", PUBLIC, "192.168.1.1");
        answer("private-and-public.test", "192.168.1.1", PUBLIC);
        answer("public-and-private6.test", PUBLIC, "2606:4700::1111", "fe80::1");
        answer("public-and-public.test", PUBLIC, "2606:4700::1111");
        answer("metadata.google.internal", "169.254.169.254");
        answer("metadata6.test", "fd00:ec2::254");
    }

    /// Plans the answer to the next question about a name; the last one planned is given ever after.
    public synchronized void answer(String host, String... literals) {
        answers.computeIfAbsent(host, _ -> new ArrayDeque<>())
                .add(Arrays.stream(literals).map(Names::literal).toList());
    }

    /// All answers so far to questions about a name.
    synchronized List<List<InetAddress>> given(String host) {
        return List.copyOf(given.getOrDefault(host, List.of()));
    }

    @Override
    public synchronized List<InetAddress> resolve(String host) throws UnknownHostException {
        List<InetAddress> found = find(host.toLowerCase(Locale.ROOT));
        given.computeIfAbsent(host, _ -> new ArrayList<>()).add(found);
        return found;
    }

    private List<InetAddress> find(String host) throws UnknownHostException {
        Deque<List<InetAddress>> planned = answers.get(host);
        if (planned != null) {
            return planned.size() > 1 ? planned.remove() : planned.getFirst();
        }
        if (host.endsWith(".invalid")) {
            throw new UnknownHostException(host);
        }
        if (host.matches("(.*\\.)?localhost\\.?")) {
            return List.of(literal("127.0.0.1"), literal("::1"));
        }
        return List.of(host.contains(":") || host.matches("[0-9.]+\\.[0-9]+") ? literal(host) : literal(PUBLIC));
    }

    private static InetAddress literal(String text) {
        return InetAddress.ofLiteral(text);
    }
}
