package dev.interleave.rest;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/// Answers what Tomcat refuses before the application sees it (a request line that is none, an illegal path, headers
/// without end) in the same form as all other errors, instead of with Tomcat's page.
final class ProblemReportValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported() || !canWrite(response)) {
            return;
        }
        ProblemException problem = StatusProblems.of(status);
        try {
            response.setStatus(problem.type().status());
            response.setHeader(HttpHeaders.CACHE_CONTROL, ProblemAnswer.noStore());
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            PrintWriter writer = response.getReporter();
            if (writer != null) {
                writer.write(ProblemAnswer.json(request.getRequestURI(), problem));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException unreported) {
            LOG.debug("Cannot report status {}", status, unreported);
        }
    }

    private static boolean canWrite(Response response) {
        AtomicBoolean allowed = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
        return allowed.get();
    }
}
