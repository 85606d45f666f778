package dev.interleave.language.builtin;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.operation.Formatting;
import dev.interleave.language.operation.Representation;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.Types;

/// The methods of strings.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class TextMethods {

    private TextMethods() {}

    static void register(Registry registry) {
        ClassObject type = Types.STR;
        registry.constructor(type, 0, 1, (runtime, a) -> a[0] == null ? "" : Representation.str(runtime, a[0]))
                .function(
                        "format",
                        1,
                        2,
                        (runtime, a) ->
                                Formatting.format(runtime, a[0], a[1] == null ? "" : Arguments.text(a[1], "format")))
                .function("ascii", 1, 1, (runtime, a) -> {
                    Object text = Representation.repr(runtime, a[0]);
                    return text instanceof Request ? NEEDS_CODE : ascii(runtime, (String) text);
                })
                .function("_ascii", 1, 1, (runtime, a) -> ascii(runtime, (String) a[0]));
        TextSearchMethods.register(registry, type);
        TextPartMethods.register(registry, type);
        TextChangeMethods.register(registry, type);
        TextTestMethods.register(registry, type);
    }

    static String text(Object[] a) {
        if (a[0] instanceof String text) {
            return text;
        }
        throw Errors.type("descriptor requires a 'str' object but received a '" + Types.nameOf(a[0]) + "'");
    }

    static String argument(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw Errors.type("must be str, not " + Types.nameOf(value));
    }

    private static Object ascii(ProgramRuntime runtime, String text) {
        return Boolean.TRUE.equals(TextTestMethods.all(runtime, text, c -> c < 0x80, true))
                ? text
                : TextChangeMethods.mapped(runtime, text, TextMethods::escaped);
    }

    private static String escaped(String text) {
        var builder = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < 0x80) {
                builder.appendCodePoint(c);
            } else {
                builder.append(Representation.escaped(c));
            }
        });
        return builder.toString();
    }
}
