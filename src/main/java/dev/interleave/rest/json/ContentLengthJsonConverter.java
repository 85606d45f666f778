package dev.interleave.rest.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.util.FastByteArrayOutputStream;
import tools.jackson.databind.json.JsonMapper;

/// Writes JSON with `Content-Length`, so that a response is one write to the connection. Without it, the final
/// chunk takes a second write. Thread-safe.
public final class ContentLengthJsonConverter extends JacksonJsonHttpMessageConverter {

    private record Buffered(HttpHeaders headers, FastByteArrayOutputStream body) implements HttpOutputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public OutputStream getBody() {
            return body;
        }
    }

    public ContentLengthJsonConverter(JsonMapper mapper) {
        super(mapper);
    }

    @Override
    protected void writeInternal(
            Object object, ResolvableType type, HttpOutputMessage output, @Nullable Map<String, Object> hints)
            throws IOException {
        var buffered = new Buffered(output.getHeaders(), new FastByteArrayOutputStream());
        super.writeInternal(object, type, buffered, hints);
        output.getHeaders().setContentLength(buffered.body.size());
        buffered.body.writeTo(output.getBody());
    }
}
