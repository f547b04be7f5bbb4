/// What would a month with fifty agents have been like for those who were on call?
///
/// Behind it are the real watch, the real policies and a clock that is set by hand; only the agents are dice.
@NullMarked
package dev.holdfast.service.month;

import org.jspecify.annotations.NullMarked;
