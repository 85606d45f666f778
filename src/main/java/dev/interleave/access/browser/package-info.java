/// Protects browsers: origins, CORS and CSRF.
@NullMarked
package dev.interleave.access.browser;

import org.jspecify.annotations.NullMarked;
