package dev.interleave.webhook.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A socket on loopback behind which anything may happen. Thread-safe.
public final class HostileReceiver implements AutoCloseable {

    /// What it does with a connection.
    @FunctionalInterface
    interface Misbehaviour {
        void with(Socket connection, Out out) throws IOException;
    }

    /// Writes, and counts.
    final class Out {
        private final OutputStream stream;

        private Out(OutputStream stream) {
            this.stream = stream;
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void send(byte[] bytes) throws IOException {
            stream.write(bytes);
            sent.addAndGet(bytes.length);
        }

        /// One byte after the other, with a pause in between, until the other side has enough.
        void trickle(String text, long pauseMillis) throws IOException {
            for (int i = 0; i < text.length(); i++) {
                send(text.substring(i, i + 1));
                LockSupport.parkNanos(pauseMillis * 1_000_000);
            }
        }

        /// The same again and again, until the other side has enough.
        void sendEndlessly(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            while (!server.isClosed()) {
                send(bytes);
            }
        }
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();

    private HostileReceiver(ServerSocket server) {
        this.server = server;
    }

    /// Reads the request, then misbehaves.
    static HostileReceiver afterTheRequest(Misbehaviour misbehaviour) throws IOException {
        return atOnce((connection, out) -> {
            readHead(connection.getInputStream());
            misbehaviour.with(connection, out);
        });
    }

    static HostileReceiver atOnce(Misbehaviour misbehaviour) throws IOException {
        HostileReceiver receiver = new HostileReceiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        receiver.threads.execute(() -> receiver.accept(misbehaviour));
        return receiver;
    }

    /// Connections come so far as the queue of the operating system.
    static HostileReceiver neverAccepting(int backlog) throws IOException {
        return new HostileReceiver(new ServerSocket(0, backlog, InetAddress.getLoopbackAddress()));
    }

    int port() {
        return server.getLocalPort();
    }

    URI url(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + port() + "/hook");
    }

    int connections() {
        return connections.get();
    }

    long sent() {
        return sent.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept(Misbehaviour misbehaviour) {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(connection, misbehaviour));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection, Misbehaviour misbehaviour) {
        try (connection) {
            misbehaviour.with(connection, new Out(connection.getOutputStream()));
        } catch (IOException e) {
            // the other side had enough
        }
    }

    private static void readHead(InputStream request) throws IOException {
        int last = 0;
        for (int c = request.read(); c >= 0; c = request.read()) {
            last = last << 8 | c;
            if (last == 0x0d0a0d0a) {
                return;
            }
        }
    }
}
