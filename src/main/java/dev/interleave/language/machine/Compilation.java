package dev.interleave.language.machine;

import dev.interleave.language.code.Code;
import dev.interleave.language.jvm.CodeGenerator;
import dev.interleave.language.jvm.Kinds;
import dev.interleave.language.value.Frame;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Decides which code is compiled, and keeps what was generated. Thread-safe.
///
/// A code becomes warm by calls and loops; from then on its instructions are profiled, until it is hot and compiled
/// for what they have met. Code that is left too often because that has changed is profiled and compiled again.
/// Programs with the same instructions and numbers share what was generated.
public final class Compilation {

    private static final System.Logger LOG = System.getLogger(Compilation.class.getName());

    private static final int MAX_KEPT = 256;
    private static final int MAX_WAITING = 64;
    private static final int MAX_PER_PROGRAM = 64;
    private static final int MAX_EXITS = 20;
    private static final int MAX_COMPILATIONS = 6;
    private static final int NEVER = Integer.MIN_VALUE;

    private static final Compilation STANDARD = new Compilation(50, 300, background());
    private static final Compilation OFF = new Compilation(Integer.MAX_VALUE, Integer.MAX_VALUE, Runnable::run);

    /// The heat from which on a code is profiled.
    final int warm;

    private final int hot;
    private final Executor executor;
    private final AtomicBoolean hasFailed = new AtomicBoolean();
    private final Map<Key, Generated> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Generated> eldest) {
            return size() > MAX_KEPT;
        }
    };

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Generated(short[] profile, CompiledCode form, int compilations) {}

    /// What the generated code depends on, beside the profile.
    @SuppressWarnings("ArrayRecordComponent") // compared by content
    private record Key(int[] instructions, int firstConstant, Object[] numbers) {

        static Key of(Code code) {
            Object[] numbers = code.constantValues();
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = numbers[i] instanceof Long || numbers[i] instanceof Double ? numbers[i] : "";
            }
            return new Key(code.instructions, code.constants(), numbers);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && firstConstant == key.firstConstant
                    && Arrays.equals(instructions, key.instructions)
                    && Arrays.equals(numbers, key.numbers);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(instructions) * 31 + Arrays.hashCode(numbers);
        }
    }

    /// @param warm the number of calls and rounds of loops from which on a code is profiled
    /// @param hot the number from which on it is compiled
    /// @param executor that generates code
    public Compilation(int warm, int hot, Executor executor) {
        this.warm = warm;
        this.hot = hot;
        this.executor = executor;
    }

    /// @return what all programs share
    public static Compilation standard() {
        return STANDARD;
    }

    /// @return what compiles nothing
    public static Compilation off() {
        return OFF;
    }

    private static Executor background() {
        var executor =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), runnable -> {
                    var thread = new Thread(runnable, "program-compiler");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /// A code is warm, and has run once more.
    void heated(Machine machine, Code code) {
        if (code.form != null) {
            return;
        }
        if (this == OFF || !CodeGenerator.isEligible(code)) {
            code.heat = NEVER;
            return;
        }
        short[] profile = code.profile;
        if (profile == null) {
            begin(code);
        } else if (code.heat >= hot) {
            code.isProfiled = false;
            code.heat = NEVER;
            if (machine.compilations < MAX_PER_PROGRAM) {
                machine.compilations++;
                request(code, profile.clone());
            }
        }
    }

    private void begin(Code code) {
        Generated generated;
        synchronized (kept) {
            generated = kept.get(Key.of(code));
        }
        if (generated != null) {
            code.profile = generated.profile.clone();
            code.compilations = generated.compilations;
            code.form = generated.form;
            return;
        }
        code.profile = new short[code.instructions.length];
        code.isProfiled = true;
    }

    private void request(Code code, short[] profile) {
        code.compilations++;
        boolean isLast = code.compilations >= MAX_COMPILATIONS;
        try {
            executor.execute(() -> compile(code, profile, isLast));
        } catch (RejectedExecutionException e) {
            code.compilations--;
            code.heat = warm; // again later
            code.isProfiled = true;
        }
    }

    private void compile(Code code, short[] profile, boolean isLast) {
        try {
            Key key = Key.of(code);
            synchronized (kept) {
                Generated before = kept.get(key);
                for (int i = 0; before != null && i < profile.length; i++) {
                    profile[i] |= before.profile[i];
                }
            }
            byte[] octets = CodeGenerator.generate(code, profile, isLast);
            if (octets == null) {
                return; // too long: it stays interpreted
            }
            var form = (CompiledCode) MethodHandles.lookup()
                    .defineHiddenClass(octets, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
            synchronized (kept) {
                kept.put(key, new Generated(profile, form, code.compilations));
            }
            code.form = form;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            if (hasFailed.compareAndSet(false, true)) {
                LOG.log(System.Logger.Level.WARNING, "Could not compile a program; it is interpreted", e);
            }
        }
    }

    /// Compiled code was left at the instruction that is next, because it does not fit.
    void exited(Frame f, boolean isOverflow) {
        Code code = f.code;
        short[] profile = code.profile;
        if (profile == null) {
            return;
        }
        if (isOverflow) {
            profile[f.pc] |= (short) (Kinds.OTHER | Kinds.OTHER << Kinds.SECOND);
        } else {
            Profile.observe(code, profile, f.pc, f.registers);
        }
        if (++code.exits >= MAX_EXITS && code.compilations < MAX_COMPILATIONS) {
            code.exits = 0;
            code.form = null;
            code.heat = warm;
            code.isProfiled = true;
        }
    }
}
