package dev.interleave.rest.link;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;

/// The part of a link before the path of a resource. Immutable.
///
/// A request determines it: the context path of the service, or the prefix that a trusted proxy reports in
/// `X-Forwarded-Prefix`. Responses to different clients can therefore have different links, so no link belongs
/// into bytes that requests share.
///
/// @param value empty, a path such as `/interleave`, or a URL such as `https://jobs.example/interleave`; never
///     with a slash at its end
public record BasePath(String value) {

    /// The base path of a service without a context path.
    public static final BasePath ROOT = new BasePath("");

    public BasePath {
        if (value.endsWith("/")) {
            throw new IllegalArgumentException("A base path does not end with a slash: " + value);
        }
    }

    /// @return the base path that the client of a request uses
    public static BasePath of(HttpServletRequest request) {
        return of(request.getContextPath());
    }

    /// @param contextPath a context path, with or without a slash at its end
    /// @return the base path
    static BasePath of(String contextPath) {
        int end = contextPath.length();
        while (end > 0 && contextPath.charAt(end - 1) == '/') {
            end--;
        }
        return end == 0 ? ROOT : new BasePath(contextPath.substring(0, end));
    }

    /// @return the path that all paths of the service start with, for a cookie: `/`, or the prefix
    public String path() {
        return value.isEmpty() ? "/" : value;
    }

    /// @param path the path of a resource, such as `/v1/jobs`
    /// @return the link
    public String link(String path) {
        return value + path;
    }

    /// @param path the path of a resource, such as `/v1/jobs`
    /// @return the link
    public URI uri(String path) {
        return URI.create(link(path));
    }
}
