package dev.interleave.program.run;

import dev.interleave.computation.Input;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The stored form of the input of a program. Static methods only; thread-safe.
public final class InputJson {

    /// A longer input is not kept in the row of the job, but like a source.
    public static final int MAX_IN_ROW = 2_000;

    private static final TypeReference<Map<String, @Nullable Object>> VALUES = new TypeReference<>() {};

    /// Takes numbers of any length.
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    private InputJson() {}

    /// @param input of a program
    /// @return its JSON
    public static String write(Input input) {
        return JSON.writeValueAsString(input.values());
    }

    /// @param json a JSON text
    /// @return its value: a number (`Integer`, `Long`, `BigInteger`, `Double`), text, boolean, null, list or map
    static @Nullable Object readValue(String json) {
        return JSON.readValue(json, Object.class);
    }

    /// @param json what [#write] has written
    /// @return the input
    public static Input read(String json) {
        return new Input(JSON.readValue(json, VALUES));
    }
}
