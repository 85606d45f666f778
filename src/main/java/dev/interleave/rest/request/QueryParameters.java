package dev.interleave.rest.request;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The query parameters that a handler under `/v1` knows; any other, or one given twice, is answered with
/// `invalid-parameter`. A handler without this annotation knows none.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface QueryParameters {

    /// Parameters that may be given once.
    String[] value() default {};

    /// Parameters that may be given any number of times.
    String[] repeatable() default {};
}
