package dev.interleave.language.value;

import dev.interleave.language.value.ClassObject.Layout;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The classes that the machine defines. Their members are added once, before the first program runs; after that
/// they never change.
@SuppressWarnings("NullAway") // the class of classes is its own class
public final class Types {

    private static final Map<String, ClassObject> BY_NAME = new LinkedHashMap<>();

    public static final ClassObject OBJECT;
    public static final ClassObject TYPE;

    static {
        OBJECT = new ClassObject(null, "object", "object", "builtins", null, Layout.PLAIN, true);
        TYPE = new ClassObject(null, "type", "type", "builtins", OBJECT, Layout.FINAL, true);
        OBJECT.isNative = true;
        TYPE.isNative = true;
        OBJECT.type = TYPE;
        TYPE.type = TYPE;
        BY_NAME.put("object", OBJECT);
        BY_NAME.put("type", TYPE);
    }

    public static final ClassObject INT = define("int");
    public static final ClassObject BOOL = define("bool", INT, Layout.FINAL);
    public static final ClassObject FLOAT = define("float");
    public static final ClassObject STR = define("str");
    public static final ClassObject BYTES = define("bytes");
    public static final ClassObject LIST = define("list", OBJECT, Layout.LIST);
    public static final ClassObject TUPLE = define("tuple", OBJECT, Layout.TUPLE);
    public static final ClassObject DICT = define("dict", OBJECT, Layout.DICT);
    public static final ClassObject SET = define("set", OBJECT, Layout.SET);
    public static final ClassObject FROZENSET = define("frozenset", OBJECT, Layout.SET);
    public static final ClassObject RANGE = define("range");
    public static final ClassObject SLICE = define("slice");
    public static final ClassObject NONE = define("NoneType");
    public static final ClassObject ELLIPSIS = define("ellipsis");
    public static final ClassObject NOT_IMPLEMENTED = define("NotImplementedType");
    public static final ClassObject FUNCTION = define("function");
    public static final ClassObject BUILTIN_FUNCTION = define("builtin_function_or_method");
    public static final ClassObject METHOD_DESCRIPTOR = define("method_descriptor");
    public static final ClassObject METHOD = define("method");
    public static final ClassObject GENERATOR = define("generator");
    public static final ClassObject MODULE = define("module");
    public static final ClassObject PROPERTY = define("property");
    public static final ClassObject STATIC_METHOD = define("staticmethod");
    public static final ClassObject CLASS_METHOD = define("classmethod");
    public static final ClassObject SUPER = define("super");
    public static final ClassObject CELL = define("cell");
    public static final ClassObject DICT_KEYS = define("dict_keys");
    public static final ClassObject DICT_VALUES = define("dict_values");
    public static final ClassObject DICT_ITEMS = define("dict_items");
    public static final ClassObject LIST_ITERATOR = define("list_iterator");
    public static final ClassObject TUPLE_ITERATOR = define("tuple_iterator");
    public static final ClassObject TEXT_ITERATOR = define("str_ascii_iterator");
    public static final ClassObject BYTES_ITERATOR = define("bytes_iterator");
    public static final ClassObject RANGE_ITERATOR = define("range_iterator");
    public static final ClassObject SET_ITERATOR = define("set_iterator");
    public static final ClassObject DICT_KEY_ITERATOR = define("dict_keyiterator");
    public static final ClassObject DICT_VALUE_ITERATOR = define("dict_valueiterator");
    public static final ClassObject DICT_ITEM_ITERATOR = define("dict_itemiterator");
    public static final ClassObject REVERSED = define("reversed");
    public static final ClassObject ENUMERATE = define("enumerate");
    public static final ClassObject ZIP = define("zip");
    public static final ClassObject AWAITABLE = define("awaitable");

    public static final ClassObject BASE_EXCEPTION = exception("BaseException", OBJECT);
    public static final ClassObject GENERATOR_EXIT = exception("GeneratorExit", BASE_EXCEPTION);
    public static final ClassObject KEYBOARD_INTERRUPT = exception("KeyboardInterrupt", BASE_EXCEPTION);
    public static final ClassObject SYSTEM_EXIT = exception("SystemExit", BASE_EXCEPTION);
    public static final ClassObject EXCEPTION = exception("Exception", BASE_EXCEPTION);
    public static final ClassObject STOP_ITERATION = exception("StopIteration", EXCEPTION);
    public static final ClassObject ARITHMETIC_ERROR = exception("ArithmeticError", EXCEPTION);
    public static final ClassObject FLOATING_POINT_ERROR = exception("FloatingPointError", ARITHMETIC_ERROR);
    public static final ClassObject OVERFLOW_ERROR = exception("OverflowError", ARITHMETIC_ERROR);
    public static final ClassObject ZERO_DIVISION_ERROR = exception("ZeroDivisionError", ARITHMETIC_ERROR);
    public static final ClassObject ASSERTION_ERROR = exception("AssertionError", EXCEPTION);
    public static final ClassObject ATTRIBUTE_ERROR = exception("AttributeError", EXCEPTION);
    public static final ClassObject BUFFER_ERROR = exception("BufferError", EXCEPTION);
    public static final ClassObject EOF_ERROR = exception("EOFError", EXCEPTION);
    public static final ClassObject IMPORT_ERROR = exception("ImportError", EXCEPTION);
    public static final ClassObject MODULE_NOT_FOUND_ERROR = exception("ModuleNotFoundError", IMPORT_ERROR);
    public static final ClassObject LOOKUP_ERROR = exception("LookupError", EXCEPTION);
    public static final ClassObject INDEX_ERROR = exception("IndexError", LOOKUP_ERROR);
    public static final ClassObject KEY_ERROR = exception("KeyError", LOOKUP_ERROR);
    public static final ClassObject MEMORY_ERROR = exception("MemoryError", EXCEPTION);
    public static final ClassObject NAME_ERROR = exception("NameError", EXCEPTION);
    public static final ClassObject UNBOUND_LOCAL_ERROR = exception("UnboundLocalError", NAME_ERROR);
    public static final ClassObject OS_ERROR = exception("OSError", EXCEPTION);
    public static final ClassObject TIMEOUT_ERROR = exception("TimeoutError", OS_ERROR);
    public static final ClassObject RUNTIME_ERROR = exception("RuntimeError", EXCEPTION);
    public static final ClassObject NOT_IMPLEMENTED_ERROR = exception("NotImplementedError", RUNTIME_ERROR);
    public static final ClassObject RECURSION_ERROR = exception("RecursionError", RUNTIME_ERROR);
    public static final ClassObject JOB_ERROR = exception("JobError", RUNTIME_ERROR);
    public static final ClassObject JOB_CANCELLED = exception("JobCancelled", JOB_ERROR);
    public static final ClassObject TYPE_ERROR = exception("TypeError", EXCEPTION);
    public static final ClassObject VALUE_ERROR = exception("ValueError", EXCEPTION);
    public static final ClassObject UNICODE_ERROR = exception("UnicodeError", VALUE_ERROR);
    public static final ClassObject UNICODE_DECODE_ERROR = exception("UnicodeDecodeError", UNICODE_ERROR);
    public static final ClassObject UNICODE_ENCODE_ERROR = exception("UnicodeEncodeError", UNICODE_ERROR);
    public static final ClassObject WARNING = exception("Warning", EXCEPTION);
    public static final ClassObject DEPRECATION_WARNING = exception("DeprecationWarning", WARNING);
    public static final ClassObject USER_WARNING = exception("UserWarning", WARNING);

    private Types() {}

    private static ClassObject define(String name) {
        return define(name, OBJECT, Layout.FINAL);
    }

    private static ClassObject exception(String name, ClassObject base) {
        return define(name, base, Layout.EXCEPTION);
    }

    private static ClassObject define(String name, ClassObject base, Layout layout) {
        var defined = new ClassObject(TYPE, name, name, "builtins", base, layout, true);
        defined.isNative = true;
        BY_NAME.put(name, defined);
        return defined;
    }

    /// @return the classes by name
    public static Map<String, ClassObject> all() {
        return BY_NAME;
    }

    /// @param value any value
    /// @return its class
    public static ClassObject of(Object value) {
        return switch (value) {
            case HeapObject object -> object.type;
            case Long _ -> INT;
            case BigInteger _ -> INT;
            case Double _ -> FLOAT;
            case String _ -> STR;
            case Boolean _ -> BOOL;
            case Singleton.NONE -> NONE;
            case Singleton.ELLIPSIS -> ELLIPSIS;
            case Singleton.NOT_IMPLEMENTED -> NOT_IMPLEMENTED;
            default -> throw new IllegalArgumentException(value.getClass().toString());
        };
    }

    /// @param value any value
    /// @return the name of its class, as messages show it
    public static String nameOf(@Nullable Object value) {
        if (value == null) {
            return "NoneType";
        }
        boolean isBuiltin = value instanceof FunctionObject f && f.globals.module.equals("builtins");
        return isBuiltin ? BUILTIN_FUNCTION.name : of(value).fullName();
    }

    /// @param value any value
    /// @param method the name of a special method
    /// @return what the class of the value defines, if that was not defined by the machine; or null
    public static @Nullable Object special(Object value, String method) {
        if (value instanceof HeapObject object && !object.type.isNative) {
            Object found = object.type.lookup(method);
            return found instanceof BuiltinFunction ? null : found;
        }
        return null;
    }
}
