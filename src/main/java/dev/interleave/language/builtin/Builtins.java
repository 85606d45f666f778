package dev.interleave.language.builtin;

import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.Types;
import java.util.LinkedHashMap;
import java.util.Map;

/// All that is written in Java. Adds the methods to the classes of the machine, once.
public final class Builtins {

    private static final Map<String, Object> ALL = create();

    private Builtins() {}

    /// @return the functions, classes and constants by name; those that begin with `_` are for the library only
    public static Map<String, Object> all() {
        return ALL;
    }

    private static Map<String, Object> create() {
        var registry = new Registry();
        ObjectMethods.register(registry);
        CoreFunctions.register(registry);
        NumberFunctions.register(registry);
        ListMethods.register(registry);
        TableMethods.register(registry);
        TextMethods.register(registry);
        BytesMethods.register(registry);
        MathFunctions.register(registry);
        HelperFunctions.register(registry);
        AwaitFunctions.register(registry);
        Map<String, Object> all = new LinkedHashMap<>(registry.functions());
        for (String name : new String[] {
            "object",
            "type",
            "int",
            "bool",
            "float",
            "str",
            "bytes",
            "list",
            "tuple",
            "dict",
            "set",
            "frozenset",
            "range",
            "slice",
            "property",
            "staticmethod",
            "classmethod",
            "super"
        }) {
            all.put(name, Types.all().get(name));
        }
        Types.all().forEach((name, type) -> {
            if (type.isSubclassOf(Types.BASE_EXCEPTION)) {
                all.put(name, type);
            }
        });
        all.put("NotImplemented", Singleton.NOT_IMPLEMENTED);
        all.put("Ellipsis", Singleton.ELLIPSIS);
        all.put("__debug__", true);
        all.put("_generator", Types.GENERATOR);
        all.put("_module", Types.MODULE);
        all.put("_function", Types.FUNCTION);
        all.put("_method", Types.METHOD);
        all.put("_NoneType", Types.NONE);
        return all;
    }
}
