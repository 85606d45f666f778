package dev.interleave.rest.tomcat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/// Removes an `X-Forwarded-Prefix` that is not a path before Spring's filter reads it: the filter would accept any
/// text, and matching the path of the request would then fail.
final class ForwardedPrefixValve extends ValveBase {

    ForwardedPrefixValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getHeader(ForwardedPrefix.HEADER) != null
                && ForwardedPrefix.read(request).isEmpty()) {
            request.getCoyoteRequest().getMimeHeaders().removeHeader(ForwardedPrefix.HEADER);
        }
        getNext().invoke(request, response);
    }
}
