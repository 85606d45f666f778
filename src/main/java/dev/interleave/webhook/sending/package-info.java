/// Makes deliveries: db-scheduler remembers when each is due and who has it in hand, [Deliverer] does one,
/// [Sender] is the HTTP client that trusts nobody.
@NullMarked
package dev.interleave.webhook.sending;

import org.jspecify.annotations.NullMarked;
