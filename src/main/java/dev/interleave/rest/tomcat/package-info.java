/// Tomcat configuration: deadlines, and problem responses for what Tomcat rejects itself.
@NullMarked
package dev.interleave.rest.tomcat;

import org.jspecify.annotations.NullMarked;
