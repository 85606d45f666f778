package dev.interleave.computation;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
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

/// The state of a calculation between two steps. [Computation#resume] continues from it, in the same process or
/// in another one. Immutable and thread-safe; the calculation may continue meanwhile.
///
/// The stored form is a magic number, a version, the computation, the algorithm, the input, the state, and a
/// checksum of all of these (CRC-32C: Castagnoli, Bräuer, Herrmann, Optimization of Cyclic Redundancy-Check
/// Codes, 1993).
///
/// @param computation the name of the computation
/// @param input the input of the calculation
/// @param algorithm the algorithm of the calculation
/// @param state what the algorithm needs to continue; immutable
public record Checkpoint(String computation, Input input, Algorithm algorithm, State state) {

    private static final int MAGIC = 0x494c_6370; // "ILcp"
    private static final int VERSION = 1;
    private static final int FRAME_BYTES = 64;

    /// What an algorithm needs to continue. Immutable and thread-safe.
    public interface State {

        /// @return the length of the stored state in bytes
        long bytes();

        /// @param out the destination; not closed
        /// @throws IOException if writing fails
        void writeTo(DataOutputStream out) throws IOException;
    }

    /// Makes a calculation from a stored [State].
    ///
    /// @param <T> the type of the calculation
    public interface StateReader<T> {

        /// @param in a stored state, or any other bytes
        /// @return the calculation in that state
        /// @throws StreamCorruptedException if the bytes are no state of the expected calculation
        /// @throws IOException if reading fails, or if the stream ends too soon
        T read(CheckpointInput in) throws IOException;
    }

    /// @return the length of the stored form in bytes, too large by less than 64
    public long bytes() {
        return FRAME_BYTES + state.bytes();
    }

    /// Writes the stored form. Takes time proportional to its length, so do not call it from the loop thread.
    ///
    /// @param out the destination; not closed
    /// @throws IOException if writing fails
    public void writeTo(OutputStream out) throws IOException {
        var checked = new CheckedOutputStream(new BufferedOutputStream(out), new CRC32C());
        var data = new DataOutputStream(checked);
        data.writeInt(MAGIC);
        data.writeShort(VERSION);
        data.writeUTF(computation);
        data.writeUTF(algorithm.name());
        data.writeShort(input.values().size());
        for (String name : input.values().keySet()) {
            data.writeUTF(name);
            data.writeLong(input.get(name));
        }
        state.writeTo(data);
        data.writeInt((int) checked.getChecksum().getValue());
        data.flush();
    }

    /// Reads a stored form to its end.
    ///
    /// @param <T> the type of the calculation
    /// @param computation the expected computation
    /// @param input the expected input
    /// @param algorithm the expected algorithm
    /// @param stored what [#writeTo] has written, or any other bytes; not closed
    /// @param reader reads the state
    /// @return the calculation in the stored state
    /// @throws DamagedCheckpointException if the bytes are no checkpoint of the expected calculation
    /// @throws UncheckedIOException if reading fails
    public static <T> T read(
            String computation, Input input, Algorithm algorithm, InputStream stored, StateReader<T> reader) {
        try {
            var checked = new CheckedInputStream(new BufferedInputStream(stored), new CRC32C());
            var in = new CheckpointInput(checked);
            expect(in.readInt() == MAGIC, "does not begin with the magic number of checkpoints");
            int version = in.readUnsignedShort();
            expect(version == VERSION, "has version " + version + "; the only known version is " + VERSION);
            expect(in.readUTF().equals(computation), "is not of the computation " + computation);
            expect(in.readUTF().equals(algorithm.name()), "is not of the algorithm " + algorithm);
            expect(readInput(in).equals(input.values()), "is not of the input " + input.values());
            T calculation = reader.read(in);
            int checksum = (int) checked.getChecksum().getValue();
            expect(in.readInt() == checksum, "is damaged: the checksum does not match");
            expect(in.read() < 0, "is longer than it should be");
            return calculation;
        } catch (EOFException e) {
            throw new DamagedCheckpointException("The checkpoint is shorter than it should be.", e);
        } catch (StreamCorruptedException | UTFDataFormatException e) {
            throw new DamagedCheckpointException("The checkpoint has impossible values: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Long> readInput(CheckpointInput in) throws IOException {
        int count = in.readUnsignedShort();
        Map<String, Long> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            values.put(in.readUTF(), in.readLong());
        }
        return values;
    }

    private static void expect(boolean met, String otherwise) {
        if (!met) {
            throw new DamagedCheckpointException("The checkpoint " + otherwise + ".", null);
        }
    }
}
