package dev.interleave.language.checkpoint;

import dev.interleave.language.compiler.Compiler;
import dev.interleave.language.machine.Library;
import dev.interleave.language.machine.Machine;
import dev.interleave.language.machine.MachineState;
import dev.interleave.language.value.AwaitableObject;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.Frame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Stores the state of machines that run one program, and restores it in any process with the same library. The
/// form is a magic number, a version, the number of shared objects, the values, and a checksum (CRC-32C). Not
/// thread-safe.
public final class MachineCodec {

    private static final int MAGIC = 0x494c_7072; // "ILpr"
    private static final int VERSION = 2;

    private final SharedObjects shared;
    private final int globals;

    /// @param library of the program
    /// @param module the program
    /// @param machine that runs it, or will
    public MachineCodec(Library library, Compiler.Module module, Machine machine) {
        shared = new SharedObjects(library, module.code(), machine.globals());
        globals = module.globals().size();
    }

    /// Takes time proportional to what the program can reach.
    ///
    /// @param machine between two turns, whose state can be stored
    /// @return its state
    public byte[] write(Machine machine) {
        MachineState state = machine.state();
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeShort(VERSION);
            out.writeInt(shared.size());
            var writer = new HeapWriter(shared, out);
            List<Object> roots = new ArrayList<>(Arrays.asList(state.globals()));
            roots.add(state.frame());
            roots.add(state.result());
            roots.add(state.failure());
            roots.add(state.step());
            roots.add(state.awaited());
            writer.writeObjects(roots);
            for (Object root : roots) {
                writer.value(root);
            }
            counters(state, out);
            var checksum = new CRC32C();
            checksum.update(bytes.toByteArray());
            out.writeInt((int) checksum.getValue());
        } catch (IOException e) {
            throw new IllegalStateException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static void counters(MachineState state, DataOutputStream out) throws IOException {
        out.writeInt(state.depth());
        out.writeLong(state.instructions());
        out.writeLong(state.allocated());
        out.writeLong(state.reachable());
        out.writeInt(state.numbers());
        out.writeLong(state.outputBytes());
        out.writeDouble(state.done());
        out.writeDouble(state.total());
    }

    /// @param stored what [#write] has made, or any other bytes
    /// @param machine of the same program, not started; it continues from there
    /// @throws StreamCorruptedException if the bytes are no state of the program
    public void read(byte[] stored, Machine machine) throws StreamCorruptedException {
        try (var in = new DataInputStream(new ByteArrayInputStream(stored))) {
            checkFrame(stored, in);
            var reader = new HeapReader(shared, in, stored.length);
            reader.readObjects();
            @Nullable Object[] values = new Object[globals];
            for (int i = 0; i < globals; i++) {
                values[i] = reader.value();
            }
            Object frame = reader.value();
            Object result = reader.value();
            Object failure = reader.value();
            Object step = reader.value();
            Object awaited = reader.value();
            if ((frame != null && !(frame instanceof Frame))
                    || (failure != null && !(failure instanceof ExceptionObject))
                    || (awaited != null && !isAwaited(awaited, frame, machine))) {
                throw new StreamCorruptedException("an impossible value");
            }
            machine.restore(new MachineState(
                    (Frame) frame,
                    values,
                    result,
                    (ExceptionObject) failure,
                    step,
                    awaited,
                    in.readInt(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readInt(),
                    in.readLong(),
                    in.readDouble(),
                    in.readDouble()));
        } catch (StreamCorruptedException e) {
            throw e;
        } catch (EOFException e) {
            throw new StreamCorruptedException("The state is shorter than it should be.");
        } catch (IOException | IndexOutOfBoundsException | NegativeArraySizeException | ClassCastException e) {
            throw new StreamCorruptedException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isAwaited(Object awaited, @Nullable Object frame, Machine machine) {
        int count = AwaitableObject.count(awaited);
        return count > 0 && count <= AwaitableObject.MAX_AWAITED && frame instanceof Frame top && machine.canAwait(top);
    }

    private void checkFrame(byte[] stored, DataInputStream in) throws IOException {
        if (stored.length < Integer.BYTES) {
            throw new StreamCorruptedException("The state is shorter than it should be.");
        }
        var checksum = new CRC32C();
        checksum.update(stored, 0, stored.length - Integer.BYTES);
        int expected = new DataInputStream(
                        new ByteArrayInputStream(stored, stored.length - Integer.BYTES, Integer.BYTES))
                .readInt();
        if ((int) checksum.getValue() != expected) {
            throw new StreamCorruptedException("The checksum does not match.");
        }
        if (in.readInt() != MAGIC || in.readUnsignedShort() != VERSION) {
            throw new StreamCorruptedException("This is no state of a program of this version.");
        }
        if (in.readInt() != shared.size()) {
            throw new StreamCorruptedException("The state belongs to another program, or to another library.");
        }
    }
}
