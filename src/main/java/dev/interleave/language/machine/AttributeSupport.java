package dev.interleave.language.machine;

import static dev.interleave.language.machine.InstructionSupport.complete;
import static dev.interleave.language.machine.InstructionSupport.completeWithoutResult;

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
        if (code.cacheKeys[cache] == object.shape && code.cacheVersions[cache] == object.type.version) {
            return object.slots[code.cacheSlots[cache]];
        }
        int index = polymorphicIndex(code, object, cache);
        return index < 0 ? null : object.slots[code.siteCaches[cache].slot(index)];
    }

    /// Sets an attribute.
    ///
    /// @return false if the cache has no entry for the object
    static boolean setCachedAttribute(Code code, Object x, Object value, int cache) {
        if (!(x instanceof InstanceObject object)) {
            return false;
        }
        int slot = code.cacheSlots[cache];
        if (code.cacheKeys[cache] != object.shape || code.cacheVersions[cache] != object.type.version) {
            int index = polymorphicIndex(code, object, cache);
            if (index < 0) {
                return false;
            }
            slot = code.siteCaches[cache].slot(index);
        }
        object.slots[slot] = value;
        return true;
    }

    /// @return the index in the polymorphic cache of an instruction, or -1
    static int polymorphicIndex(Code code, InstanceObject object, int cache) {
        SiteCache others = code.siteCaches[cache];
        return others == null ? -1 : others.find(object.shape, object.type.version);
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
