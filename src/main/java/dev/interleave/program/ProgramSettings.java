package dev.interleave.program;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The settings `interleave.programs`. Immutable.
///
/// @param enabled whether programs are accepted at all
/// @param submitters whether the role `submitter` may submit programs, and not only the role `programmer`; by
///     default only if the service listens on loopback
/// @param maxMemory how much memory a program may use; most of it is reserved when the program needs it
/// @param maxOutput how many characters a program may print
/// @param maxResult how long the result of a program may be
/// @param maxDepth how many nested calls a program may have
/// @param maxPerOwner how many versions of named programs an owner may keep
/// @param maxChildren how many unfinished jobs that programs have submitted an owner may have
/// @param maxChildDepth how many ancestors a job may have: jobs whose programs submit jobs
/// @param compile whether code that runs often is compiled to methods of the JVM
@ConfigurationProperties("interleave.programs")
public record ProgramSettings(
        @DefaultValue("true") boolean enabled,
        @Nullable Boolean submitters,
        @DefaultValue("64MB") DataSize maxMemory,
        @DefaultValue("1MB") DataSize maxOutput,
        @DefaultValue("16MB") DataSize maxResult,
        @DefaultValue("1000") int maxDepth,
        @DefaultValue("1000") int maxPerOwner,
        @DefaultValue("10000") int maxChildren,
        @DefaultValue("10") int maxChildDepth,
        @DefaultValue("true") boolean compile) {

    private static final int LARGEST_DEPTH = 10_000;

    public ProgramSettings {
        check(maxMemory, "max-memory", DataSize.ofMegabytes(1), DataSize.ofGigabytes(1));
        check(maxOutput, "max-output", DataSize.ofBytes(1), DataSize.ofMegabytes(16));
        check(maxResult, "max-result", DataSize.ofKilobytes(1), DataSize.ofMegabytes(256));
        if (maxDepth < 10 || maxDepth > LARGEST_DEPTH) {
            throw new IllegalArgumentException("interleave.programs.max-depth must be from 10 to " + LARGEST_DEPTH);
        }
        if (maxPerOwner < 0) {
            throw new IllegalArgumentException("interleave.programs.max-per-owner must not be negative");
        }
        if (maxChildren < 0 || maxChildDepth < 0) {
            throw new IllegalArgumentException(
                    "interleave.programs.max-children and max-child-depth must not be negative");
        }
    }

    private static void check(DataSize value, String name, DataSize min, DataSize max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "interleave.programs." + name + " must be from " + min + " to " + max + ", such as 16MB");
        }
    }
}
