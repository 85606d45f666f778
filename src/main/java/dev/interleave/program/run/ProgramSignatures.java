package dev.interleave.program.run;

import dev.interleave.language.Program;
import dev.interleave.language.Signature;
import dev.interleave.language.syntax.InvalidProgramException;
import dev.interleave.program.ProgramSourceStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Reads the signatures of stored programs, and remembers the latest ones. Thread-safe.
@Component
public final class ProgramSignatures {

    private static final int MAX_REMEMBERED = 1_000;

    private final ProgramSourceStore sources;

    /// By the hash of the source. Guarded by itself.
    private final Map<String, Optional<Signature>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Signature>> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    ProgramSignatures(ProgramSourceStore sources) {
        this.sources = sources;
    }

    /// @param sha256 the hash of a source
    /// @return the parameters of its function `main`; empty if it has none, is not stored, or is not valid any more
    public Optional<Signature> of(String sha256) {
        synchronized (known) {
            Optional<Signature> signature = known.get(sha256);
            if (signature != null) {
                return signature;
            }
        }
        Optional<Signature> read = sources.find(sha256).flatMap(ProgramSignatures::read);
        synchronized (known) {
            known.put(sha256, read);
        }
        return read;
    }

    private static Optional<Signature> read(String source) {
        try {
            return Program.compile(source).signature();
        } catch (InvalidProgramException e) {
            return Optional.empty();
        }
    }
}
