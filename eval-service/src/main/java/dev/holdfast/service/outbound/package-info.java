/// How does the service call places that its users have named, without being led to where only the service can reach?
///
/// In: a request of [dev.holdfast.alerting.wire]. Out: what came back, or why nothing did. Start at [GuardedLine].
@NullMarked
package dev.holdfast.service.outbound;

import org.jspecify.annotations.NullMarked;
