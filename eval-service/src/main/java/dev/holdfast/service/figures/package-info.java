/// What does the service tell of itself in numbers, for who watches over it?
///
/// In: what ended, was decided or signed, as it happens. Out: the meters behind `/prometheus`, whose names are a
/// contract. Start at [Figures]. Labels have few values: organisations, pacts and words of ours, never a task, a run
/// or a text of an agent. What a figure leads to does not belong here.
@NullMarked
package dev.holdfast.service.figures;

import org.jspecify.annotations.NullMarked;
