package dev.interleave.language.builtin;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.operation.Integers;
import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.Types;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// The methods of bytes. Searches work on the same octets as text of one octet per character.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class BytesMethods {

    private BytesMethods() {}

    static void register(Registry registry) {
        registry.constructor(Types.BYTES, 0, 3, BytesMethods::bytes)
                .method(Types.BYTES, "decode", 0, List.of("encoding", "errors"), (runtime, a) -> decoded(runtime, a))
                .method(Types.BYTES, "hex", 0, 0, (runtime, a) -> {
                    runtime.allocatePiece(octets(a[0]).length * 4L);
                    runtime.charge(octets(a[0]).length);
                    return HexFormat.of().formatHex(octets(a[0]));
                })
                .method(Types.BYTES, "find", 1, 1, (_, _) -> NEEDS_CODE)
                .method(Types.BYTES, "startswith", 1, 1, (_, a) -> Arrays.equals(prefix(a), octets(a[1])))
                .method(Types.BYTES, "endswith", 1, 1, (_, a) -> Arrays.equals(suffix(a), octets(a[1])))
                .method(Types.BYTES, "upper", 0, 0, (runtime, a) -> of(mapped(runtime, octets(a[0]), 'a', 'z', -32)))
                .method(Types.BYTES, "lower", 0, 0, (runtime, a) -> of(mapped(runtime, octets(a[0]), 'A', 'Z', 32)))
                .method(Types.BYTES, "replace", 2, 2, (_, _) -> NEEDS_CODE)
                .method(Types.BYTES, "join", 1, 1, (_, _) -> NEEDS_CODE)
                .method(Types.BYTES, "split", 1, 1, (_, _) -> NEEDS_CODE)
                .method(Types.BYTES, "count", 1, 1, (_, _) -> NEEDS_CODE)
                .function("_latin", 1, 1, (runtime, a) -> {
                    runtime.allocatePiece(octets(a[0]).length * 2L);
                    runtime.charge(octets(a[0]).length >> 3);
                    return latin(a[0]);
                })
                .function("_octets", 1, 1, (runtime, a) -> {
                    runtime.allocatePiece(((String) a[0]).length());
                    runtime.charge(((String) a[0]).length() >> 3);
                    return of((String) a[0]);
                });
    }

    private static byte[] octets(Object value) {
        if (value instanceof BytesObject bytes) {
            return bytes.octets;
        }
        throw Errors.type("a bytes-like object is required, not '" + Types.nameOf(value) + "'");
    }

    private static String latin(Object value) {
        return new String(octets(value), StandardCharsets.ISO_8859_1);
    }

    private static BytesObject of(byte[] octets) {
        return new BytesObject(octets);
    }

    private static BytesObject of(String latin) {
        return new BytesObject(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] prefix(Object[] a) {
        return Arrays.copyOf(octets(a[0]), Math.min(octets(a[0]).length, octets(a[1]).length));
    }

    private static byte[] suffix(Object[] a) {
        int length = octets(a[0]).length;
        return Arrays.copyOfRange(octets(a[0]), Math.max(0, length - octets(a[1]).length), length);
    }

    private static byte[] mapped(ProgramRuntime runtime, byte[] octets, char low, char high, int shift) {
        runtime.allocatePiece(octets.length);
        runtime.charge(octets.length >> 1);
        byte[] mapped = octets.clone();
        for (int i = 0; i < mapped.length; i++) {
            if (mapped[i] >= low && mapped[i] <= high) {
                mapped[i] += (byte) shift;
            }
        }
        return mapped;
    }

    private static Object bytes(ProgramRuntime runtime, Object[] a) {
        if (a[0] == null) {
            return new BytesObject(new byte[0]);
        }
        if (a[0] instanceof String) {
            if (a[1] == null) {
                throw Errors.type("string argument without an encoding");
            }
            return NEEDS_CODE;
        }
        if (a[0] instanceof BytesObject) {
            return a[0];
        }
        if (Integers.isInteger(a[0])) {
            long length = Arguments.integer(a[0]);
            if (length < 0) {
                throw Errors.value("negative count");
            }
            runtime.allocatePiece(length);
            runtime.charge(length >> 3);
            return new BytesObject(new byte[(int) length]);
        }
        Object[] items = CoreFunctions.collect(runtime, a[0]);
        if (items == null) {
            return NEEDS_CODE;
        }
        byte[] octets = new byte[items.length];
        for (int i = 0; i < octets.length; i++) {
            long octet = Arguments.integer(items[i]);
            if (octet < 0 || octet > 255) {
                throw Errors.value("bytes must be in range(0, 256)");
            }
            octets[i] = (byte) octet;
        }
        return new BytesObject(octets);
    }

    private static String decoded(ProgramRuntime runtime, Object[] a) {
        byte[] octets = octets(a[0]);
        String name = a[1] == null
                ? "utf-8"
                : ((String) a[1]).toLowerCase(Locale.ROOT).replace('_', '-');
        Charset charset = switch (name) {
            case "utf-8", "utf8" -> StandardCharsets.UTF_8;
            case "ascii", "us-ascii" -> StandardCharsets.US_ASCII;
            case "latin-1", "latin1", "iso-8859-1" -> StandardCharsets.ISO_8859_1;
            default -> throw new Raised(Types.LOOKUP_ERROR, "unknown encoding: " + name);
        };
        runtime.allocatePiece(octets.length * 2L);
        runtime.charge(octets.length);
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Raised(Types.UNICODE_DECODE_ERROR, "'" + name + "' codec can't decode these bytes");
        }
    }
}
