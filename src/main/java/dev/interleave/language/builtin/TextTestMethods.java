package dev.interleave.language.builtin;

import dev.interleave.language.operation.Representation;
import dev.interleave.language.operation.TextScan;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.ProgramRuntime;
import java.util.function.IntPredicate;

/// The methods of strings that test characters.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class TextTestMethods {

    private TextTestMethods() {}

    static void register(Registry registry, ClassObject type) {
        all(registry, type, "isdigit", c -> Character.isDigit(c) || isSuperscript(c));
        all(registry, type, "isdecimal", Character::isDigit);
        all(
                registry,
                type,
                "isnumeric",
                c -> Character.isDigit(c)
                        || isSuperscript(c)
                        || Character.getType(c) == Character.LETTER_NUMBER
                        || Character.getType(c) == Character.OTHER_NUMBER);
        all(registry, type, "isalpha", Character::isLetter);
        all(registry, type, "isalnum", c -> Character.isLetter(c) || Character.isDigit(c) || isSuperscript(c));
        all(registry, type, "isspace", TextPartMethods::isSpace);
        registry.method(
                        type,
                        "isprintable",
                        0,
                        0,
                        (runtime, a) -> all(runtime, TextMethods.text(a), Representation::isPrintable, true))
                .method(type, "isascii", 0, 0, (runtime, a) -> all(runtime, TextMethods.text(a), c -> c < 0x80, true))
                .method(type, "isidentifier", 0, 0, (runtime, a) -> {
                    String text = TextMethods.text(a);
                    boolean isStart =
                            !text.isEmpty() && (Character.isLetter(text.codePointAt(0)) || text.charAt(0) == '_');
                    return isStart ? all(runtime, text, c -> Character.isLetterOrDigit(c) || c == '_', true) : false;
                })
                .method(
                        type,
                        "isupper",
                        0,
                        0,
                        (runtime, a) -> cased(
                                runtime,
                                TextMethods.text(a),
                                Character::isUpperCase,
                                c -> Character.isLowerCase(c) || Character.isTitleCase(c)))
                .method(
                        type,
                        "islower",
                        0,
                        0,
                        (runtime, a) -> cased(
                                runtime,
                                TextMethods.text(a),
                                Character::isLowerCase,
                                c -> Character.isUpperCase(c) || Character.isTitleCase(c)))
                .method(type, "istitle", 0, 0, (runtime, a) -> isTitle(runtime, TextMethods.text(a)));
    }

    private static boolean isSuperscript(int c) {
        return c == 0xb2
                || c == 0xb3
                || c == 0xb9
                || (c >= 0x2070 && c <= 0x2089 && c != 0x2071 && Character.getType(c) == Character.OTHER_NUMBER);
    }

    private static void all(Registry registry, ClassObject type, String name, IntPredicate predicate) {
        registry.method(type, name, 0, 0, (runtime, a) -> all(runtime, TextMethods.text(a), predicate, false));
    }

    static Object all(ProgramRuntime runtime, String text, IntPredicate predicate, boolean ofEmpty) {
        if (text.isEmpty()) {
            return ofEmpty;
        }
        boolean[] result = {true};
        return TextScan.run(
                runtime,
                text,
                4,
                (from, to) -> {
                    for (int i = from; i < to && result[0]; ) {
                        int c = text.codePointAt(i);
                        i += Character.charCount(c);
                        result[0] = predicate.test(c);
                    }
                    return result[0];
                },
                () -> result[0]);
    }

    /// @return whether there is a character of one kind, and none of the other
    private static Object cased(ProgramRuntime runtime, String text, IntPredicate wanted, IntPredicate unwanted) {
        boolean[] found = new boolean[2];
        return TextScan.run(
                runtime,
                text,
                8,
                (from, to) -> {
                    for (int i = from; i < to && !found[1]; ) {
                        int c = text.codePointAt(i);
                        i += Character.charCount(c);
                        found[0] |= wanted.test(c);
                        found[1] = unwanted.test(c);
                    }
                    return !found[1];
                },
                () -> found[0] && !found[1]);
    }

    private static Object isTitle(ProgramRuntime runtime, String text) {
        boolean[] state = {false, false, true}; // in a word, found a letter, as in a title
        return TextScan.run(
                runtime,
                text,
                8,
                (from, to) -> {
                    for (int i = from; i < to && state[2]; ) {
                        int c = text.codePointAt(i);
                        i += Character.charCount(c);
                        boolean isHigh = Character.isUpperCase(c) || Character.isTitleCase(c);
                        boolean isLow = Character.isLowerCase(c);
                        state[2] = !(isHigh && state[0]) && !(isLow && !state[0]);
                        state[0] = isHigh || isLow;
                        state[1] |= state[0];
                    }
                    return state[2];
                },
                () -> state[1] && state[2]);
    }
}
