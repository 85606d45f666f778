package dev.interleave.language.code;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The code of one function, class body or module. Immutable, except for caches and what is known for compilation.
/// The code of a program belongs to one machine. The code of the library belongs to all: its caches hold only what all
/// programs share, and threads can read and fill them at the same time.
///
/// A frame has one array of registers: the parameters, the other local variables, temporary values, and then the
/// constants, so that an operand is always a register.
@SuppressWarnings({"ArrayRecordComponent", "NullAway", "ReferenceEquality"}) // compared by identity
public final class Code {

    /// Where instructions from `start` to `end` continue when an exception is raised.
    ///
    /// @param register that receives the exception
    public record Handler(int start, int end, int target, int register) {}

    /// How arguments become local variables: the registers are in this order.
    ///
    /// @param names of all parameters but `*` and `**`
    /// @param positionalOnly how many can be given by position only
    /// @param positional how many can be given by position
    /// @param hasRest whether there is a `*` parameter, behind the keyword-only ones
    /// @param hasKeywords whether there is a `**` parameter, behind that
    public record Signature(
            List<String> names, int positionalOnly, int positional, boolean hasRest, boolean hasKeywords) {

        /// @return the number of registers with arguments
        public int registers() {
            return names.size() + (hasRest ? 1 : 0) + (hasKeywords ? 1 : 0);
        }

        /// @return whether each argument is one positional parameter
        public boolean isSimple() {
            return positional == names.size() && !hasRest && !hasKeywords;
        }
    }

    /// What a function is made from.
    public static final class Draft {
        public String name = "";
        public String qualifiedName = "";
        public Signature signature = new Signature(List.of(), 0, 0, false, false);
        public boolean isGenerator;
        public boolean isLibrary;
        public int[] instructions = {};
        public Object[] template = {};
        public int constants;
        public Object[] literals = {};
        public List<Handler> handlers = List.of();
        public List<Handler> handled = List.of();
        public int[] positions = {};
        public int[] lines = {};
        public String[] localNames = {};
        public int[] captured = {};
        public int freeRegister;
        public int caches;
        public @Nullable Object documentation;
    }

    private final Draft draft;

    /// The instructions, each an opcode of [Opcode] followed by its operands.
    public final int[] instructions;

    /// How arguments become local variables.
    public final Signature signature;

    /// Whether a call with as many arguments as parameters needs no more than a copy.
    public final boolean isSimple;

    /// Whether a call makes a generator.
    public final boolean isGenerator;

    /// Values that are no registers: names, and codes of inner functions.
    public final Object[] literals;

    /// What instructions have found before.
    public final CacheEntry[] cache;

    /// What instructions have found for other shapes than the first, or null.
    public final @Nullable SiteCache[] siteCaches;

    /// The registers of the caller that hold the variables shared with this function.
    public final int[] captured;

    /// The first register of the variables that are shared with outer functions.
    public final int freeRegister;

    /// How often loops and calls have come by; a hot code is compiled.
    public int heat;

    /// How often the compiled form was left because it did not fit what happened.
    public int exits;

    /// How often it was compiled.
    public int compilations;

    /// What its instructions have met, each at the place of its opcode; null before the code is warm.
    public short @Nullable [] profile;

    /// Whether instructions add to the profile now.
    public boolean isProfiled;

    /// What runs instead of the instructions, or null.
    public volatile @Nullable CompiledForm form;

    /// The class of its generators in the library, or null.
    private @Nullable Object iteratorType;

    /// @param draft not changed any more
    public Code(Draft draft) {
        this.draft = draft;
        this.instructions = draft.instructions;
        this.signature = draft.signature;
        this.isSimple = draft.signature.isSimple();
        this.isGenerator = draft.isGenerator;
        this.literals = draft.literals;
        this.cache = new CacheEntry[draft.caches];
        Arrays.fill(cache, CacheEntry.NONE);
        this.siteCaches = new SiteCache[draft.caches];
        this.captured = draft.captured;
        this.freeRegister = draft.freeRegister;
    }

    /// Keeps what an instruction has found for a shape or class.
    ///
    /// @param index of the cache of the instruction
    /// @param key the shape or class; of a class that all programs share if this belongs to the library
    /// @param version of the class
    /// @param slot of an attribute, or 0
    /// @param value a method, or null
    public void keep(int index, Object key, int version, int slot, @Nullable Object value) {
        var entry = new CacheEntry(key, version, slot, value);
        CacheEntry first = cache[index];
        if (first == CacheEntry.NONE || first.isOf(key)) {
            cache[index] = entry;
            return;
        }
        SiteCache others = siteCaches[index];
        if (others == null) {
            others = new SiteCache();
            siteCaches[index] = others;
        }
        others.add(entry);
    }

    /// Keeps what an instruction has found for a class of the machine, instead of what it has found before.
    ///
    /// @param index of the cache of the instruction
    /// @param key the class
    /// @param value a method
    public void replace(int index, Object key, Object value) {
        cache[index] = new CacheEntry(key, 0, 0, value);
    }

    /// @return its name
    public String name() {
        return draft.name;
    }

    /// @return the path of its definition
    public String qualifiedName() {
        return draft.qualifiedName;
    }

    /// @return whether it belongs to the library, and does not show in tracebacks
    public boolean isLibrary() {
        return draft.isLibrary;
    }

    /// @return registers for a new frame, with the constants in place
    public Object[] newRegisters() {
        return draft.template.clone();
    }

    /// @return the constants, the last registers of a new frame
    public Object[] constantValues() {
        return Arrays.copyOfRange(draft.template, draft.constants, draft.template.length);
    }

    /// @return the register of the first constant
    public int constants() {
        return draft.constants;
    }

    /// @return the first string of its body, or null
    public @Nullable Object documentation() {
        return draft.documentation;
    }

    /// @return the class of its generators, or null
    public @Nullable Object iteratorType() {
        return iteratorType;
    }

    /// @param type the class of its generators, instead of `generator`
    public void setIteratorType(Object type) {
        iteratorType = type;
    }

    /// @param register of a local variable
    /// @return its name
    public String localName(int register) {
        return register < draft.localNames.length ? draft.localNames[register] : "?";
    }

    /// @param pc where an instruction begins
    /// @return its line in the source, from 1
    public int line(int pc) {
        int low = 0;
        int high = draft.positions.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (draft.positions[middle] <= pc) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return draft.lines.length == 0 ? 1 : draft.lines[low];
    }

    /// @param pc where an exception was raised
    /// @return where to continue, or null
    public @Nullable Handler handler(int pc) {
        return innermost(draft.handlers, pc);
    }

    /// @param pc where an instruction begins
    /// @return the region that handles an exception and contains it, or null
    public @Nullable Handler handled(int pc) {
        return innermost(draft.handled, pc);
    }

    private static @Nullable Handler innermost(List<Handler> handlers, int pc) {
        Handler found = null;
        for (Handler handler : handlers) {
            if (handler.start() <= pc
                    && pc < handler.end()
                    && (found == null || handler.end() - handler.start() < found.end() - found.start())) {
                found = handler;
            }
        }
        return found;
    }
}
