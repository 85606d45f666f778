package dev.interleave.job.web.submit;

import static org.mockito.Mockito.mock;

import dev.interleave.access.CurrentCaller;
import dev.interleave.job.JobStore;
import dev.interleave.program.MemoryPrograms;
import dev.interleave.program.ProgramPermission;
import dev.interleave.program.ProgramStore;
import dev.interleave.program.request.ProgramRequestReader;
import dev.interleave.store.StoreClock;
import java.time.InstantSource;

/// A reader of programs without an application.
final class ProgramReaders {

    private ProgramReaders() {}

    /// No request has a caller, so no program is accepted.
    static ProgramRequestReader create() {
        return new ProgramRequestReader(
                mock(ProgramStore.class),
                new MemoryPrograms(),
                mock(ProgramPermission.class),
                mock(CurrentCaller.class));
    }

    /// No job has a predecessor, because the store is empty.
    static JobPlanReader plans() {
        return new JobPlanReader(mock(JobStore.class), new StoreClock(InstantSource.system()));
    }
}
