/// May an agent be taken back, by whom, only once, and did it help?
///
/// In: an incident, what is known around it, decisions of people. Out: actions in their states. Start at
/// [dev.holdfast.alerting.action.ActionPolicy], which decides, and [dev.holdfast.alerting.action.Executor], which
/// carries out. They are kept apart: nothing that decides can reach a system outside.
@NullMarked
package dev.holdfast.alerting.action;

import org.jspecify.annotations.NullMarked;
