package dev.interleave.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/// A test of the whole application with keys of an admin, two owners and a reader. All of these share one run
/// of it.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "interleave.security.api-keys[0].key=" + AccessApiTest.ROOT,
            "interleave.security.api-keys[0].name=root",
            "interleave.security.api-keys[1].name=alice",
            "interleave.security.api-keys[1].sha256="
                    + "63aa52d1d05a34d948eaeab9cae6d076741dad4291503d4927a417ef12174fa7",
            "interleave.security.api-keys[1].role=submitter",
            "interleave.security.api-keys[2].name=bob",
            "interleave.security.api-keys[2].key=" + AccessApiTest.BOB,
            "interleave.security.api-keys[2].role=submitter",
            "interleave.security.api-keys[3].name=auditor",
            "interleave.security.api-keys[3].owner=alice",
            "interleave.security.api-keys[3].key=" + AccessApiTest.AUDITOR,
            "interleave.security.api-keys[3].role=reader"
        })
@interface WithKeys {}
