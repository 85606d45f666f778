package dev.interleave.language.machine;

import dev.interleave.language.builtin.Builtins;
import dev.interleave.language.compiler.Compiler;
import dev.interleave.language.compiler.Environment;
import dev.interleave.language.syntax.SourceText;
import dev.interleave.language.value.Cell;
import dev.interleave.language.value.ClassMethodObject;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.Globals;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.ModuleObject;
import dev.interleave.language.value.Types;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What all programs share: the builtins, and the modules that they can import. Immutable once it is loaded;
/// thread-safe.
public final class Library {

    /// The modules, each after those that it imports.
    private static final List<String> MODULES = List.of(
            "math",
            "operator",
            "itertools",
            "functools",
            "collections",
            "heapq",
            "bisect",
            "string",
            "fractions",
            "random",
            "inspect");

    private static final class Holder {
        static final Library INSTANCE = new Library();
    }

    private final Map<String, Object> builtins = new HashMap<>();
    private final Map<String, Object> helpers = new HashMap<>();
    private final Map<String, ModuleObject> modules = new LinkedHashMap<>();
    private final Map<String, Set<String>> publicNames = new TreeMap<>();
    private @Nullable Globals fallbacks;
    private final Object objectInitializer;

    private Library() {
        Builtins.all()
                .forEach((name, value) ->
                        (name.startsWith("_") && !name.equals("__debug__") ? helpers : builtins).put(name, value));
        objectInitializer = Objects.requireNonNull(Types.OBJECT.members.get("__init__"));
        fallbacks = load("fallback").globals;
        publish(fallbacks, helpers);
        rename(fallbacks);
        Types.DICT.members.put("fromkeys", new ClassMethodObject(function("dict_fromkeys"), false));
        Types.INT.members.put("from_bytes", new ClassMethodObject(function("int_from_bytes"), false));
        Types.BYTES.members.put("fromhex", new ClassMethodObject(function("bytes_fromhex"), false));
        Types.STR.members.put("maketrans", new ClassMethodObject(function("str_maketrans"), true));
        Globals more = load("builtins").globals;
        for (int i = 0; i < more.values.length; i++) {
            String name = more.names.get(i);
            if (more.values[i] != null && !name.startsWith("_")) {
                builtins.put(name, more.values[i]);
            }
        }
        for (String name : MODULES) {
            ModuleObject module = load(name);
            modules.put(name, module);
            publicNames.put(name, names(module.globals));
        }
        shareObjects();
        for (String unloaded : List.of("builtins", "fallback")) {
            publicNames.remove(unloaded);
        }
    }

    /// Sets what would otherwise be set when a program measures its memory or needs the `id` of a shared object.
    private void shareObjects() {
        var numbering = new ObjectNumbering();
        numbering.addShared(this);
        int number = 0;
        for (Object value : numbering.objects()) {
            if (value instanceof HeapObject object) {
                object.mark = HeapMeter.SHARED;
                object.number = --number; // those of the objects of programs are positive
            }
        }
    }

    /// Takes some hundred milliseconds when called first.
    ///
    /// @return the library
    public static Library get() {
        return Holder.INSTANCE;
    }

    private static void publish(Globals globals, Map<String, Object> into) {
        for (int i = 0; i < globals.values.length; i++) {
            if (globals.values[i] != null && !globals.names.get(i).startsWith("__")) {
                into.putIfAbsent(globals.names.get(i), globals.values[i]);
            }
        }
    }

    /// Messages name the builtin, not the function that does what it leaves over.
    private static void rename(Globals globals) {
        for (Object value : globals.values) {
            if (value instanceof FunctionObject function && function.name.startsWith("do_")) {
                function.name = function.name.substring("do_".length());
                function.qualifiedName = function.name;
            }
        }
    }

    private static Set<String> names(Globals globals) {
        return globals.names.stream()
                .filter(name -> !name.startsWith("_")
                        && globals.get(name) != null
                        && !(globals.get(name) instanceof ModuleObject))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ModuleObject load(String name) {
        Map<String, Set<String>> all = new HashMap<>(publicNames);
        var environment = new Environment(Map.copyOf(builtins), Map.copyOf(helpers), all);
        Compiler.Module compiled = Compiler.compile(SourceText.of(source(name)), environment, true);
        var machine = new Machine(compiled, this, Limits.GENEROUS);
        machine.globals.set("__name__", name.equals("fallback") ? "builtins" : name);
        var renamed = new Globals(name.equals("fallback") ? "builtins" : name, compiled.globals());
        var start = new FunctionObject(compiled.code(), renamed, new Cell[0], new Object[0], null);
        renamed.set("__name__", renamed.module);
        machine.start(start);
        Machine.Status status = machine.run(Long.MAX_VALUE / 2);
        if (status != Machine.Status.RETURNED) {
            throw new IllegalStateException("library module " + name + ": " + status + " "
                    + (machine.failure() == null ? "" : Traceback.text(machine.failure())));
        }
        return new ModuleObject(name, renamed);
    }

    private static byte[] source(String name) {
        String path = "/dev/interleave/language/library/" + name + ".py";
        try (InputStream in = Library.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @return what programs are compiled against
    public Environment environment() {
        return new Environment(builtins, helpers, publicNames);
    }

    Object objectInitializer() {
        return objectInitializer;
    }

    boolean hasFallback(String builtin) {
        return fallbacks != null && fallbacks.get(fallbackName(builtin)) != null;
    }

    private static String fallbackName(String builtin) {
        return builtin.indexOf('.') < 0 ? "do_" + builtin : builtin.replace('.', '_');
    }

    /// @param builtin the name of a function in Java
    /// @return the function of the library that does what the former leaves over
    FunctionObject fallback(String builtin) {
        return function(fallbackName(builtin));
    }

    /// @param name of a function that the machine needs
    /// @return the function
    public FunctionObject function(String name) {
        if (fallbacks == null || !(fallbacks.get(name) instanceof FunctionObject function)) {
            throw new IllegalStateException("the library has no " + name);
        }
        return function;
    }

    /// @return the modules, in the order in which they are loaded
    public Collection<ModuleObject> modules() {
        return modules.values();
    }

    ModuleObject module(String name) {
        ModuleObject module = modules.get(name);
        if (module == null) {
            throw new IllegalStateException("no module " + name);
        }
        return module;
    }
}
