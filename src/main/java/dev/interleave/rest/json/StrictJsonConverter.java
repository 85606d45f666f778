package dev.interleave.rest.json;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;

/// Converts request bodies to [JsonObject] for `@RequestBody`. It never writes.
public final class StrictJsonConverter extends AbstractHttpMessageConverter<JsonObject> {

    private final BodyReader reader = new BodyReader(System::nanoTime);

    public StrictJsonConverter() {
        super(MediaType.APPLICATION_JSON);
    }

    /// Claims every media type, so that no more lenient converter gets to see what this one refuses.
    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return supports(type);
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == JsonObject.class;
    }

    @Override
    protected JsonObject readInternal(Class<? extends JsonObject> type, HttpInputMessage message) throws IOException {
        if (!isPlainJson(message.getHeaders().getContentType())) {
            throw new ProblemException(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "The Content-Type must be application/json, with no parameter other than charset=utf-8.")
                    .withHeader("Accept", MediaType.APPLICATION_JSON_VALUE);
        }
        return StrictJson.parse(reader.read(message.getBody()));
    }

    @Override
    protected void writeInternal(JsonObject object, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("JsonObject is for requests");
    }

    private static boolean isPlainJson(@Nullable MediaType type) {
        return type != null
                && type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                && type.getParameters().entrySet().stream().allMatch(StrictJsonConverter::isUtf8);
    }

    private static boolean isUtf8(Map.Entry<String, String> parameter) {
        String value = parameter.getValue().toLowerCase(Locale.ROOT);
        return parameter.getKey().equalsIgnoreCase("charset") && (value.equals("utf-8") || value.equals("\"utf-8\""));
    }
}
