/// HTTP API and authentication of API keys.
@NullMarked
package dev.interleave.access.key.web;

import org.jspecify.annotations.NullMarked;
