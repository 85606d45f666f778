package dev.interleave.job.web;

import dev.interleave.job.JobRenderer;
import dev.interleave.job.model.Job;
import org.springframework.stereotype.Component;

/// Renders jobs for other modules in the form of the API.
@Component
final class JobViewRenderer implements JobRenderer {

    @Override
    public Object render(Job job) {
        return JobView.of(job);
    }
}
