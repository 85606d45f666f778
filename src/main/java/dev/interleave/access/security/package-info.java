/// What all authentication providers share: the authenticated caller, problem responses, the audit log.
@NullMarked
package dev.interleave.access.security;

import org.jspecify.annotations.NullMarked;
