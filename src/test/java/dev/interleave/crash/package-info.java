/// Ends the packaged service in all the ways that a process can end, and holds it to what it has promised.
@NullMarked
package dev.interleave.crash;

import org.jspecify.annotations.NullMarked;
