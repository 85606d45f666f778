package dev.interleave.language.machine;

import static dev.interleave.language.machine.InstructionSupport.complete;
import static dev.interleave.language.machine.InstructionSupport.completeWithoutResult;

import dev.interleave.language.code.CacheEntry;
import dev.interleave.language.code.Code;
import dev.interleave.language.code.SiteCache;
import dev.interleave.language.value.Frame;
import dev.interleave.language.value.InstanceObject;
import org.jspecify.annotations.Nullable;

/// Reads and writes attributes for compiled code, by the inline caches of the interpreter where they have an entry.
/// Static methods only; call only from the thread that runs the machine.
///
/// [InstructionSupport] describes the contract.
@SuppressWarnings({"NullAway", "ReferenceEquality"}) // unset registers are null; shapes are compared by identity
final class AttributeSupport {

    private AttributeSupport() {}

    /// @return the attribute, or null if the cache has no entry for the object
    static @Nullable Object cachedAttribute(Code code, Object x, int cache) {
        if (!(x instanceof InstanceObject object)) {
            return null;
        }
        CacheEntry entry = cached(code, object, cache);
        return entry == null ? null : object.slots[entry.slot];
    }

    /// Sets an attribute.
    ///
    /// @return false if the cache has no entry for the object
    static boolean setCachedAttribute(Code code, Object x, Object value, int cache) {
        if (!(x instanceof InstanceObject object)) {
            return false;
        }
        CacheEntry entry = cached(code, object, cache);
        if (entry == null) {
            return false;
        }
        object.slots[entry.slot] = value;
        return true;
    }

    /// @return what the instruction has found for the shape of the object, or null
    static @Nullable CacheEntry cached(Code code, InstanceObject object, int cache) {
        CacheEntry first = code.cache[cache];
        if (first.isOf(object.shape, object.type.version)) {
            return first;
        }
        SiteCache others = code.siteCaches[cache];
        return others == null ? null : others.find(object.shape, object.type.version);
    }

    /// Executes an instruction that loads an attribute of any object.
    ///
    /// @return the attribute, or null to leave
    static @Nullable Object loadAttribute(Machine machine, Frame f, int pc) {
        int[] c = f.code.instructions;
        int depth = machine.depth;
        Object v = machine.slow.loadAttribute(f.code, f.registers[c[pc + 2]], c, pc);
        return complete(machine, f, pc, depth, v);
    }

    /// Executes an instruction that stores an attribute of any object.
    ///
    /// @return false to leave
    static boolean storeAttribute(Machine machine, Frame f, int pc) {
        int depth = machine.depth;
        boolean isStored = machine.slow.storeAttribute(f.code, f.registers, f.code.instructions, pc);
        return completeWithoutResult(machine, f, pc, depth, !isStored);
    }
}
