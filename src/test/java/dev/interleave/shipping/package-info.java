/// What ships around the service: the image's recipe and the Helm chart, held against the service that they
/// run.
@NullMarked
package dev.interleave.shipping;

import org.jspecify.annotations.NullMarked;
