package dev.interleave.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests that no HTTP client would send, and the answer to the byte.
public final class RawHttp {

    private RawHttp() {}

    /// One answer. Header names are compared without case; of repeated headers the last one counts.
    public record Answer(String head, String body) {

        public int status() {
            return Integer.parseInt(head.split(" ")[1]);
        }

        public Map<String, String> headers() {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            head.lines().skip(1).map(line -> line.split(":", 2)).forEach(pair -> headers.put(pair[0], pair[1].strip()));
            return headers;
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    /// Sends ISO-8859-1 bytes as they are and reads until the server closes.
    public static Answer send(int port, String... pieces) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            write(socket.getOutputStream(), pieces);
            return parse(readAll(socket.getInputStream()));
        }
    }

    private static void write(OutputStream out, String... pieces) throws IOException {
        try {
            for (String piece : pieces) {
                out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (SocketException enough) {
            out.flush(); // the server had read as much as it cared to, and has answered
        }
    }

    /// Sends the text, closes this end, and reads what comes nevertheless.
    static String sendAndHangUp(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return readAll(socket.getInputStream());
        }
    }

    /// One character for each byte.
    private static String readAll(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException reset) {
            answer.append(""); // what had arrived before the reset is the answer
        }
        return answer.toString();
    }

    private static Answer parse(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("No HTTP answer: " + answer);
        }
        Answer raw = new Answer(answer.substring(0, end), answer.substring(end + 4));
        String body =
                "chunked".equalsIgnoreCase(raw.headers().get("Transfer-Encoding")) ? dechunked(raw.body()) : raw.body();
        return new Answer(raw.head(), new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static String dechunked(String body) {
        StringBuilder whole = new StringBuilder();
        String rest = body;
        while (!rest.isEmpty()) {
            String[] parts = rest.split("\r\n", 2);
            int size = Integer.parseInt(parts[0], 16);
            whole.append(parts[1], 0, size);
            rest = size == 0 ? "" : parts[1].substring(size + 2);
        }
        return whole.toString();
    }
}
