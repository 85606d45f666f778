package dev.interleave.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A receiver that notes the beginning of each request to the byte and answers all of them alike. Of a TLS
/// client it hears the first message, which is no use to either of them. Thread-safe.
final class Listener implements AutoCloseable {

    private static final int TLS_HANDSHAKE = 22;
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket socket;
    private final String answer;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    Listener(String address, String answer) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.ofLiteral(address));
        this.answer = answer;
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return socket.getLocalPort();
    }

    /// The next request that has come or is to come.
    String next() throws InterruptedException {
        String next = heard.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new AssertionError("no client has connected");
        }
        return next;
    }

    /// What has come and was not asked for with [#next()].
    List<String> rest() {
        return List.copyOf(heard);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.setSoTimeout(PATIENCE_MILLIS);
                heard.add(hear(client.getInputStream()));
                client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                client.shutdownOutput();
                client.getInputStream().readAllBytes(); // or what it has not read yet would be lost
            } catch (IOException e) {
                // the client is gone, or the test is over
            }
        }
    }

    private static String hear(InputStream in) throws IOException {
        int first = in.read();
        if (first == TLS_HANDSHAKE) {
            in.readNBytes(2);
            int length = in.read() << 8 | in.read();
            return "TLS " + serverName(ByteBuffer.wrap(in.readNBytes(length)));
        }
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = first;
                b >= 0 && !head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n");
                b = in.read()) {
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /// What a ClientHello says whom it wants (RFC 8446, section 4.1.2, and RFC 6066, section 3).
    private static @Nullable String serverName(ByteBuffer hello) {
        hello.position(4 + 2 + 32);
        skip(hello, hello.get() & 0xff); // session
        skip(hello, hello.getShort() & 0xffff); // cipher suites
        skip(hello, hello.get() & 0xff); // compression
        hello.getShort();
        while (hello.hasRemaining()) {
            int type = hello.getShort();
            int length = hello.getShort() & 0xffff;
            if (type == 0) {
                byte[] name = new byte[length - 5];
                hello.get(hello.position() + 5, name);
                return new String(name, StandardCharsets.US_ASCII);
            }
            skip(hello, length);
        }
        return null;
    }

    private static void skip(ByteBuffer buffer, int bytes) {
        buffer.position(buffer.position() + bytes);
    }
}
