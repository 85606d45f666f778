package dev.interleave.crash;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Forwards connections to a local port, and resets all of them on request. Thread-safe.
final class CuttingProxy implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int target;
    private volatile boolean cut;

    /// @param target the port that connections are passed on to
    CuttingProxy(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// Resets every connection in the middle of its traffic, and new connections at once.
    ///
    /// @param time duration of the outage
    void cut(Duration time) {
        cut = true;
        sockets.forEach(CuttingProxy::reset);
        Faults.lastFor(time);
        cut = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket client) {
        if (cut) {
            reset(client);
            return;
        }
        try (client;
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            sockets.add(client);
            sockets.add(upstream);
            if (cut) {
                reset(client);
            }
            Thread answers = Thread.ofVirtual().start(() -> pass(upstream, client));
            pass(client, upstream);
            answers.join();
        } catch (IOException e) {
            reset(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            reset(from);
            reset(to);
        } finally {
            sockets.remove(from);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
        closeQuietly(socket);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // closed either way
        }
    }

    @Override
    public void close() {
        closeQuietly(server);
        sockets.forEach(CuttingProxy::reset);
    }
}
