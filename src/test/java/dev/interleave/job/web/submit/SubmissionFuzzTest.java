package dev.interleave.job.web.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.computation.catalogue.ComputationLimits;
import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.NewJob;
import dev.interleave.program.MemoryPrograms;
import dev.interleave.rest.JsonBodies;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.util.List;

/// The body of a submission is a job within the limits, or it is refused.
class SubmissionFuzzTest {

    private static final long MAX_N = 1_000_000;

    private final JobSpecReader reader = new JobSpecReader(
            new Catalogue(new ComputationLimits(MAX_N)),
            List.of(),
            () -> 64L * 1024 * 1024,
            ProgramReaders.create(),
            MemoryPrograms.create(),
            ProgramReaders.plans(),
            new JobIdGenerator());

    @FuzzTest(maxDuration = "10m")
    void isAJobWithinTheLimitsOrRefused(byte[] body) {
        try {
            NewJob job = reader.readOne("", JsonBodies.parse(body));

            assertThat(job.spec().input().values().values())
                    .allMatch(value -> value instanceof Long number && number >= 0 && number <= MAX_N);
        } catch (ProblemException refused) {
            assertThat(refused.type()).isIn(ProblemType.MALFORMED_REQUEST, ProblemType.INVALID_INPUT);
            assertThat(refused.detail()).isNotBlank().hasSizeLessThan(2_000);
        }
    }
}
