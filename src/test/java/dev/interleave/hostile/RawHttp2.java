package dev.interleave.hostile;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// An HTTP/2 connection that sends any frames, also such as no honest client sends (RFC 9113).
final class RawHttp2 implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    /// The index of `:status: 200` in the static table, as an indexed field (RFC 7541, appendix A).
    private static final int STATUS_200 = 0x88;

    private final Socket socket;

    /// A frame that was received.
    ///
    /// @param length of its payload in octets
    /// @param isOk whether it begins a response with status 200
    record Frame(int type, int stream, int length, boolean isOk) {}

    /// @param settings pairs of an identifier and a value
    RawHttp2(int port, int... settings) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer payload = ByteBuffer.allocate(settings.length * 3);
        for (int i = 0; i < settings.length; i += 2) {
            payload.putShort((short) settings[i]).putInt(settings[i + 1]);
        }
        send(SETTINGS, 0, 0, payload.array());
    }

    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        socket.getOutputStream().write(frame(type, flags, stream, payload));
    }

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    void write(byte[] part) throws IOException {
        socket.getOutputStream().write(part);
    }

    /// @param more names and values
    static byte[] request(String method, String path, String... more) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, ":method", method);
        literal(block, ":scheme", "http");
        literal(block, ":path", path);
        literal(block, ":authority", "localhost");
        for (int i = 0; i < more.length; i += 2) {
            literal(block, more[i], more[i + 1]);
        }
        return block.toByteArray();
    }

    /// A field without index and without Huffman code (RFC 7541, section 6.2.2); both parts are short.
    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        for (String part : List.of(name, value)) {
            block.write(part.length());
            block.writeBytes(part.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// Reads until the service closes the connection.
    ///
    /// @param patience for each frame
    /// @return all frames
    /// @throws java.net.SocketTimeoutException if it stays open
    List<Frame> readUntilClosed(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
        List<Frame> frames = new ArrayList<>();
        try {
            while (true) {
                frames.add(read());
            }
        } catch (EOFException | SocketException closed) {
            return frames;
        }
    }

    /// @return the next frame of a type
    Frame until(int type, Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
        Frame frame = read();
        while (frame.type() != type) {
            frame = read();
        }
        return frame;
    }

    /// Waits for the next frame.
    Frame read() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        in.readUnsignedByte();
        int stream = in.readInt() & Integer.MAX_VALUE;
        return new Frame(type, stream, length, isOk(type, in.readNBytes(length)));
    }

    /// Tomcat puts updates of the size of its table before the status.
    private static boolean isOk(int type, byte[] payload) {
        for (byte octet : payload) {
            if ((octet & 0xff) == STATUS_200) {
                return type == HEADERS;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
