package dev.interleave.job.web.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.interleave.access.CurrentCaller;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Input;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.computation.catalogue.ComputationLimits;
import dev.interleave.job.ChildJobReader.RefusedException;
import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.JobStore;
import dev.interleave.job.NewJob;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.Priority;
import dev.interleave.job.origin.JobOrigin;
import dev.interleave.job.origin.ParentRef;
import dev.interleave.program.MemoryPrograms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChildJobsTest {

    private static final int MAX_CHILDREN = MemoryPrograms.SETTINGS.maxChildren();
    private static final int MAX_DEPTH = MemoryPrograms.SETTINGS.maxChildDepth();

    private final Catalogue catalogue = new Catalogue(new ComputationLimits(1_000_000));
    private final JobStore store = mock(JobStore.class);
    private final ChildJobs children = new ChildJobs(
            new JobSpecReader(
                    catalogue,
                    List.of(),
                    () -> Long.MAX_VALUE,
                    ProgramReaders.create(),
                    MemoryPrograms.create(),
                    ProgramReaders.plans(),
                    new JobIdGenerator()),
            catalogue,
            new CurrentCaller(),
            store,
            MemoryPrograms.SETTINGS);

    @Test
    void haveTheOwnerAndThePriorityOfTheirParent() {
        List<NewJob> read = children.read(parent(0), List.of(factorial(5L), factorial(6L)));

        assertThat(read).hasSize(2).allSatisfy(child -> {
            assertThat(child.owner()).isEqualTo("a");
            assertThat(child.spec().priority()).isEqualTo(Priority.LOW);
        });
        assertThat(read.getLast().spec().input()).isEqualTo(Input.of("n", 6));
    }

    @Test
    void areLimitedInNumber() {
        when(store.countUnfinishedChildren("a")).thenReturn(MAX_CHILDREN - 1L);

        assertThat(children.read(parent(0), List.of(factorial(5L)))).hasSize(1);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> children.read(parent(0), List.of(factorial(5L), factorial(6L))))
                .satisfies(refused -> assertThat(refused.exception()).isEqualTo("RuntimeError"))
                .withMessageContaining("max-children");
    }

    @Test
    void areLimitedInDepth() {
        assertThat(children.read(parent(MAX_DEPTH - 1), List.of(factorial(5L)))).hasSize(1);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> children.read(parent(MAX_DEPTH), List.of(factorial(5L))))
                .satisfies(refused -> assertThat(refused.exception()).isEqualTo("RuntimeError"))
                .withMessageContaining("max-child-depth");
    }

    @Test
    void takeNoOtherMembersOfARequest() {
        Map<String, @Nullable Object> delayed =
                Map.of("computation", "factorial", "input", Map.of("n", 5L, "delay", "PT1H"));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> children.read(parent(0), List.of(delayed)))
                .satisfies(refused -> assertThat(refused.exception()).isEqualTo("ValueError"))
                .withMessage("factorial has no input delay, only n");
    }

    @Test
    void areRefusedWithThePlaceOfTheMistake() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> children.read(parent(0), List.of(factorial(5L), factorial(-1L))))
                .withMessageStartingWith("job 1: /n must be");
    }

    private static Map<String, @Nullable Object> factorial(long n) {
        return Map.of("computation", "factorial", "input", Map.of("n", n));
    }

    private Job parent(int depth) {
        JobSpec spec = new JobSpec(
                catalogue.all().getFirst(), Input.of("n", 1), Algorithm.ITERATIVE, Priority.LOW, Map.of(), null);
        Job job = Job.submitted(new UUID(0, 1), "a", spec, Instant.EPOCH);
        return depth == 0 ? job : job.from(JobOrigin.NONE.from(new ParentRef(new UUID(0, 2), 1, 1, depth)));
    }
}
