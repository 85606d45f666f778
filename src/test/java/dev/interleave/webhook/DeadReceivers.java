package dev.interleave.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Receivers that accept, and hang: each one at a loopback address of its own, so that they are different hosts.
/// Thread-safe.
final class DeadReceivers implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final List<ServerSocketChannel> servers = new ArrayList<>();
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();

    private DeadReceivers() throws IOException {}

    static DeadReceivers open(int count) throws IOException {
        DeadReceivers dead = new DeadReceivers();
        for (int i = 0; i < count; i++) {
            String host = "127.1.%d.%d".formatted(i / 250, 1 + i % 250);
            ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(host, 0));
            server.configureBlocking(false).register(dead.selector, SelectionKey.OP_ACCEPT);
            dead.servers.add(server);
        }
        Thread.ofPlatform().name("dead-receivers").daemon().start(dead::accept);
        return dead;
    }

    /// @return one each; the caller's own
    List<String> urls() {
        return new ArrayList<>(servers.stream().map(DeadReceivers::url).toList());
    }

    int connections() {
        return connections.size();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (ServerSocketChannel server : servers) {
            server.close();
        }
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (selector.isOpen()) {
                selector.select(this::accept);
            }
        } catch (ClosedSelectorException e) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(SelectionKey key) {
        try {
            SocketChannel connection = ((ServerSocketChannel) key.channel()).accept();
            if (connection != null) {
                connections.add(connection);
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static String url(ServerSocketChannel server) {
        InetSocketAddress address = (InetSocketAddress) server.socket().getLocalSocketAddress();
        return "http://" + address.getHostString() + ":" + address.getPort() + "/";
    }
}
