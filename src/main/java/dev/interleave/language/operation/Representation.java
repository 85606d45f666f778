package dev.interleave.language.operation;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.value.AwaitableObject;
import dev.interleave.language.value.BuiltinFunction;
import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.HashTable;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.MethodObject;
import dev.interleave.language.value.ModuleObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.RangeObject;
import dev.interleave.language.value.SetObject;
import dev.interleave.language.value.SliceObject;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import dev.interleave.language.value.ViewObject;
import java.math.BigInteger;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The texts of values, as far as they take bounded time and no code of the program. One for each text.
@SuppressWarnings("ReferenceEquality") // values are compared by identity
public final class Representation {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_ELEMENTS = 1_000;
    private static final int MAX_QUOTED = 8_192;
    private static final int MAX_PIECE = 4 << 20;
    private static final long FIRST_ADDRESS = 0x7f00_0000_0000L;

    private final ProgramRuntime runtime;
    private final StringBuilder text = new StringBuilder();
    private int budget = MAX_ELEMENTS;
    private boolean needsCode;

    private Representation(ProgramRuntime runtime) {
        this.runtime = runtime;
    }

    /// @param runtime of the program
    /// @param value any value
    /// @return what `str` returns, or [BuiltinFunction#NEEDS_CODE]
    public static Object str(ProgramRuntime runtime, Object value) {
        if (value instanceof String s) {
            return s;
        }
        if (value instanceof ExceptionObject e && Types.special(e, "__str__") == null) {
            return exception(runtime, e);
        }
        return Types.special(value, "__str__") != null ? NEEDS_CODE : repr(runtime, value);
    }

    private static Object exception(ProgramRuntime runtime, ExceptionObject e) {
        Object[] arguments = e.arguments.items;
        if (arguments.length == 0) {
            return "";
        }
        if (arguments.length > 1) {
            return repr(runtime, e.arguments);
        }
        return e.type.isSubclassOf(Types.KEY_ERROR) ? repr(runtime, arguments[0]) : str(runtime, arguments[0]);
    }

    /// @param runtime of the program
    /// @param value any value
    /// @return what `repr` returns, or [BuiltinFunction#NEEDS_CODE]
    public static Object repr(ProgramRuntime runtime, Object value) {
        var representation = new Representation(runtime);
        representation.append(value, 0);
        if (representation.needsCode) {
            return NEEDS_CODE;
        }
        runtime.charge(representation.text.length() >> 2);
        runtime.allocate(representation.text.length() * 2L + 40);
        return representation.text.toString();
    }

    private void append(Object value, int depth) {
        if (needsCode || budget-- < 0 || depth > MAX_DEPTH) {
            needsCode = true;
            return;
        }
        switch (value) {
            case String s -> quoted(s);
            case Boolean b -> text.append(b ? "True" : "False");
            case Double d -> text.append(Floats.repr(d));
            case Long l -> text.append((long) l);
            case BigInteger b -> integer(b);
            case HeapObject object -> object(object, depth);
            default -> text.append(value);
        }
    }

    private void integer(BigInteger value) {
        Object digits = Integers.decimal(runtime, value);
        if (digits == NEEDS_CODE) {
            needsCode = true;
        } else {
            text.append(digits);
        }
    }

    private void object(HeapObject value, int depth) {
        if (Types.special(value, "__repr__") != null) {
            needsCode = true;
            return;
        }
        switch (value) {
            case ListObject list -> {
                needsCode |= list.size > MAX_ELEMENTS;
                Object[] items = needsCode ? new Object[0] : list.toArray();
                elements("[", items, items.length, "]", depth);
            }
            case TupleObject tuple ->
                elements("(", tuple.items, tuple.items.length, tuple.items.length == 1 ? ",)" : ")", depth);
            case DictObject dict -> dict(dict.table, depth);
            case SetObject set -> set(set, depth);
            case BytesObject bytes -> octets(bytes.octets);
            case RangeObject r ->
                text.append("range(")
                        .append(r.start)
                        .append(", ")
                        .append(r.stop)
                        .append(r.step == 1 ? "" : ", " + r.step)
                        .append(')');
            case SliceObject s -> elements("slice(", new Object[] {s.start, s.stop, s.step}, 3, ")", depth);
            case ClassObject c -> text.append("<class '").append(path(c)).append("'>");
            case FunctionObject f ->
                text.append(f.code.isLibrary() ? "<built-in function " : "<function ")
                        .append(f.qualifiedName)
                        .append(f.code.isLibrary() ? "" : " at " + address(f))
                        .append('>');
            case BuiltinFunction f ->
                text.append(f.isMethod ? "<method '" : "<built-in function ")
                        .append(f.simpleName())
                        .append(f.isMethod ? "' of '" + f.name.substring(0, f.name.indexOf('.')) + "' objects" : "")
                        .append('>');
            case MethodObject m -> method(m, depth);
            case GeneratorObject g ->
                text.append('<')
                        .append(g.type.name)
                        .append(" object ")
                        .append(g.type == Types.GENERATOR ? g.qualifiedName + " " : "")
                        .append("at ")
                        .append(address(g))
                        .append('>');
            case ExceptionObject e ->
                elements(e.type.name + "(", e.arguments.items, e.arguments.items.length, ")", depth);
            case ModuleObject m -> text.append("<module '").append(m.name).append("' (built-in)>");
            case ViewObject view -> view(view, depth);
            case AwaitableObject _ -> needsCode = true;
            default ->
                text.append('<')
                        .append(path(value.type))
                        .append(" object at ")
                        .append(address(value))
                        .append('>');
        }
    }

    private String address(HeapObject object) {
        return "0x" + Long.toHexString(FIRST_ADDRESS + 16L * runtime.number(object));
    }

    private static String path(ClassObject type) {
        return type.module.equals("builtins") ? type.qualifiedName : type.module + "." + type.qualifiedName;
    }

    private void method(MethodObject m, int depth) {
        if (m.function instanceof BuiltinFunction f) {
            text.append("<built-in method ")
                    .append(f.simpleName())
                    .append(" of ")
                    .append(Types.nameOf(m.self))
                    .append(" object at ");
            text.append(m.self instanceof HeapObject self ? address(self) : "0x0")
                    .append('>');
            return;
        }
        String name = m.function instanceof FunctionObject f ? f.qualifiedName : "?";
        text.append("<bound method ").append(name).append(" of ");
        append(m.self, depth + 1);
        text.append('>');
    }

    private void elements(String open, Object[] items, int count, String close, int depth) {
        text.append(open);
        for (int i = 0; i < count && !needsCode; i++) {
            if (i > 0) {
                text.append(", ");
            }
            append(items[i], depth + 1);
        }
        text.append(close);
    }

    private void dict(HashTable table, int depth) {
        text.append('{');
        String separator = "";
        for (int i = table.begin; i < table.end && !needsCode; i++) {
            Object key = table.key(i);
            if (key != null) {
                text.append(separator);
                append(key, depth + 1);
                text.append(": ");
                append(table.value(i), depth + 1);
                separator = ", ";
            }
        }
        text.append('}');
    }

    private void set(SetObject set, int depth) {
        String name = set.type.name;
        if (set.table.size == 0) {
            text.append(name).append("()");
            return;
        }
        boolean isPlain = set.type == Types.SET;
        Object[] keys = set.table.size > MAX_ELEMENTS ? new Object[0] : set.table.keysInOrder();
        needsCode |= set.table.size > MAX_ELEMENTS;
        elements(isPlain ? "{" : name + "({", keys, keys.length, isPlain ? "}" : "})", depth);
    }

    private void view(ViewObject view, int depth) {
        text.append(view.type.name).append("([");
        var iterator = Iteration.of(view);
        String separator = "";
        for (Object element = next(iterator); element != null && !needsCode; element = next(iterator)) {
            text.append(separator);
            append(element, depth + 1);
            separator = ", ";
        }
        text.append("])");
    }

    private static @Nullable Object next(dev.interleave.language.value.@Nullable IteratorObject iterator) {
        return iterator == null ? null : iterator.next();
    }

    // --- strings and bytes

    /// @param runtime of the program
    /// @param text a long one
    /// @return what `repr` returns, or a request to make it
    public static Object quoted(ProgramRuntime runtime, String text) {
        var representation = new Representation(runtime);
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        representation.text.append(quote);
        return TextScan.run(
                runtime,
                text,
                10,
                (from, to) -> {
                    for (int i = from; i < to; ) {
                        int c = text.codePointAt(i);
                        i += Character.charCount(c);
                        representation.character(c, quote);
                    }
                    if (representation.text.length() > MAX_PIECE) {
                        runtime.allocatePiece(representation.text.length() * 2L);
                    }
                    return true;
                },
                () -> {
                    runtime.allocatePiece(representation.text.length() * 2L);
                    return representation.text.append(quote).toString();
                });
    }

    private void quoted(String s) {
        if (s.length() > MAX_QUOTED) {
            needsCode = true;
            return;
        }
        runtime.charge(s.length());
        char quote = s.indexOf('\'') >= 0 && s.indexOf('"') < 0 ? '"' : '\'';
        text.append(quote);
        for (int i = 0; i < s.length(); ) {
            int c = s.codePointAt(i);
            i += Character.charCount(c);
            character(c, quote);
        }
        text.append(quote);
    }

    private void character(int c, char quote) {
        switch (c) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\\' -> text.append("\\\\");
            default -> {
                if (c == quote) {
                    text.append('\\').append(quote);
                } else if (isPrintable(c)) {
                    text.appendCodePoint(c);
                } else {
                    text.append(escaped(c));
                }
            }
        }
    }

    /// @param c a code point
    /// @return its escape sequence
    public static String escaped(int c) {
        var hex = HexFormat.of();
        if (c < 0x100) {
            return "\\x" + hex.toHexDigits((byte) c);
        }
        return c < 0x10000 ? "\\u" + hex.toHexDigits((short) c) : "\\U" + hex.toHexDigits(c);
    }

    /// @param c a code point
    /// @return whether `repr` shows it as it is
    public static boolean isPrintable(int c) {
        if (c < 0x7f) {
            return c >= ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    private void octets(byte[] octets) {
        runtime.allocatePiece(octets.length * 2L);
        runtime.charge(octets.length * 2L);
        boolean hasQuote = false;
        boolean hasDouble = false;
        for (byte b : octets) {
            hasQuote |= b == '\'';
            hasDouble |= b == '"';
        }
        char quote = hasQuote && !hasDouble ? '"' : '\'';
        text.append('b').append(quote);
        for (byte b : octets) {
            int c = b & 0xff;
            if (c == '\n' || c == '\r' || c == '\t' || c == '\\' || c == quote) {
                character(c, quote);
            } else if (c >= ' ' && c < 0x7f) {
                text.append((char) c);
            } else {
                text.append(escaped(c));
            }
        }
        text.append(quote);
    }
}
