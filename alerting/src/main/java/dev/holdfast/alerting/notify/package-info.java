/// Who is told what, when, and why now?
///
/// In: incidents, routes, silences, and what has been told already. Out: messages
/// ([dev.holdfast.alerting.notify.MessageWriter]), and when they are due ([dev.holdfast.alerting.notify.Grouping]).
/// What a message looks like in one channel is `channel`'s. Nothing here reads a clock or sends anything.
@NullMarked
package dev.holdfast.alerting.notify;

import org.jspecify.annotations.NullMarked;
