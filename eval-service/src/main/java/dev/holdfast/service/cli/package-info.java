/// What does a person, or a pipeline, type, and what comes back?
///
/// In: arguments. Out: text or JSON on standard output, and an exit code that says what was found. Start at
/// [dev.holdfast.service.cli.Main]; one class is one command. Everything is wired with plain `new`: no application
/// context, so that `lint` answers at once. What a command does beyond asking and telling belongs to `local` or the
/// core.
@NullMarked
package dev.holdfast.service.cli;

import org.jspecify.annotations.NullMarked;
