package dev.interleave.language.machine;

import dev.interleave.language.code.Code;
import dev.interleave.language.jvm.CodeGenerator;
import dev.interleave.language.jvm.OperandKinds;
import dev.interleave.language.value.Frame;
import java.lang.invoke.MethodHandles;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Decides which code is compiled, and caches compiled code. Thread-safe.
///
/// The heat of a code is the number of its calls and loop iterations. A warm code is profiled: the kinds of its
/// operands are recorded. A hot code is compiled, specialized for its profile. Code that exits too often, because
/// its operands have changed, is profiled and compiled again. Programs with the same instructions and numbers
/// share compiled code.
public final class Compilation {

    private static final System.Logger LOG = System.getLogger(Compilation.class.getName());

    private static final int MAX_CACHED = 256;
    private static final int MAX_QUEUED = 64;
    private static final int MAX_PER_PROGRAM = 64;
    private static final int MAX_EXITS = 20;
    private static final int MAX_COMPILATIONS = 6;
    private static final int NEVER = Integer.MIN_VALUE;

    /// The number of generated classes at the same time: they take memory outside of the heap, some 50 kB each.
    private static final int MAX_LIVE = 1_000;

    private static final Cleaner CLEANER = Cleaner.create();

    private static final Compilation STANDARD = new Compilation(50, 300, MAX_LIVE, newBackgroundExecutor());
    private static final Compilation OFF = new Compilation(Integer.MAX_VALUE, Integer.MAX_VALUE, 0, Runnable::run);

    /// The heat at which a code is profiled.
    final int warm;

    private final int hot;
    private final int maxLive;
    private final AtomicInteger live = new AtomicInteger();
    private final Executor executor;
    private final AtomicBoolean hasFailed = new AtomicBoolean();
    private final Map<Key, CachedCode> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CachedCode> eldest) {
            return size() > MAX_CACHED;
        }
    };

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record CachedCode(short[] profile, CompiledCode form, int compilations) {}

    /// The instructions and numbers that generated code depends on, beside the profile.
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

    /// @param warm the number of calls and loop iterations at which a code is profiled
    /// @param hot the number at which it is compiled
    /// @param maxLive the number of compiled codes beyond which code stays interpreted
    /// @param executor runs the code generator
    public Compilation(int warm, int hot, int maxLive, Executor executor) {
        this.warm = warm;
        this.hot = hot;
        this.maxLive = maxLive;
        this.executor = executor;
    }

    /// @return the number of compiled codes that are in use or cached, or whose memory is not free yet
    public int live() {
        return live.get();
    }

    /// @return the instance that all programs share
    public static Compilation standard() {
        return STANDARD;
    }

    /// @return an instance that compiles nothing
    public static Compilation off() {
        return OFF;
    }

    private static Executor newBackgroundExecutor() {
        var executor =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_QUEUED), runnable -> {
                    var thread = new Thread(runnable, "program-compiler");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /// Profiles or compiles a code if it has become warm or hot. Called for each call and loop iteration of a warm
    /// code.
    void advance(Machine machine, Code code) {
        if (code.form != null) {
            return;
        }
        if (this == OFF || !CodeGenerator.isEligible(code)) {
            code.heat = NEVER;
            return;
        }
        short[] profile = code.profile;
        if (profile == null) {
            startProfiling(code);
        } else if (code.heat >= hot) {
            code.isProfiled = false;
            code.heat = NEVER;
            if (machine.compilations < MAX_PER_PROGRAM) {
                machine.compilations++;
                submit(code, profile.clone());
            }
        }
    }

    private void startProfiling(Code code) {
        CachedCode generated;
        synchronized (cache) {
            generated = cache.get(Key.of(code));
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

    private void submit(Code code, short[] profile) {
        code.compilations++;
        boolean isLast = code.compilations >= MAX_COMPILATIONS;
        try {
            executor.execute(() -> compile(code, profile, isLast));
        } catch (RejectedExecutionException e) {
            code.compilations--;
            code.heat = warm; // submitted again when it is hot
            code.isProfiled = true;
        }
    }

    private void compile(Code code, short[] profile, boolean isLast) {
        if (live.get() >= maxLive) {
            return;
        }
        try {
            Key key = Key.of(code);
            synchronized (cache) {
                CachedCode before = cache.get(key);
                for (int i = 0; before != null && i < profile.length; i++) {
                    profile[i] |= before.profile[i];
                }
            }
            byte[] octets = CodeGenerator.generate(code, profile, isLast);
            if (octets == null) {
                return; // too long for HotSpot: it stays interpreted
            }
            var form = (CompiledCode) MethodHandles.lookup()
                    .defineHiddenClass(octets, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
            live.incrementAndGet();
            CLEANER.register(form, live::decrementAndGet);
            synchronized (cache) {
                cache.put(key, new CachedCode(profile, form, code.compilations));
            }
            code.form = form;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            if (hasFailed.compareAndSet(false, true)) {
                LOG.log(System.Logger.Level.WARNING, "Could not compile a program; it is interpreted", e);
            }
        }
    }

    /// Adds the operands of the next instruction to the profile, because compiled code is not specialized for them.
    /// Discards the compiled code after too many exits.
    ///
    /// @param f a frame whose compiled code was left at its next instruction
    /// @param isOverflow whether the result exceeds 64 bits
    void recordExit(Frame f, boolean isOverflow) {
        Code code = f.code;
        short[] profile = code.profile;
        if (profile == null) {
            return;
        }
        if (isOverflow) {
            profile[f.pc] |= (short) (OperandKinds.OTHER | OperandKinds.OTHER << OperandKinds.SECOND);
        } else {
            OperandProfiler.record(code, profile, f.pc, f.registers);
        }
        if (++code.exits >= MAX_EXITS && code.compilations < MAX_COMPILATIONS) {
            code.exits = 0;
            code.form = null;
            code.heat = warm;
            code.isProfiled = true;
        }
    }
}
