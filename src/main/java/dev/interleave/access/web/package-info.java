/// Spring Security's filters in front of everything, and the HTTP door to API keys and sessions.
@NullMarked
package dev.interleave.access.web;

import org.jspecify.annotations.NullMarked;
