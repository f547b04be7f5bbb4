/// How is something laid out in rows of characters?
///
/// In: visible text and places on an axis. Out: text of a known width, in Unicode or ASCII, with or without
/// colours. Start at [dev.holdfast.reports.terminal.Screen]. No evaluation is known here, and nothing that reaches
/// a screen may steer it.
@NullMarked
package dev.holdfast.reports.terminal;

import org.jspecify.annotations.NullMarked;
