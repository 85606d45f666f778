@NullMarked
package dev.interleave.webhook.web;

import org.jspecify.annotations.NullMarked;
