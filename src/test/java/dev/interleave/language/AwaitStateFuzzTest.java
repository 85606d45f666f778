package dev.interleave.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interleave.language.checkpoint.MachineCodec;
import dev.interleave.language.compiler.Compiler;
import dev.interleave.language.machine.Library;
import dev.interleave.language.machine.Machine;
import dev.interleave.language.syntax.SourceText;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.Types;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// Any bytes, with the right head and checksum, as the stored state of a program that waits: they are rejected, or
/// read; what is read is described or refused, and the program can continue.
class AwaitStateFuzzTest {

    private static final String PROGRAM = """
            def main():
                kept = sleep(1)
                yield [kept, job('p', x=[1, 'a', None]), first(kept, until(5))]
            """;
    private static final int HEAD_BYTES = 10;
    private static final int UNITS = 10_000;
    private static final Library LIBRARY = Library.get();

    private final Compiler.Module module = Compiler.compile(SourceText.of(PROGRAM), LIBRARY.environment(), false);
    private final byte[] valid = stored();

    private byte[] stored() {
        Machine machine = machine();
        while (machine.run(UNITS) != Machine.Status.RETURNED) {}
        Object main = Objects.requireNonNull(machine.globals().get("main"));
        machine.start(LIBRARY.function("run_main"), main, new DictObject(Types.DICT));
        while (machine.run(UNITS) != Machine.Status.AWAITS) {}
        return new MachineCodec(LIBRARY, module, machine).write(machine);
    }

    private Machine machine() {
        return new Machine(module, LIBRARY, Programs.LIMITS);
    }

    @FuzzTest(maxDuration = "10m")
    void isRejectedOrRead(byte[] body) {
        readWithChecksum(ByteBuffer.allocate(HEAD_BYTES + body.length + Integer.BYTES)
                .put(valid, 0, HEAD_BYTES)
                .put(body)
                .array());
    }

    @Test
    void isRejectedOrReadWithAnyBitChanged() {
        for (int i = HEAD_BYTES; i < valid.length - Integer.BYTES; i++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] damaged = valid.clone();
                damaged[i] ^= (byte) (1 << bit);
                readWithChecksum(damaged);
            }
        }
    }

    private void readWithChecksum(byte[] state) {
        var checksum = new CRC32C();
        checksum.update(state, 0, state.length - Integer.BYTES);
        ByteBuffer.wrap(state).putInt(state.length - Integer.BYTES, (int) checksum.getValue());
        Machine machine = machine();
        try {
            new MachineCodec(LIBRARY, module, machine).read(state, machine);
        } catch (StreamCorruptedException rejected) {
            assertThat(machine.instructions()).isZero();
            assertThat(machine.awaited()).isNull();
            return;
        }
        if (machine.awaited() == null) {
            return;
        }
        try {
            new AwaitReader().read(machine.awaited());
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageContaining("impossible");
        }
    }
}
