package dev.interleave.computation;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/// The form in which every checkpoint is stored: a mark, a version, what it is of, the state, and a checksum
/// over all of that (CRC-32C: Castagnoli, Bräuer, Herrmann, Optimization of Cyclic Redundancy-Check Codes,
/// 1993).
///
/// @param computation the name of the computation
/// @param input of the calculation
/// @param algorithm that carries it out
/// @param state of it
public record CheckpointFormat(String computation, Input input, Algorithm algorithm, State state)
        implements Checkpoint {

    private static final int MAGIC = 0x494c_6370; // "ILcp"
    private static final int VERSION = 1;
    private static final int FRAME_BYTES = 64;

    /// What an algorithm has to remember.
    public interface State {

        /// @return how many bytes are written
        long bytes();

        /// @param out where to
        /// @throws IOException if writing fails
        void writeTo(DataOutputStream out) throws IOException;
    }

    /// Makes a calculation of what a [State] has written.
    ///
    /// @param <T> of calculation
    public interface Reader<T> {

        /// @param in what may be anything
        /// @return the calculation as it was
        /// @throws StreamCorruptedException if that cannot be a state
        /// @throws IOException if reading fails or ends too soon
        public T read(DataInputStream in) throws IOException;
    }

    @Override
    public long bytes() {
        return FRAME_BYTES + state.bytes();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        var checked = new CheckedOutputStream(new BufferedOutputStream(out), new CRC32C());
        var data = new DataOutputStream(checked);
        data.writeInt(MAGIC);
        data.writeShort(VERSION);
        data.writeUTF(computation);
        data.writeUTF(algorithm.name());
        data.writeShort(input.values().size());
        for (Map.Entry<String, Long> value : input.values().entrySet()) {
            data.writeUTF(value.getKey());
            data.writeLong(value.getValue());
        }
        state.writeTo(data);
        data.writeInt((int) checked.getChecksum().getValue());
        data.flush();
    }

    /// Goes on from what [#writeTo] has written, read to its end.
    ///
    /// @param <T> of calculation
    /// @param computation the name of the computation that is expected
    /// @param input that is expected
    /// @param algorithm that is expected
    /// @param stored what may be anything; not closed
    /// @param reader of the state
    /// @return the calculation as it was
    /// @throws DamagedCheckpointException if that is not such a checkpoint
    /// @throws UncheckedIOException if reading fails
    public static <T> T read(
            String computation, Input input, Algorithm algorithm, InputStream stored, Reader<T> reader) {
        try {
            var checked = new CheckedInputStream(new BufferedInputStream(stored), new CRC32C());
            var in = new DataInputStream(checked);
            expect(in.readInt() == MAGIC, "is none: it does not begin as checkpoints do");
            int version = in.readUnsignedShort();
            expect(version == VERSION, "has version " + version + ", and only " + VERSION + " is known");
            expect(in.readUTF().equals(computation), "is not of the computation " + computation);
            expect(in.readUTF().equals(algorithm.name()), "is not of the algorithm " + algorithm);
            expect(inputFrom(in).equals(input.values()), "is not of the input " + input.values());
            T calculation = reader.read(in);
            int checksum = (int) checked.getChecksum().getValue();
            expect(in.readInt() == checksum, "is damaged: its checksum is another");
            expect(in.read() < 0, "is longer than it should be");
            return calculation;
        } catch (EOFException e) {
            throw damaged("is shorter than it should be", e);
        } catch (StreamCorruptedException | UTFDataFormatException e) {
            throw damaged("has values that cannot be: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Refuses a state that cannot be.
    ///
    /// @param possible whether it can be
    /// @param message what is wrong, if not
    /// @throws StreamCorruptedException if it cannot be
    public static void check(boolean possible, String message) throws StreamCorruptedException {
        if (!possible) {
            throw new StreamCorruptedException(message);
        }
    }

    private static Map<String, Long> inputFrom(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        Map<String, Long> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            values.put(in.readUTF(), in.readLong());
        }
        return values;
    }

    private static void expect(boolean met, String otherwise) {
        if (!met) {
            throw new DamagedCheckpointException("The checkpoint " + otherwise + ".");
        }
    }

    private static DamagedCheckpointException damaged(String what, IOException cause) {
        var damaged = new DamagedCheckpointException("The checkpoint " + what + ".");
        damaged.initCause(cause);
        return damaged;
    }
}
