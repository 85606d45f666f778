package dev.interleave.job.web.result;

import dev.interleave.job.content.Content;
import java.io.InputStream;
import org.springframework.core.io.AbstractResource;

/// Content in the form that Spring streams, whole or in ranges. For one answer.
final class ContentResource extends AbstractResource {

    private final Content content;
    private final DownloadThrottle pace = new DownloadThrottle(System::nanoTime);

    ContentResource(Content content) {
        this.content = content;
    }

    @Override
    public InputStream getInputStream() {
        return new ContentStream(content, pace);
    }

    @Override
    public long contentLength() {
        return content.length();
    }

    @Override
    public String getDescription() {
        return "a result";
    }
}
