package dev.interleave.rest.request;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The query parameters of a handler under `/v1`. Others, and repeated ones, are rejected with
/// `invalid-parameter`. A handler without this annotation takes none.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface QueryParameters {

    /// Parameters that may be given once.
    String[] value() default {};

    /// Parameters that may be given any number of times.
    String[] repeatable() default {};
}
