package dev.interleave.rest.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.rest.RawHttp;
import dev.interleave.rest.link.BasePath;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemReportValveTest {

    @TempDir
    private Path folder;

    @Test
    void reportsRequestsThatArriveWhileTheServerStopsAsUnavailable() throws Exception {
        // given
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        Connector connector = new Connector(new StoppingProtocol());
        connector.setPort(0);
        tomcat.setConnector(connector);
        tomcat.addContext("", folder.toString());
        tomcat.getHost().getPipeline().addValve(new ProblemReportValve(BasePath.ROOT, false));
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass(ProblemReportValve.class.getName());
        tomcat.start();
        try {
            // when
            RawHttp.Answer answer = RawHttp.send(
                    connector.getLocalPort(),
                    "POST /v1/jobs/1/cancel HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");

            // then
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsEntry("Retry-After", "5");
            assertThat(answer.json().path("type").asString()).isEqualTo("/problems/unavailable");
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    /// Stops between the request line and the headers of the first request.
    private static final class StoppingProtocol extends Http11NioProtocol {

        private final AtomicBoolean asked = new AtomicBoolean();

        @Override
        public boolean isPaused() {
            return asked.getAndSet(true);
        }
    }
}
