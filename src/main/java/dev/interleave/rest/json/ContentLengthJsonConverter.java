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

/// Writes JSON whose length is told before it, so that an answer is one write to the connection. Without it
/// there are two, since the end of a body of unknown length is a chunk of its own. Thread-safe.
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
