/// Quotas over HTTP: the filter that counts requests, the headers of answers, and `GET /v1/quota`.
@NullMarked
package dev.interleave.quota.web;

import org.jspecify.annotations.NullMarked;
