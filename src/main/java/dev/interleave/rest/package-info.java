/// REST conventions: what every endpoint shares, and nothing of what any endpoint does.
///
/// - **Problems.** Every error is `application/problem+json` (RFC 9457). A [dev.interleave.rest.problem.ProblemType] is
/// a stable name with
///   a page that explains it; a [dev.interleave.rest.problem.ProblemException] thrown anywhere in a controller becomes
/// the answer.
/// - **Strict JSON.** A controller takes `@RequestBody` [dev.interleave.rest.json.JsonObject] and reads it with
/// [dev.interleave.rest.json.JsonFields], which
///   tells all mistakes at once. Numbers stay text until somebody asks for a value, so a megabyte of digits
///   costs no more than reading it.
/// - **Limits.** How large and of what form a request may be, down to the errors that Tomcat answers on its
///   own.
@ApplicationModule(
        displayName = "REST conventions",
        allowedDependencies = {})
@NullMarked
package dev.interleave.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
