package dev.interleave.rest.tomcat;

import org.apache.coyote.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http2.Http2Protocol;

/// HTTP/2 for clients that begin with its preface, also without TLS (RFC 9113, section 3.3), with the time limits of
/// HTTP/1.1. The upgrade from HTTP/1.1 is obsolete and stays off: Tomcat buffers the body of such a request, and some
/// clients attempt it without being asked.
final class CleartextHttp2 extends Http2Protocol {

    @Override
    public void setHttp11Protocol(AbstractHttp11Protocol<?> http11) {
        super.setHttp11Protocol(http11);
        setStreamReadTimeout(http11.getConnectionTimeout());
        setStreamWriteTimeout(http11.getConnectionTimeout());
        setKeepAliveTimeout(http11.getKeepAliveTimeout());
    }

    @Override
    public boolean accept(Request request) {
        return false;
    }
}
