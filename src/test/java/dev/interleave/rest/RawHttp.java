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
final class RawHttp {

    private RawHttp() {}

    /// One answer. Header names are compared without case; of repeated headers the last one counts.
    record Answer(String head, String body) {

        int status() {
            return Integer.parseInt(head.split(" ")[1]);
        }

        Map<String, String> headers() {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            head.lines().skip(1).map(line -> line.split(":", 2)).forEach(pair -> headers.put(pair[0], pair[1].strip()));
            return headers;
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    /// Sends ISO-8859-1 bytes as they are and reads until the server closes.
    static Answer send(int port, String... pieces) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            for (String piece : pieces) {
                out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
            return parse(readAll(socket.getInputStream()));
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

    private static String readAll(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                answer.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
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
        return "chunked".equalsIgnoreCase(raw.headers().get("Transfer-Encoding"))
                ? new Answer(raw.head(), dechunked(raw.body()))
                : raw;
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
