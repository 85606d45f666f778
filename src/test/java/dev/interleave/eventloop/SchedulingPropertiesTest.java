package dev.interleave.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the tutorial says of the two policies, on random sets of tasks.
class SchedulingPropertiesTest {

    private static final int SETS = 500;

    /// What became of a set of tasks: per task its rounds, the order in which they ended, and the order of
    /// steps.
    private record Run(List<Task<Integer>> tasks, List<Integer> ended, List<Integer> stepped, long rounds) {}

    static IntStream seeds() {
        return IntStream.range(0, SETS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sequential(int seed) {
        int[] sizes = sizes(seed);
        Run run = run(Scheduling.SEQUENTIAL, sizes);

        int before = 0;
        for (int i = 0; i < sizes.length; i++) {
            assertThat(run.tasks.get(i).rounds())
                    .as("seed %d, task %d: T + R", seed, i)
                    .isEqualTo(before + sizes[i]);
            before += sizes[i];
        }
        assertThat(run.ended)
                .as("seed %d", seed)
                .isEqualTo(IntStream.range(0, sizes.length).boxed().toList());
        assertThat(run.stepped).as("seed %d: one after the other", seed).isSorted();
        assertNoStepLostOrDoubled(seed, sizes, run);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void interleaved(int seed) {
        int[] sizes = sizes(seed);
        Run run = run(Scheduling.INTERLEAVED, sizes);

        for (int i = 0; i < sizes.length; i++) {
            assertThat(run.tasks.get(i).rounds())
                    .as("seed %d, task %d: at most N*R + R", seed, i)
                    .isLessThanOrEqualTo((sizes.length - 1L) * sizes[i] + sizes[i])
                    .isEqualTo(roundsWhenInterleaved(sizes, i));
        }
        Comparator<Integer> shortestFirst = Comparator.comparingInt(i -> sizes[i]);
        assertThat(run.ended)
                .as("seed %d: shortest first, then first come", seed)
                .isEqualTo(IntStream.range(0, sizes.length)
                        .boxed()
                        .sorted(shortestFirst)
                        .toList());
        assertNoStepLostOrDoubled(seed, sizes, run);
    }

    private static void assertNoStepLostOrDoubled(int seed, int[] sizes, Run run) {
        long total = IntStream.of(sizes).sum();
        assertThat(run.rounds).as("seed %d", seed).isEqualTo(total);
        assertThat(run.stepped).as("seed %d", seed).hasSize((int) total);
        for (int i = 0; i < sizes.length; i++) {
            assertThat(run.tasks.get(i).outcome())
                    .as("seed %d, task %d", seed, i)
                    .isEqualTo(new Outcome.Succeeded<>(sizes[i]));
            assertThat(run.tasks.get(i).steps()).as("seed %d, task %d", seed, i).isEqualTo(sizes[i]);
        }
    }

    /// When task `i` has its last step, those before it have had as many steps as it, those behind it one less,
    /// unless they had fewer to take.
    private static long roundsWhenInterleaved(int[] sizes, int i) {
        long rounds = 0;
        for (int j = 0; j < sizes.length; j++) {
            rounds += Math.min(sizes[j], j <= i ? sizes[i] : sizes[i] - 1);
        }
        return rounds;
    }

    private static int[] sizes(int seed) {
        Random random = new Random(seed);
        return random.ints(random.nextInt(1, 41), 1, 61).toArray();
    }

    private static Run run(Scheduling scheduling, int[] sizes) {
        EventLoop loop = new EventLoop(scheduling, EventLoopListener.NONE);
        List<Task<Integer>> tasks = new ArrayList<>();
        List<Integer> ended = new ArrayList<>();
        List<Integer> stepped = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            int number = i;
            Task<Integer> task = new Task<>(loop, "task " + i, new CountedSteps(sizes[i], _ -> stepped.add(number)));
            tasks.add(task.onDone(_ -> ended.add(number)));
        }
        loop.schedule(tasks.toArray(Task<?>[]::new));
        loop.runUntilIdle();
        return new Run(tasks, ended, stepped, loop.rounds());
    }
}
