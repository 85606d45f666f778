/// HTTP API and authentication of sessions.
@NullMarked
package dev.interleave.access.session.web;

import org.jspecify.annotations.NullMarked;
