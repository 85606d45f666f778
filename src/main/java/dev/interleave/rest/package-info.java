/// HTTP conventions that all endpoints share.
///
/// - `problem`: every error is `application/problem+json` (RFC 9457), with a stable type and a page that
///   explains it.
/// - `json`: request bodies are strict JSON. Numbers stay text until a value is read, so a megabyte of digits
///   costs no more than reading it, and one response names all mistakes.
/// - `link`: the base path of links, and the public URL.
/// - `request`: ids, paging, `Prefer`, query parameters and size limits.
/// - `idempotency`: idempotency keys of requests that create something.
/// - `sse`: server-sent events.
/// - `openapi`, `mvc`, `tomcat`: the description of the API, and the configuration of Spring MVC and Tomcat.
@ApplicationModule(
        displayName = "REST conventions",
        allowedDependencies = {"store", "supervision"})
@NullMarked
package dev.interleave.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
