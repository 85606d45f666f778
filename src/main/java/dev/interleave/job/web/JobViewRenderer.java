package dev.interleave.job.web;

import dev.interleave.job.JobRenderer;
import dev.interleave.job.model.Job;
import org.springframework.stereotype.Component;

/// Lets other rooms show jobs the way the API does.
@Component
final class JobViewRenderer implements JobRenderer {

    @Override
    public Object render(Job job) {
        return JobView.of(job);
    }
}
